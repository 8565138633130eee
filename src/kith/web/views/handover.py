"""The handover: the list, the huddle, and that it was read."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from kith.access import gate
from kith.care import queries
from kith.care.handover import queries as asking
from kith.care.handover import reads, tokens
from kith.care.handover.since import Choice
from kith.web.presenters.handover import HandoverPage, Reading, handover_page
from kith.web.views.shared import FACE, page, register_of, signed_in, viewer_of, writing

QUIETLY = "X-Kith-Quietly"
"""A page's own script asks for no new page: it says itself that something was kept."""


@require_safe
@signed_in
def handover(request: HttpRequest) -> HttpResponse:
    """What changed, ranked, with a part for each person."""
    return page(request, "web/handover.html", "handover", _shown(request))


@require_safe
@signed_in
def huddle(request: HttpRequest) -> HttpResponse:
    """The same in large type, one person at a time."""
    return page(request, "web/huddle.html", "handover", _shown(request))


@require_POST
@writing
def read(request: HttpRequest) -> HttpResponse:
    """Keeps that the viewer has read what a page has shown; with a token of somebody else's, nothing."""
    viewer = viewer_of(request)
    shown = tokens.opened(viewer, request.POST.get("token", ""))
    kept = reads.mark(*shown) if shown else 0
    if QUIETLY in request.headers:
        return HttpResponse(status=204 if kept else 409)
    return HttpResponseRedirect(
        f"{reverse('web:handover')}?since={_choice(request.POST.get('since', '')).value}"
    )


def _shown(request: HttpRequest) -> HandoverPage:
    viewer, now = viewer_of(request), timezone.now()
    people = gate.open_people(viewer, face=FACE, asked="the handover")
    choice = _choice(request.GET.get("since", ""))
    shown = asking.of_people(viewer, people, choice, now=now, register=register_of(request))
    reading = Reading(asking.readers(shown, now), sorted(reads.on_shift()))
    names = queries.names_of({*reading.here, *(r.staff for some in reading.readers.values() for r in some)})
    telling = queries.telling(viewer, [], now=now).knowing(names)
    return handover_page(shown, reading, lambda ids: tokens.token(viewer, ids, shown.head), telling)


def _choice(text: str) -> Choice:
    return Choice(text) if text in set(Choice) else Choice.READ
