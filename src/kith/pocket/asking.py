"""What every endpoint of the point of care asks of a request, and how it answers."""

import functools
import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse

from kith.access.finishing import Finisher
from kith.access.middleware import finisher_of
from kith.access.viewer import Viewer
from kith.catalogue import exact
from kith.pocket import keys

LARGEST = 100_000
"""Bytes of a request: an entry is a few hundred, a long concern a few thousand."""

View = Callable[..., HttpResponse]


class BadBody(Exception):
    """What was sent is not the JSON that we take; `status` says why."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def signed_in(view: View) -> View:
    """Calls the view with the viewer, or answers 401; a body that cannot be read is 400 or 413."""

    @functools.wraps(view)
    def asked(request: HttpRequest, **named: Any) -> HttpResponse:
        viewer: Viewer | None = getattr(request, "viewer", None)
        if viewer is None or viewer.account is None:
            return sign_in_again(request)
        try:
            return view(request, viewer, **named)
        except BadBody as bad:
            return JsonResponse({}, status=bad.status)

    return asked


def by_its_maker(view: View) -> View:
    """As `signed_in`, and only for the account and device whose mark the request carries.

    A page of the one who was signed in before still has their entries: under a colleague's sign-in
    they must not become the colleague's.
    """

    @functools.wraps(view)
    def asked(request: HttpRequest, viewer: Viewer, **named: Any) -> HttpResponse:
        if not _marked(request, viewer.account or 0):
            return sign_in_again(request)
        return view(request, viewer, **named)

    return signed_in(asked)


def or_to_finish(finished: View) -> Callable[[View], View]:
    """Calls `finished` in place of the view for whoever's login ended a moment ago, under the mark of their own page."""

    def or_finished(view: View) -> View:
        @functools.wraps(view)
        def asked(request: HttpRequest, **named: Any) -> HttpResponse:
            who: Finisher | None = finisher_of(request)
            if who is None or not _marked(request, who.account):
                return view(request, **named)
            try:
                return finished(request, who, **named)
            except BadBody as bad:
                return JsonResponse({}, status=bad.status)

        return asked

    return or_finished


def sign_in_again(request: HttpRequest) -> HttpResponse:
    """Nobody, or somebody else, is signed in: the outbox keeps what it has. Says until when what is open can be finished."""
    who = finisher_of(request)
    return JsonResponse({"sign_in": True} | ({"finish_by": who.until.isoformat()} if who else {}), status=401)


def _marked(request: HttpRequest, account: int) -> bool:
    tablet = tablet_of(request)
    return tablet is not None and request.headers.get("X-Kith-Account") == keys.mark(account, tablet)


def body(request: HttpRequest) -> Any:
    """The request's JSON, decimals with their digits. Raises BadBody."""
    if int(request.headers.get("Content-Length") or 0) > LARGEST or len(request.body) > LARGEST:
        raise BadBody(413)
    try:
        text = request.body.decode()
        sent = exact.loads(text)
        exact.dumps(sent).encode()  # half a character (a lone surrogate) parses, but is no text
    except (ValueError, TypeError, RecursionError) as error:
        raise BadBody(400) from error
    if "\\u0000" in text or "\0" in text:  # PostgreSQL keeps no NUL
        raise BadBody(400)
    return sent


def sent_as(request: HttpRequest, id: UUID) -> dict[str, Any]:
    """The request's JSON, an object about the id that its address names. Raises BadBody."""
    sent = body(request)
    if not isinstance(sent, dict) or sent.get("id") != str(id):
        raise BadBody(400)
    return sent


def tablet_of(request: HttpRequest) -> str | None:
    """The number that the browser gave itself, or None."""
    found = request.headers.get("X-Kith-Tablet", "")
    return found if re.fullmatch(r"[0-9a-f]{32}", found) else None
