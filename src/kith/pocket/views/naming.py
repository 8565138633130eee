"""`/pocket/naming.json`: words by which a sheet sees that a note may name somebody. Nothing about anybody."""

from functools import cache
from hashlib import sha256

import brotli  # type: ignore[import-untyped]  # it has none
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.views.decorators.http import require_GET

from kith.catalogue import exact
from kith.catalogue.naming.browser import told

A_DAY = "public, max-age=86400, stale-while-revalidate=604800"
"""A sheet that is opened without a network has yesterday's words; they hardly ever change."""


@require_GET
def naming(request: HttpRequest) -> HttpResponse:
    """The words, packed for those who take it so."""
    tag, plain, packed = _made()
    headers = {"ETag": tag, "Cache-Control": A_DAY, "Vary": "Accept-Encoding"}
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers=headers)
    taken = "br" in request.headers.get("Accept-Encoding", "")
    if taken:
        headers["Content-Encoding"] = "br"  # no secret is in it that its length could tell
    return HttpResponse(packed if taken else plain, content_type="application/json", headers=headers)


@cache
def _made() -> tuple[str, bytes, bytes]:
    plain = exact.dumps(told()).encode()
    return f'"{sha256(plain).hexdigest()[:32]}"', plain, brotli.compress(plain)
