"""A new PIN or a badge for a colleague."""

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from kith.access import resets
from kith.access.factors import badges
from kith.access.roles import words_of
from kith.directory.models import Service
from kith.web.staff.shared import colleague, leading, show
from kith.web.views.shared import viewer_of

REASONS = {
    "forgotten": "They forgot it",
    "waiting": "Too many wrong tries",
    "known": "Somebody else may know it",
    "first": "They never had one",
}
NO_REASON = "Say why. It is kept with your name and the time."


@require_http_methods(["GET", "HEAD", "POST"])
@leading
def reset(request: HttpRequest, account: int) -> HttpResponse:
    """Asks why, then shows a PIN that works once. The old one is shown to nobody: nobody can read it."""
    who, _ = colleague(request, account)
    if not resets.may_help("reset", who) or who.pk == viewer_of(request).account:
        raise Http404
    why = REASONS.get(request.POST.get("why", ""))
    if request.method != "POST" or why is None:
        problem = NO_REASON if request.method == "POST" else ""
        return show(request, "staff/reset.html", who, reasons=REASONS, problem=problem)
    try:
        pin = resets.reset_pin(who, why=why)
    except badges.NotYours:
        raise Http404 from None
    return show(request, "staff/pin.html", who, pin=spaced(pin))


@require_POST
@leading
def badge(request: HttpRequest, account: int) -> HttpResponse:
    """A new badge to be printed now: its code is kept nowhere. The one before counts no more."""
    who, post = colleague(request, account)
    try:
        code = badges.issue(who)
    except badges.NotYours:
        raise Http404 from None
    picture = segno.make(code, error="m").svg_data_uri(scale=6, border=2)
    words = {"role": words_of(post.role), "service": Service.objects.get(id=post.service_id).name}
    return show(request, "staff/badge.html", who, picture=picture, code=spaced(code, 5), **words)


@require_POST
@leading
def revoke(request: HttpRequest, account: int) -> HttpResponse:
    """A badge that was lost counts no more."""
    who, _ = colleague(request, account)
    try:
        badges.revoke(who)
    except badges.NotYours:
        raise Http404 from None
    return redirect("staff:shift")


def spaced(text: str, every: int = 3) -> str:
    """In groups, as people read numbers out."""
    return " ".join(text[place : place + every] for place in range(0, len(text), every))
