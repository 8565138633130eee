"""What needs whoever leads, and the part of it that an open page fetches anew."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kith.access import gate
from kith.care import queries
from kith.care.attention import About
from kith.care.changes import changes_of
from kith.care.due.queries import due_for
from kith.care.facts import Facts, fact_kinds, facts_about
from kith.care.presence.presence import AFTER, TELLING
from kith.care.relations import inside
from kith.care.residents import allergies_about, residents
from kith.web.presenters.now import NowPage, now_page
from kith.web.views.polling import again, asks_with
from kith.web.views.shared import FACE, page, signed_in, viewer_of


@require_safe
@signed_in
def now(request: HttpRequest) -> HttpResponse:
    """The page, for those who lead a shift."""
    polled = asks_with("web:now-list")
    return page(request, "web/now.html", "now", _shown(request), polled=polled)


@require_safe
def now_list(request: HttpRequest) -> HttpResponse:
    """The lines as they stand now."""
    return again(request, "web/now_list.html", lambda: _shown(request, refresh=True), "web:now-list")


def _shown(request: HttpRequest, *, refresh: bool = False) -> NowPage:
    viewer, moment = viewer_of(request), timezone.now()
    if not viewer.role.leads:
        raise Http404
    people = gate.list_people(viewer, face=FACE, asked="what needs somebody now", refresh=refresh)
    people = inside(viewer, people, moment)
    ids, rule = [person.id for person in people], queries.rule_of(viewer)
    since = queries.list_since(moment, rule)
    entries = queries.lately(ids, since)
    facts = facts_about(ids, (*fact_kinds(), *TELLING, AFTER))
    allergies = allergies_about(ids)
    due, changes = due_for(ids, entries, moment, since, facts), changes_of(ids, moment, rule)
    everybody = [
        About(id, entries.get(id, ()), due[id], changes[id], allergies.get(id, ()), facts.get(id, Facts()))
        for id in ids
    ]
    return now_page(residents(people, moment, viewer.role), everybody, moment)
