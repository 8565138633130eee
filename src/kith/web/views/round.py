"""A round, and the part of it that an open page fetches anew."""

from dataclasses import asdict

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from kith.access import gate
from kith.care import queries
from kith.care.residents import residents
from kith.web.presenters.round import ROUNDS, RoundPage, round_page
from kith.web.views.polling import NOTHING_MOVED, asks_with, same
from kith.web.views.shared import FACE, look_of, page, register_of, signed_in, viewer_of
from kith.web.views.todo import recording


@require_safe
@signed_in
@ensure_csrf_cookie
def round_(request: HttpRequest, kind: str) -> HttpResponse:
    """The page."""
    polled = asks_with("web:round-list", kind)
    return page(request, "web/round.html", "todo", _shown(request, kind), polled=polled, **recording(request))


@require_safe
def round_list(request: HttpRequest, kind: str) -> HttpResponse:
    """204 while nothing moved and the minute is the same; else the list as it stands now."""
    if getattr(request, "viewer", None) is None:
        return HttpResponse(status=401)
    polled = asks_with("web:round-list", kind)
    if same(request, polled):
        return HttpResponse(status=NOTHING_MOVED)
    context = {
        "page": _shown(request, kind, refresh=True),
        "polled": polled,
        "look": asdict(look_of(request)),
    }
    return render(request, "web/round_list.html", context)


def _shown(request: HttpRequest, kind: str, *, refresh: bool = False) -> RoundPage:
    if kind not in ROUNDS:
        raise Http404
    viewer, now = viewer_of(request), timezone.now()
    people = gate.list_people(viewer, face=FACE, asked="a round", refresh=refresh)
    told = queries.telling(viewer, [], now=now, register=register_of(request))
    entries = queries.lately([person.id for person in people], queries.list_since(now, told.rule))
    names = queries.names_of({each.author for some in entries.values() for each in some if each.kind == kind})
    known = residents(people, now, viewer.role)
    return round_page(kind, known, entries, told.knowing(names), viewer.role.add)
