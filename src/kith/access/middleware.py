"""One transaction a request, under one session."""

from collections.abc import Callable

import psycopg
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.db import DataError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import get_resolver

from kith.access import finishing, sessions
from kith.access.factors import devices
from kith.access.finishing import Finisher
from kith.access.viewer import Viewer

Answer = Callable[[HttpRequest], HttpResponse]

KEY = "kith"
"""Where Django's session keeps the number of ours."""

EXPECTED = (Http404, PermissionDenied, SuspiciousOperation, BadRequest)
"""Answers, not failures: what was written before them (a look, a failed sign-in) stays."""


UNSTORABLE = (DataError, psycopg.DataError)

WITHOUT = {"/health"}
"""Answers that must come even when the database does not."""

UNTOUCHED = {"/live", "/session", "/pocket/key"}
"""What pages ask by themselves: it does not show that anybody is there, and lets a shared device lock.

So is everything under `/live/`.
"""


class OneTransaction:
    """Everything a request writes is saved together before the answer leaves, or not at all."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path in WITHOUT:
            return self.answer(request)
        with transaction.atomic():
            return self.answer(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A failure undoes the request. What no table can hold (a NUL, a number too large) was a bad request."""
        if isinstance(exception, EXPECTED):
            return None
        transaction.set_rollback(True)
        if isinstance(exception, UNSTORABLE):
            handler: Callable[..., HttpResponse] = get_resolver().resolve_error_handler(400)
            return handler(request, exception=exception)
        return None


class SignedIn:
    """Sets `request.viewer`, and the session that row security goes by; both are absent for a stranger.

    A session that has ended signs its browser out. One that waits behind its device's lock is nobody's meanwhile,
    and is kept for its own person's PIN. One that ended with a login made at the door is nobody's too; for half an
    hour `request.finishing` says whose it was, for what was open.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.finishing = None  # type: ignore[attr-defined]  # one of the two attributes that we add
        request.viewer = viewer_of(request)  # type: ignore[attr-defined]  # the other
        return self.answer(request)


def viewer_of(request: HttpRequest) -> Viewer | None:
    """Who is asking, or None for a stranger."""
    number = request.session.get(KEY)
    if number is None or not request.user.is_authenticated:
        return None
    at = devices.presented(request.COOKIES.get(devices.COOKIE))
    session = sessions.enter(int(number), request.user.pk, at)
    if session is None:
        _over(request, int(number), request.user.pk, at)
        return None
    if session.idle and not by_itself(request.path):
        sessions.touch()
    return Viewer.staff(session)


def finisher_of(request: HttpRequest) -> Finisher | None:
    """Whose login ended a moment ago, while a form may be open; None for everybody else."""
    return getattr(request, "finishing", None)


def _over(request: HttpRequest, number: int, account: int, at: sessions.Presented) -> None:
    """Sign the browser out, unless its session waits behind a lock or has what was open to finish."""
    if sessions.waits(number, account, at):
        return
    who = finishing.enter(number, account, at, touch=not by_itself(request.path))
    request.finishing = who  # type: ignore[attr-defined]  # see SignedIn
    if who is None:
        request.session.flush()


def by_itself(path: str) -> bool:
    """Whether an open page asks this without anybody's touch."""
    return path in UNTOUCHED or path.startswith("/live/")


def locked_of(request: HttpRequest) -> int | None:
    """The number of the session that waits behind this device's lock, or None."""
    number = request.session.get(KEY)
    if number is None or not request.user.is_authenticated:
        return None
    at = devices.presented(request.COOKIES.get(devices.COOKIE))
    return int(number) if sessions.waits(int(number), request.user.pk, at) else None
