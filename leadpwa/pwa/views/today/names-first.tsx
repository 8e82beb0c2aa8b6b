import type { JSX } from "preact";
import { words } from "../../i18n/index.ts";
import { Icon } from "../parts/icons.tsx";
import { pageLink, useWorld } from "../world.ts";
import { isTimeForNames, meetingsToBook } from "./new-names.ts";

/** Monday afternoon begins with new names; whoever has a quota sees how many first meetings it takes. */
export function NamesFirst(): JSX.Element | null {
  const world = useWorld();
  const rules = world.rules.value;
  if (!isTimeForNames(world.now.value, world.zone, rules)) return null;
  const { today: say_ } = words.value;
  const { user } = world.phone.identity;
  const quota = world.phone.records("user").value.find(({ id }) => id === user.id)?.fields["quota"];
  const own = world.leads.value.filter(({ owner }) => owner === null || owner === user.id);
  const book = typeof quota === "number" ? meetingsToBook(own, quota, world.today.value, rules) : null;
  return (
    <a class="names-first" href={pageLink(world.base, "training/week/")}>
      <Icon name="search" size={22} />
      <span>
        <strong>{say_.namesFirst}</strong>
        {book === null ? null : <small>{say_.toBook(book)}</small>}
      </span>
      <Icon name="right" size={20} />
    </a>
  );
}
