"""A round, and the part of it that an open page fetches anew."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from kith.access import gate
from kith.care import queries
from kith.care.relations import inside
from kith.care.residents import residents
from kith.web.presenters.round import ROUNDS, RoundPage, round_page
from kith.web.views.polling import again, asks_with
from kith.web.views.shared import FACE, page, register_of, signed_in, viewer_of
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
    """The list as it stands now."""
    return again(
        request, "web/round_list.html", lambda: _shown(request, kind, refresh=True), "web:round-list", kind
    )


def _shown(request: HttpRequest, kind: str, *, refresh: bool = False) -> RoundPage:
    if kind not in ROUNDS:
        raise Http404
    viewer, now = viewer_of(request), timezone.now()
    people = gate.list_people(viewer, face=FACE, asked="a round", refresh=refresh)
    people = inside(viewer, people, now)
    told = queries.telling(viewer, [], now=now, register=register_of(request))
    entries = queries.lately([person.id for person in people], queries.list_since(now, told.rule))
    names = queries.names_of({each.author for some in entries.values() for each in some if each.kind == kind})
    known = residents(people, now, viewer.role)
    return round_page(kind, known, entries, told.knowing(names), viewer.role.add)
