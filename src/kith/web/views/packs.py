"""Paper for an outage: what those who lead print while everything works."""

from dataclasses import dataclass
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kith.access import gate
from kith.care.people import Resident
from kith.care.relations import inside
from kith.care.residents import residents
from kith.web.presenters.emergency import EmergencyPage
from kith.web.presenters.hrefs import Hrefs
from kith.web.presenters.rooms import walked
from kith.web.views.emergency import place_of, sheet_of
from kith.web.views.shared import A_HOME, FACE, View, page, people_here, register_of, signed_in, viewer_of


@dataclass(frozen=True)
class Sheet:
    """One person's sheet with their room."""

    page: EmergencyPage
    room: str
    href: Hrefs


@dataclass(frozen=True)
class Pack:
    """The sheets, in the order of the rooms; `left_out` says of how many there is none."""

    sheets: tuple[Sheet, ...]
    left_out: str


@dataclass(frozen=True)
class Packs:
    """What can be printed, of how many people."""

    people: str


def for_leads(view: View[[]]) -> View[[]]:
    """Whoever leads a shift may print; to others it is not there."""

    @wraps(view)
    def checked(request: HttpRequest) -> HttpResponse:
        if not viewer_of(request).role.leads:
            raise Http404
        return view(request)

    return checked


@require_safe
@signed_in
@for_leads
def packs(request: HttpRequest) -> HttpResponse:
    """What there is to print."""
    number = len(_living(request))
    return page(request, "web/packs.html", "now", Packs("1 person" if number == 1 else f"{number} people"))


@require_safe
@signed_in
@for_leads
def pack(request: HttpRequest) -> HttpResponse:
    """The emergency pages of everybody here who lives: an opening of each."""
    viewer, known = viewer_of(request), _living(request)
    register, place = register_of(request), place_of(viewer)
    known.sort(key=lambda each: (walked(each.room), each.name))
    sheets = []
    for each in known[:A_HOME]:
        with gate.open_emergency(viewer, each.patient, face=FACE) as record:
            sheets.append(Sheet(sheet_of(record, register, place), each.room, Hrefs(each.patient)))
    left = len(known) - len(sheets)
    return page(request, "web/pack.html", "now", Pack(tuple(sheets), _left_out(left)))


def _living(request: HttpRequest) -> list[Resident]:
    viewer, now = viewer_of(request), timezone.now()
    found = residents(inside(viewer, people_here(request), now), now, viewer.role)
    return [each for each in found if not each.died]


def _left_out(number: int) -> str:
    return f"These are the first {A_HOME}; {number} more people are not printed here." if number else ""
