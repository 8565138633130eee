"""Finding somebody. What is typed goes by POST: it stands in no address and no log."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kith.access import gate
from kith.access.admitting import may_admit
from kith.access.declaring import may_declare
from kith.care.residents import residents
from kith.directory import finding
from kith.web.presenters.find import FindPage, find_page
from kith.web.views.shared import FACE, page, signed_in, viewer_of


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def find(request: HttpRequest) -> HttpResponse:
    """One field, and whom it finds among the viewer's own people."""
    typed = request.POST.get("typed", "").replace("\0", "").strip()[: finding.LONGEST]
    shown = _found(request, typed) if typed else FindPage()
    viewer = viewer_of(request)
    declares = bool(may_declare(viewer))
    return page(request, "web/find.html", "here", shown, admits=may_admit(viewer), declares=declares)


def _found(request: HttpRequest, typed: str) -> FindPage:
    viewer, now = viewer_of(request), timezone.now()
    people, near = gate.find_people(viewer, finding.read(typed), face=FACE)
    known = residents(people[: FindPage.MOST], now, viewer.role)
    shown = find_page(typed, known, now=now, all=len(people), near=near)
    return replace(shown, admits=may_admit(viewer))
