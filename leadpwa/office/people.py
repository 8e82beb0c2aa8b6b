"""Users, dealers and events: who may change them, and changing them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from leadpwa.errors import Refused
from leadpwa.json_types import Doc, Json
from leadpwa.office.server_changes import Clock, record_changed, user_changed
from leadpwa.store.protocol import RECORD, USER, Decision, Key, Store, View
from leadpwa.sync.ledger import Ledger
from leadpwa.sync.people import ADMIN, ADVISOR, MANAGER, ROLES, User, from_row


def may_manage(by: User, person: User) -> bool:
    """Whether it is for `by` to invite, change and take off: a manager their dealer's advisors, an admin anybody."""
    if by.has(ADMIN):
        return True
    return by.has(MANAGER) and person.roles == (ADVISOR,) and person.dealer == by.dealer


def list_kind(store: Store, kind: str, by: User) -> list[Doc]:
    """Every record of a reference kind, its id beside its fields; of users those that are for `by` to manage."""
    with store.reading() as reading:
        found: list[Doc] = [
            {"id": id_, **cast(Doc, row["fields"])}
            for id_, row in reading.rows(RECORD)
            if row["kind"] == kind
        ]
        if kind == "user":
            users = {id_: from_row(id_, row) for id_, row in reading.rows(USER)}
            found = [
                doc for doc in found if str(doc["id"]) in users and may_manage(by, users[str(doc["id"])])
            ]
    return sorted(found, key=lambda doc: str(doc["id"]))


def add_user(store: Store, id_: str, fields: Mapping[str, Json], by: User, time: Clock) -> Doc:
    """Make a user.

    Raises:
        Refused: exists, invalid (roles or dealer), not_allowed.
    """

    def decide(view: View) -> Decision[Doc]:
        if view.get(Key(USER, id_)) is not None or view.get(Key(RECORD, id_)) is not None:
            raise Refused("exists", "There is such an id already.", path="id")
        return _enter(view, User(id_, "", (), None), fields, by, time)

    return store.transact(decide)


def change_user(store: Store, id_: str, fields: Mapping[str, Json], by: User, time: Clock) -> Doc:
    """Give a user another name, other roles, another dealer or quota.

    Raises:
        Refused: not_found, invalid, not_allowed.
    """

    def decide(view: View) -> Decision[Doc]:
        row = view.get(Key(USER, id_))
        if row is None or not may_manage(by, from_row(id_, row)):
            raise Refused("not_found", "There is no such user.")
        return _enter(view, from_row(id_, row), fields, by, time)

    return store.transact(decide)


def change_reference(
    store: Store, kind: str, id_: str, fields: Mapping[str, Json], time: Clock, *, new: bool
) -> Doc:
    """Make or change a dealer or an event.

    Raises:
        Refused: exists, not_found.
    """

    def decide(view: View) -> Decision[Doc]:
        ledger = Ledger(view, time.origin())
        standing = ledger.record(id_)
        if new and standing is not None:
            raise Refused("exists", "There is such a code already.", path="id")
        if not new and (standing is None or standing.kind != kind):
            raise Refused("not_found", f"There is no such {kind}.")
        if fields:
            record_changed(ledger, kind, id_, fields, time)
        return ledger.decision(_document(ledger, id_))

    return store.transact(decide)


def check_place(view: View, roles: tuple[str, ...], dealer: str | None) -> str | None:
    """The dealer that a person with these roles belongs to; head office and administrators to none.

    Raises:
        Refused: invalid, with the path.
    """
    if not roles or not set(roles) <= set(ROLES):
        raise Refused("invalid", f"Roles are one or more of {', '.join(ROLES)}.", path="roles")
    if not {ADVISOR, MANAGER} & set(roles):
        return None
    row = view.get(Key(RECORD, dealer)) if dealer is not None else None
    if row is None or row["kind"] != "dealer":
        raise Refused("invalid", "An advisor or a manager belongs to a dealer that there is.", path="dealer")
    return dealer


def _enter(view: View, standing: User, fields: Mapping[str, Json], by: User, time: Clock) -> Decision[Doc]:
    roles = tuple(cast("list[str]", fields.get("roles", standing.roles)))
    dealer = check_place(view, roles, cast("str | None", fields.get("dealer", standing.dealer)))
    user = replace(standing, name=cast(str, fields.get("name", standing.name)), roles=roles, dealer=dealer)
    if not may_manage(by, user):
        raise Refused("not_allowed", "A manager has advisors of their own dealer.", path="roles")
    ledger = Ledger(view, time.origin())
    more = {"quota": fields["quota"]} if "quota" in fields else {}
    user_changed(ledger, user, time, more)
    return ledger.decision(_document(ledger, user.id))


def _document(ledger: Ledger, id_: str) -> Doc:
    record = ledger.record(id_)
    assert record is not None, "it was entered"
    return {"id": id_, **record.fields}
