"""Looks for safeguarding that are not told to the person: whoever looked, or oversees, decides about them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from kith.access import withheld as kept
from kith.access.purposes import Purpose
from kith.access.viewer import Viewer
from kith.care import queries
from kith.directory.models import KnownPatient
from kith.web.presenters.withheld import withheld_page
from kith.web.sent import line
from kith.web.views.shared import page, signed_in, viewer_of

REASON = "Write in a few words why. Whoever decides next reads it."


def _decides(request: HttpRequest) -> Viewer:
    viewer = viewer_of(request)
    if not (viewer.may("oversee") or Purpose.SAFEGUARDING in viewer.role.purposes):
        raise Http404
    return viewer


@require_safe
@signed_in
def withheld(request: HttpRequest) -> HttpResponse:
    """The list; a name stands only where the record is open to the reader anyhow."""
    return _shown(request, _decides(request))


def _shown(request: HttpRequest, viewer: Viewer, problem: str = "") -> HttpResponse:
    found = kept.withheld()
    known = KnownPatient.objects.filter(id__in=[each.patient for each in found])
    names = {each.id: f"{each.given} {each.family}" for each in known}
    staff = queries.names_of(each.staff for each in found)
    shown = withheld_page(found, names, staff, timezone.now())
    return page(request, "web/withheld.html", "now", shown, problem=problem)


@require_POST
@signed_in
def decide_withheld(request: HttpRequest, number: int) -> HttpResponse:
    """Keep them so for another four weeks, or let them be told."""
    viewer, why = _decides(request), line(request.POST, "why", kept.MOST_WORDS)
    if not why:
        return _shown(request, viewer, REASON)
    act = {"keep": kept.keep, "tell": kept.tell}.get(request.POST.get("act", ""))
    if act is None or not act(number, why):
        raise Http404
    return redirect("web:withheld")
