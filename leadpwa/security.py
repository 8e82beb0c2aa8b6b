"""The headers that every page carries: from the server, in the page itself, and from the service worker's cache."""

from __future__ import annotations

PERMISSIONS_POLICY = "camera=(self)"


def content_security_policy(api_origin: str = "", *, header: bool = True) -> str:
    """The content security policy; `frame-ancestors` counts only as a header and is left out of a page's own."""
    connect = f"'self' {api_origin}".strip()
    parts = [
        "default-src 'self'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "worker-src 'self'",
        "img-src 'self' blob: data:",
        f"connect-src {connect}",
        "object-src 'none'",
        "base-uri 'none'",
    ]
    if header:
        parts.append("frame-ancestors 'none'")
    return "; ".join(parts)
