"""Errors on the wire: RFC 9457 problem details, one place where a code becomes a status."""

from __future__ import annotations

import json

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from leadpwa.api.body import NotJson
from leadpwa.api.schemas import InvalidEnvelope
from leadpwa.errors import Refused, StoreError, StoreFull
from leadpwa.json_types import Doc
from leadpwa.sync.identity import Revoked

STATUS = {
    "unauthorised": 401,
    "expired": 401,
    "revoked": 401,
    "not_allowed": 403,
    "not_found": 404,
    "unknown_record": 404,
    "resync": 409,
    "view_changed": 409,
    "exists": 409,
    "erased": 410,
    "too_large": 413,
    "upgrade": 426,
    "rate_limited": 429,
    "busy": 503,
    "no_space": 503,
}
TITLES = {
    "unauthorised": "Not paired",
    "expired": "Pairing expired",
    "revoked": "Phone taken off",
    "not_allowed": "Not allowed",
    "not_found": "Not found",
    "unknown_record": "Unknown record",
    "consent_missing": "Consent missing",
    "mobile_invalid": "Mobile number invalid",
    "id_reused": "Id used twice",
    "invalid": "Invalid",
    "read_only": "Worked out by the server",
    "append_only": "Written once",
    "kind_unknown": "Unknown kind",
    "text_invalid": "Invalid text",
    "resync": "Start the feed anew",
    "view_changed": "What you see has changed",
    "exists": "Exists already",
    "erased": "Erased",
    "too_large": "Too large",
    "upgrade": "App too old",
    "rate_limited": "Too many tries",
    "busy": "Busy",
    "no_space": "No space",
}
INVALID_STATUS = 422
NOT_JSON_STATUS = 400
RETRY_AFTER_S = "30"
MEDIA_TYPE = "application/problem+json"


def describe(refused: Refused, status: int) -> Doc:
    """The problem document of a refusal."""
    code = refused.code
    problem: Doc = {
        "type": f"/problems/{code}",
        "title": TITLES.get(code, code),
        "status": status,
        "detail": refused.message,
        "code": code,
    }
    if isinstance(refused, Revoked):
        problem["by"] = refused.by
        if refused.wipe:
            problem["wipe"] = True
    elif isinstance(refused, InvalidEnvelope):
        problem["errors"] = refused.errors
    elif refused.path is not None:
        problem["errors"] = [{"path": refused.path, "message": refused.message, "code": code}]
    return problem


def status_of(refused: Refused) -> int:
    """The HTTP status of a refusal."""
    if isinstance(refused, NotJson):
        return NOT_JSON_STATUS
    return STATUS.get(refused.code, INVALID_STATUS)


def answer(refused: Refused, status: int | None = None) -> Response:
    """The HTTP answer of a refusal."""
    status = status or status_of(refused)
    body = json.dumps(describe(refused, status), ensure_ascii=False)
    response = Response(body, status=status, content_type=MEDIA_TYPE)
    if status == STATUS["unauthorised"]:
        response.headers["WWW-Authenticate"] = 'Bearer realm="leadpwa"'
    if status in (STATUS["busy"], STATUS["rate_limited"]):
        response.headers["Retry-After"] = RETRY_AFTER_S
    return response


def init_app(app: Flask) -> None:
    """Turn every error under /api into a problem document, never a page, never a stack trace."""

    @app.errorhandler(Refused)
    def _refused(error: Refused) -> Response:
        return answer(error)

    @app.errorhandler(StoreFull)
    def _full(error: StoreFull) -> Response:
        return answer(Refused("no_space", str(error)))

    @app.errorhandler(StoreError)
    def _store(error: StoreError) -> Response:
        return answer(Refused("busy", str(error)))

    @app.errorhandler(HTTPException)
    def _http(error: HTTPException) -> Response | HTTPException:
        if not request.path.startswith("/api"):
            return error
        status = error.code or 500
        response = answer(_as_refusal(status, error.description or ""), status)
        for name, value in error.get_headers(request.environ):
            if name in ("Allow", "Retry-After"):
                response.headers[name] = value
        return response

    @app.errorhandler(Exception)
    def _bug(error: Exception) -> Response:
        app.logger.exception("a request failed", exc_info=error)
        text = "Something went wrong on the server. Nothing of this request was acknowledged; send it again."
        return answer(Refused("busy", text), 500)


def _as_refusal(status: int, text: str) -> Refused:
    codes = {404: "not_found", 405: "not_found", 413: "too_large", 429: "rate_limited"}
    return Refused(codes.get(status, "invalid"), text)
