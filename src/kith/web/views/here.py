"""Who is here, and the part of it that an open page fetches anew."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kith.access import gate
from kith.care import queries
from kith.care.changes import changes_of
from kith.care.due.queries import due_for
from kith.care.handover.queries import whom_to_tell
from kith.care.presenters.changes import marks
from kith.care.relations import elsewhere
from kith.care.residents import residents
from kith.web.presenters.here import HerePage, here_page, to_read_only
from kith.web.views.polling import again, asks_with
from kith.web.views.shared import page, people_here, register_of, signed_in, viewer_of


@require_safe
@signed_in
def here(request: HttpRequest) -> HttpResponse:
    """Cards of everybody in the viewer's service."""
    polled = asks_with("web:here-list")
    chosen = gate.only_chosen(viewer_of(request))
    return page(request, "web/here.html", "here", _shown(request), polled=polled, chosen=chosen)


@require_safe
def here_list(request: HttpRequest) -> HttpResponse:
    """The cards as they stand now."""
    return again(request, "web/here_list.html", lambda: _shown(request, refresh=True), "web:here-list")


def _shown(request: HttpRequest, *, refresh: bool = False) -> HerePage:
    now, people = timezone.now(), people_here(request, refresh=refresh)
    told = queries.telling(viewer_of(request), [], now=now, register=register_of(request))
    ids, since = [person.id for person in people], queries.list_since(now, told.rule)
    entries = queries.lately(ids, since)
    known, due = residents(people, now, viewer_of(request).role), due_for(ids, entries, now, since)
    living = [person.patient for person in known if not person.died]
    noticed = marks(changes_of(living, now, told.rule), told)
    shown = here_page(
        known, entries, told, noticed, due,
        to_tell=whom_to_tell(people, entries, now), elsewhere=elsewhere(viewer_of(request), ids, now),
    )  # fmt: skip
    return shown if viewer_of(request).role.writes else to_read_only(shown)
