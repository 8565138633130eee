"""Who is here."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kith.care import queries
from kith.care.changes import changes_of
from kith.care.due.queries import due_for
from kith.care.handover.queries import whom_to_tell
from kith.care.presenters.changes import marks
from kith.care.residents import residents
from kith.web.presenters.here import here_page
from kith.web.views.shared import page, people_here, register_of, signed_in, viewer_of


@require_safe
@signed_in
def here(request: HttpRequest) -> HttpResponse:
    """Cards of everybody in the viewer's service."""
    now, people = timezone.now(), people_here(request)
    told = queries.telling(viewer_of(request), [], now=now, register=register_of(request))
    ids, since = [person.id for person in people], queries.list_since(now, told.rule)
    entries = queries.lately(ids, since)
    noticed, due = marks(changes_of(ids, now, told.rule), told), due_for(ids, entries, now, since)
    known = residents(people, now, viewer_of(request).role)
    shown = here_page(known, entries, told, noticed, due, to_tell=whom_to_tell(people, entries, now))
    return page(request, "web/here.html", "here", shown)
