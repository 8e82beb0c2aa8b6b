"""The frozen site, served as any static host would, with the headers that every page carries."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from flask import Blueprint, Response, redirect, request, send_file
from werkzeug.exceptions import NotFound
from werkzeug.security import safe_join
from werkzeug.wrappers import Response as AnyResponse

from leadpwa.security import PERMISSIONS_POLICY, content_security_policy

if TYPE_CHECKING:
    from leadpwa.api.factory import Services

NOT_BUILT = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>LeadPWA</title>
<h1>The site has not been built yet</h1>
<p>The server and its data are fine.
Run <code>leadpwa build</code> (or <code>make run</code>), then reload this page.</p>
<p lang="zh">网站还没有生成。服务器和数据都正常。
请运行 <code>leadpwa build</code>（或 <code>make run</code>），
再刷新本页。</p>
"""
FOR_A_YEAR = "public, max-age=31536000, immutable"
# Their names carry the hash of what is in them.
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
LONGEST_NAME = 255
LONGEST_PATH = 2048
NAMED_BY_CONTENT = ("assets/", "bundles/")
_PUBLIC = re.compile(r'(<meta name="leadpwa-public" content=")[^"]*')


def _with_address(page: str, public_url: str) -> str:
    """The app's page as it names the HTTPS address: opened without HTTPS it sends people there."""
    address = escape(public_url, {'"': "&quot;"})
    return _PUBLIC.sub(lambda found: found[1] + address, page, count=1)


def _can_be_a_name(path: str) -> bool:
    """Whether a file may be called so: no part longer than file systems take, no U+0000."""
    encoded = path.encode(errors="surrogatepass")
    parts = encoded.split(b"/")
    return b"\0" not in encoded and len(encoded) <= LONGEST_PATH and max(map(len, parts)) <= LONGEST_NAME


def blueprint(services: Services) -> Blueprint:
    """Everything that is not the API."""
    routes = Blueprint("frozen", __name__)

    @routes.route("/api", methods=METHODS, defaults={"rest": ""})
    @routes.route("/api/<path:rest>", methods=METHODS)
    def no_such_address(rest: str) -> AnyResponse:
        raise NotFound(f"There is no such address as /api/{rest}.")

    @routes.get("/", defaults={"path": ""})
    @routes.get("/<path:path>")
    def page(path: str) -> AnyResponse:
        if services.dist is None or not (services.dist / "index.html").exists():
            return Response(NOT_BUILT, status=200 if path == "" else 404)
        joined = safe_join(str(services.dist), path)
        file = Path(joined) if joined is not None and _can_be_a_name(path) else None
        if file is not None and file.is_dir():
            if path and not path.endswith("/"):
                query = f"?{request.query_string.decode()}" if request.query_string else ""
                return redirect(f"/{path}/{query}", code=308)
            file = file / "index.html"
        if file is None or not file.is_file():
            missing = services.dist / "404.html"
            response = (
                send_file(missing) if missing.exists() else Response("Not found", mimetype="text/plain")
            )
            response.status_code = 404
            return response
        if path == "app/" and services.options.public_url:
            told = _with_address(file.read_text("utf-8"), services.options.public_url)
            return Response(told, headers={"Cache-Control": "no-cache"})
        response = send_file(file, conditional=True, etag=True)
        response.headers["Cache-Control"] = FOR_A_YEAR if path.startswith(NAMED_BY_CONTENT) else "no-cache"
        if path.endswith(".js"):
            response.content_type = "text/javascript; charset=utf-8"
        if path.endswith(".webmanifest"):
            response.content_type = "application/manifest+json"
        return response

    @routes.after_app_request
    def _secure(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = content_security_policy(services.api_origin)
        response.headers["Permissions-Policy"] = PERMISSIONS_POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        if request.path.startswith("/api/"):
            response.headers["Cache-Control"] = "no-store"
        return response

    return routes
