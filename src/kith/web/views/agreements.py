"""Sharing agreements of the viewer's organisation: what each says, signing it, leaving it."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kith.access import agreements as held
from kith.access.viewer import Viewer
from kith.directory.organisations import names_by_custodian
from kith.web.presenters.agreements import agreement_lines, agreement_page
from kith.web.views.shared import page, signed_in, viewer_of


@require_safe
@signed_in
def agreements(request: HttpRequest) -> HttpResponse:
    """The list, for those who lead."""
    viewer = _lead(request)
    lines = agreement_lines(held.known(), viewer.custodian, timezone.now())
    return page(request, "web/agreements.html", "now", lines, may=viewer.may("agree"))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def agreement(request: HttpRequest, id: UUID) -> HttpResponse:
    """One agreement as a document; a POST signs it, or leaves it."""
    viewer = _lead(request)
    found = next((each for each in held.known() if each.id == id), None)
    if found is None:
        raise Http404
    if request.method == "POST":
        act = {"sign": held.sign, "leave": held.leave}.get(request.POST.get("act", ""))
        if act is None or not act(id):
            raise Http404
        return redirect("web:agreement", id)
    names, may = names_by_custodian(), viewer.may("agree")
    shown = agreement_page(found, viewer.custodian, names, timezone.now(), may=may)
    return page(request, "web/agreement.html", "now", shown)


def _lead(request: HttpRequest) -> Viewer:
    viewer = viewer_of(request)
    if not viewer.role.leads:
        raise Http404
    return viewer
