"""Error pages: what happened, what is safe, what to do next. No personal data, no database."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kith.access.refused import NoLonger

KEPT = "What has been recorded is safe. What you had not sent yet is kept on this device."


@dataclass(frozen=True)
class Trouble:
    """One error page: a title in plain words, a sentence on what happened and what to do, as a list."""

    title: str
    happened: str
    steps: tuple[str, ...]
    kept: str = KEPT


BAD_REQUEST = Trouble(
    "We could not read that",
    "Something in the address or the form was not as we expect it.",
    ("Go back and try once more.", "If it happens again, tell the person who looks after Kith here."),
)
NOT_ALLOWED = Trouble(
    "This page is not open to you",
    "Your role here does not cover this, or the form was open for too long.",
    (
        "If you were sending a form, go back, load the page again and send it once more.",
        "If you need this for somebody's care, ask the person in charge of the shift.",
    ),
)
NOT_FOUND = Trouble(
    "We have nothing to show here",
    "The address may be wrong, or what it names may not be open to you.",
    ("Check the address.", "Start again from who is here."),
)
FAILED = Trouble(
    "Something went wrong on our side",
    "It is not your fault. The people who look after Kith can see that it happened.",
    (
        "Wait a moment and load the page again.",
        "If it goes on, write on paper for now, with the time, and enter it afterwards.",
    ),
)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return _page(request, BAD_REQUEST, 400)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return _page(request, NOT_ALLOWED, 403)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without a good token: Django's `CSRF_FAILURE_VIEW`."""
    return _page(request, NOT_ALLOWED, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: hidden, absent and malformed look the same, but to whoever helped somebody until now."""
    trouble = _no_longer(exception.who) if isinstance(exception, NoLonger) else NOT_FOUND
    return _page(request, trouble, 404)


def _no_longer(who: str) -> Trouble:
    return Trouble(
        "You no longer help this person",
        f"{who} asked your service to help. That is over now: it is done, or it was taken back. So their record is closed.",
        (
            f"Do you still have something to do for them? Ring {who}. They can ask you again.",
            "Start again from who is here.",
        ),
        "Thank you for your help. What you wrote in your own records stays with you.",
    )


def failed(request: HttpRequest) -> HttpResponse:
    """500."""
    return _page(request, FAILED, 500)


def _page(request: HttpRequest, trouble: Trouble, status: int) -> HttpResponse:
    return render(request, "web/error.html", {"trouble": trouble}, status=status)
