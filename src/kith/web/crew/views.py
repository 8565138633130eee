"""A crew types or scans a code, says who they are, and sees one screen about one person until it is over."""

from base64 import b64encode
from contextlib import suppress
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from kith.access import by_code, gate, sessions
from kith.access.by_code import Shown
from kith.access.open_record import OpenRecord
from kith.access.refused import Refused
from kith.access.showing import LASTS, Crew
from kith.care import photo
from kith.care.days import clock
from kith.catalogue.components.patient import Patient
from kith.record.attachments import Unreadable
from kith.web.crew.page import crew_page
from kith.web.sent import line
from kith.web.views.emergency import patient_of, place_of, sheet_of
from kith.web.views.shared import FACE

COOKIE = "kith_crew"
SIDE = 144
"""Points of the photo's longer side here: enough beside a name, and little to send."""
FIELDS = ("service", "sign", "name")
NEEDED = {
    "code": "Type the code that the care worker shows you.",
    "service": "Write which service you are from.",
    "sign": "Write your call sign or incident number.",
    "name": "Write your name.",
}
LONGEST = 80


@dataclass(frozen=True)
class Asked:
    """The form as it was sent, and what is missing in it. `slowed` says why nothing was checked."""

    typed: dict[str, str]
    problems: dict[str, str]
    slowed: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
def crew(request: HttpRequest) -> HttpResponse:
    """The form, or the one screen for whoever used a code; when that is over, that it is over."""
    if request.method == "POST":
        return _begin(request)
    cookie = request.COOKIES.get(COOKIE)
    if not cookie:
        return render(request, "crew/form.html", {"page": Asked({}, {})})
    shown = by_code.enter(cookie)
    return _over(request) if shown is None else _screen(request, shown)


@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """The crew is done: their session ends, and this browser knows nothing more."""
    shown = by_code.enter(request.COOKIES.get(COOKIE, ""))
    if shown is not None:
        sessions.end(shown.viewer.session)
    return _forgotten(render(request, "crew/done.html"))


def _begin(request: HttpRequest) -> HttpResponse:
    typed = {name: line(request.POST, name, LONGEST) for name in ("code", *FIELDS)}
    problems = {name: words for name, words in NEEDED.items() if not typed[name]}
    if problems:
        return render(request, "crew/form.html", {"page": Asked(typed, problems)})
    who = Crew(*(typed[name] for name in FIELDS))
    try:
        cookie = by_code.use(typed["code"], who, request.META.get("REMOTE_ADDR", ""))
    except by_code.NotOpen:
        return _over(request)
    except by_code.Waiting as wait:
        slowed = (
            f"Too many codes were wrong. Try again at {clock(wait.until)}, or ask to read it on their screen."
        )
        return render(request, "crew/form.html", {"page": Asked(typed, {}, slowed)}, status=429)
    answer = HttpResponseRedirect(reverse("crew:crew"))
    answer.set_cookie(
        COOKIE, cookie, max_age=LASTS, path=reverse("crew:crew"), httponly=True, samesite="Lax",
        secure=request.is_secure(),
    )  # fmt: skip
    return answer


def _screen(request: HttpRequest, shown: Shown) -> HttpResponse:
    try:
        with gate.open_emergency(shown.viewer, shown.patient, face=FACE) as record:
            sheet = sheet_of(record, "everyday", place_of(record.viewer))
            who = patient_of(record)
            page = crew_page(
                sheet, who.room if who else "", shown.viewer.until, timezone.now(), _face(record, who)
            )
            return render(request, "crew/screen.html", {"page": page})
    except Refused:  # they are not looked after there any more
        return _over(request)


def _face(record: OpenRecord, who: Patient | None) -> str:
    """The photo, small, within the page: there is no second address to ask."""
    key = photo.key_of(who) if who else ""
    found = photo.content_of(record.patient, key) if key else None
    with suppress(Unreadable):
        return b64encode(photo.small(found[0], SIDE)).decode() if found else ""
    return ""


def _over(request: HttpRequest) -> HttpResponse:
    """The same plain page, whether a code is wrong, used or over, or what it opened was ended."""
    return _forgotten(render(request, "crew/over.html", status=403))


def _forgotten(answer: HttpResponse) -> HttpResponse:
    answer.delete_cookie(COOKIE, path=reverse("crew:crew"))
    return answer
