"""`/pocket/definitions.json`: what can be recorded. Nothing about anybody, so the browser may keep it."""

import gzip
from functools import cache

import brotli  # type: ignore[import-untyped]  # it has none
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.urls import reverse
from django.views.decorators.http import require_GET

from kith.catalogue import exact
from kith.catalogue.browser import definitions as made_for_browsers

FOR_EVER = "public, max-age=31536000, immutable"
A_DAY_OLD = "public, max-age=60, stale-while-revalidate=86400"
"""On a slow network yesterday's definitions at once are better than today's in a second: an entry names the
version it was made with, and the next page has the new one."""


@require_GET
def definitions(request: HttpRequest) -> HttpResponse:
    """The definitions; under an address that names their version, for ever."""
    version, content, packed = _made()
    tag = f'"{version}"'
    lasting = FOR_EVER if request.GET.get("v") == version else A_DAY_OLD
    headers = {"ETag": tag, "Cache-Control": lasting, "Vary": "Accept-Encoding"}
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers=headers)
    taken = {each.partition(";")[0].strip() for each in request.headers.get("Accept-Encoding", "").split(",")}
    if encoding := next((each for each in packed if each in taken), None):
        headers["Content-Encoding"] = encoding  # no secret is in it that its length could tell
        content = packed[encoding]
    return HttpResponse(content, content_type="application/json", headers=headers)


def address() -> str:
    """The address of the present definitions, to be named in a page's `data-definitions`."""
    return f"{reverse('pocket:definitions')}?v={_made()[0]}"


@cache
def _made() -> tuple[str, bytes, dict[str, bytes]]:
    """Their version, the text, and the text packed, the smallest first."""
    made = made_for_browsers()
    plain = exact.dumps(made).encode()
    return (
        str(made["version"]),
        plain,
        {"br": brotli.compress(plain), "gzip": gzip.compress(plain, 9, mtime=0)},
    )
