"""The privacy officer's week: who opened a record for a reason that they gave (access rules, 6)."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kith.access import gate
from kith.access.declaring import declared_about, declared_here
from kith.access.roles import called
from kith.care import queries
from kith.care.residents import residents
from kith.directory.organisations import names_by_custodian
from kith.web.presenters.declared import declared_page
from kith.web.views.shared import FACE, page, signed_in, viewer_of

WEEK = timedelta(days=7)


@require_safe
@signed_in
def declared(request: HttpRequest) -> HttpResponse:
    """The last seven days, by our staff about anybody and by anybody about ours."""
    viewer, now = viewer_of(request), timezone.now()
    if not viewer.may("oversee"):
        raise Http404
    people = gate.list_people(viewer, face=FACE, asked="reasons that were given")
    since = now - WEEK
    found = [*declared_about([each.id for each in people], since=since), *declared_here(since=since)]
    told = sorted({each.number: each for each in reversed(found)}.values(), key=lambda each: -each.number)
    shown = declared_page(
        told,
        {each.patient: each for each in residents(people, now, viewer.role)},
        queries.names_of(each.staff for each in told),
        called(each.role for each in told),
        names_by_custodian(),
    )
    return page(request, "web/declared.html", "now", shown)
