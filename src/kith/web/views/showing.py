"""Showing somebody's emergency page to an ambulance crew by a code, and ending it."""

from dataclasses import dataclass
from uuid import UUID

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from kith.access import gate, showing
from kith.access.open_record import OpenRecord
from kith.care.days import clock
from kith.web.presenters.showing import ShowingLine
from kith.web.views.emergency import showings
from kith.web.views.shared import FACE, about, signed_in, viewer_of


@dataclass(frozen=True)
class ShowPage:
    """The page: a fresh code with its picture and where it is typed, where one was just made; and who has one."""

    crews: list[ShowingLine]
    code: str = ""
    until: str = ""
    picture: str = ""
    typed_at: str = ""
    hours: int = int(showing.LASTS.total_seconds() // 3600)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def show(request: HttpRequest, patient: UUID) -> HttpResponse:
    """A tap makes a code, shown once; without one, who has been shown it and the way to make one."""
    alone = not gate.knows(viewer_of(request), patient)
    with gate.open_emergency(viewer_of(request), patient, face=FACE) as record:
        if not showing.may_show(record):
            raise Http404
        code = _made(record) if request.method == "POST" else None
        shown = _page(request, showings(record), code)
        return about(request, record, "web/show.html", "emergency", shown, alone=alone, tabs=())


@require_POST
@signed_in
def end_showing(request: HttpRequest, patient: UUID, id: UUID) -> HttpResponse:
    """The crew reads nothing more, from their next request; a code that nobody used opens nothing."""
    showing.end(id)  # one that is over, or was ended by somebody else, is what was wanted
    return redirect("web:show", patient)


def _made(record: OpenRecord) -> showing.Code:
    try:
        return showing.make(record)
    except showing.NotPossible:
        raise Http404 from None


def _page(request: HttpRequest, crews: list[ShowingLine], code: showing.Code | None) -> ShowPage:
    if code is None:
        return ShowPage(crews)
    where = request.build_absolute_uri(reverse("crew:crew"))
    # after the sign # an address stays in the browser: the code is in no log and in nobody's history at our side
    picture = segno.make(f"{where}#{code.code}", error="m").svg_data_uri(scale=6, border=3, light="#fff")
    return ShowPage(crews, code.code, clock(code.until), picture, where.partition("://")[2])
