"""Three files over plain HTTP, and nothing else: no database, no cookie, nobody's name."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from kith.ops.trust.page import HERE, trust_page

Start = Callable[[str, list[tuple[str, str]]], Any]
HEADERS = [
    (
        "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; img-src data:; frame-ancestors 'none'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cache-Control", "no-store"),
]


class TrustPage:
    """The application, made once with everything that it will ever answer."""

    def __init__(self, name: str, fingerprint: str, root: bytes, *, address: str, here: str) -> None:
        page = trust_page(name, fingerprint, address=address, here=here)
        css = (HERE / "trust.css").read_bytes()
        self._files = {
            "/": ("text/html; charset=utf-8", page.encode()),
            "/trust.css": ("text/css; charset=utf-8", css),
            "/kith.crt": ("application/x-x509-ca-cert", root),
        }

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        method, found = environ.get("REQUEST_METHOD"), self._files.get(str(environ.get("PATH_INFO")))
        if method not in ("GET", "HEAD"):
            return self._answer(start, "405 Method Not Allowed", "text/plain", b"", [("Allow", "GET, HEAD")])
        if found is None:
            return self._answer(start, "404 Not Found", "text/plain", b"There is nothing here.\n")
        kind, body = found
        return self._answer(start, "200 OK", kind, b"" if method == "HEAD" else body)

    @staticmethod
    def _answer(
        start: Start, status: str, kind: str, body: bytes, more: list[tuple[str, str]] | None = None
    ) -> Iterable[bytes]:
        start(status, [("Content-Type", kind), ("Content-Length", str(len(body))), *HEADERS, *(more or [])])
        return [body]


def from_environment() -> TrustPage:
    """As `kith serve --lan` tells its companion."""
    told = os.environ
    return TrustPage(
        told["KITH_TRUST_NAME"],
        told["KITH_TRUST_FINGERPRINT"],
        Path(told["KITH_TRUST_ROOT"]).read_bytes(),
        address=told["KITH_TRUST_ADDRESS"],
        here=told["KITH_TRUST_PAGE"],
    )
