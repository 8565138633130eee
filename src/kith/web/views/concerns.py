"""Concerns that are open, acting on one, and what every page of a lead says of them."""

from datetime import timedelta
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from kith.access import concerns as rules
from kith.access import gate
from kith.access.deciding import decide_own_people
from kith.access.raised import raised
from kith.care import concerns as care
from kith.care import queries
from kith.care.residents import residents
from kith.record.errors import Conflict, IdTaken, NotAllowed
from kith.web.presenters.concerns import Became, Order, became, concerns_page, staff_in
from kith.web.views.live import NOTHING_MOVED
from kith.web.views.shared import A_HOME, FACE, page, register_of, signed_in, viewer_of, waiting_for

ASKED = "what is open"
"""What the look says. It is about everybody here, and names no concern: the person's whole team may read it."""
OWN = timedelta(days=90)
"""For so long somebody is told what became of a concern that they raised."""
TOLD = {
    "done": "Saved, and closed. What was done stands below, and it can be opened again.",
    "open": "It is open again.",
    "met": "Somebody else acted meanwhile. Nothing of yours was saved. What they did is below.",
    "words": "Please say in a few words what was done. Nothing was saved yet.",
}


@require_safe
@signed_in
def concerns(request: HttpRequest) -> HttpResponse:
    """Open concerns, then those that somebody has acted on. A role that may read none has no such page."""
    viewer, now = viewer_of(request), timezone.now()
    if not rules.may_open(viewer.role, to_the_lead=True):
        raise Http404
    people = gate.open_people(viewer, face=FACE, asked=ASKED)
    found = care.concerns_of(viewer.custodian)
    told = queries.telling(viewer, [], now=now, register=register_of(request))
    shown = concerns_page(
        found,
        {each.patient: each for each in residents(people, now, viewer.role)},
        told.knowing(queries.names_of(staff_in(found))),
        _order(request),
        may_act=rules.may_act(viewer.role),
    )
    said = TOLD.get(request.GET.get("said", ""), "")
    return page(request, "web/concerns.html", "concern", shown, said=said)


@require_POST
@signed_in
def act(request: HttpRequest, patient: UUID, concern: UUID) -> HttpResponse:
    """Records what was done, which closes the concern."""
    record = gate.open_to_write(viewer_of(request), patient)
    how, words, knowing = request.POST.get("how", ""), request.POST.get("words", ""), _knowing(request)
    try:
        care.act(record, concern, how=how, words=words, now=timezone.now(), knowing=knowing)
    except care.WordsNeeded:
        return _back("words", concern)
    except (Conflict, IdTaken):
        return _back("met", concern)
    except (ValueError, NotAllowed):
        raise Http404 from None
    return _back("done", concern)


@require_POST
@signed_in
def open_again(request: HttpRequest, patient: UUID, concern: UUID) -> HttpResponse:
    """Opens a closed concern again."""
    record = gate.open_to_write(viewer_of(request), patient)
    words, knowing = request.POST.get("words", ""), _knowing(request)
    try:
        care.open_again(record, concern, words=words, now=timezone.now(), knowing=knowing)
    except (Conflict, IdTaken):
        return _back("met", concern)
    except NotAllowed:
        raise Http404 from None
    return _back("open", concern)


@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """What an open page of a lead asks by itself: 204 while it says what is so. It tells how many, and logs no look."""
    viewer = getattr(request, "viewer", None)
    if viewer is None:
        return HttpResponse(status=401)
    decide_own_people(viewer, A_HOME)
    waiting, asks = waiting_for(viewer, timezone.now())
    if not asks:
        raise Http404
    known = waiting.live if waiting else reverse("web:live-concerns")
    if request.get_full_path() == known:
        return HttpResponse(status=NOTHING_MOVED)
    return render(request, "web/concerns_waiting.html", {"waiting": waiting})


def own_concerns(request: HttpRequest) -> list[Became]:
    """What became of those that the reader raised."""
    now = timezone.now()
    return became(raised(now - OWN), queries.telling(viewer_of(request), [], now=now))


def _order(request: HttpRequest) -> Order:
    asked = request.GET.get("order", "")
    return "newest" if asked == "newest" else "waiting"


def _knowing(request: HttpRequest) -> int:
    sent = request.POST.get("knowing", "")
    return int(sent) if sent.isdecimal() and len(sent) < 6 else -1


def _back(said: str, concern: UUID) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('web:concerns')}?said={said}#concern-{concern}")
