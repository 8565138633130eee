"""Sharing agreements of the viewer's organisation: what each says, and what may be done about it."""

from datetime import UTC, datetime, time
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kith.access import agreements as held
from kith.access import drafting
from kith.access.viewer import Viewer
from kith.directory.organisations import names_by_custodian
from kith.web.presenters.agreements import agreement_lines, agreement_page, draft_lines
from kith.web.sent import day, line
from kith.web.views.shared import page, signed_in, viewer_of


@require_safe
@signed_in
def agreements(request: HttpRequest) -> HttpResponse:
    """The list, for those who lead; with what is being written, for those who sign."""
    viewer = _lead(request)
    lines = agreement_lines(held.known(), viewer.custodian, timezone.now())
    drafts = draft_lines(drafting.drafts()) if viewer.may("agree") else ()
    return page(request, "web/agreements.html", "now", lines, may=viewer.may("agree"), drafts=drafts)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def agreement(request: HttpRequest, id: UUID) -> HttpResponse:
    """One agreement as a document; a POST signs it, leaves it, reviews it or ends it."""
    viewer, known = _lead(request), held.known()
    found = next((each for each in known if each.id == id), None)
    if found is None:
        raise Http404
    problem = _done(request, id) if request.method == "POST" else ""
    if request.method == "POST" and not problem:
        return redirect("web:agreement", id)
    names, may = names_by_custodian(), viewer.may("agree")
    shown = agreement_page(found, known, viewer.custodian, names, timezone.now(), may=may)
    return page(request, "web/agreement.html", "now", shown, problem=problem, may=may)


def _done(request: HttpRequest, id: UUID) -> str:
    """Does what was asked, and answers with nothing; or with what is wrong about a day. For others there is no such page."""
    if not viewer_of(request).may("agree"):
        raise Http404
    if request.POST.get("act") == "review":
        following = day(line(request.POST, "next"))
        if following is None or not held.review(id, datetime.combine(following, time(), UTC)):
            return "Give a day after today, and within two years, like 1/12/2027."
        return ""
    act = {"sign": held.sign, "leave": held.leave, "end": held.end}.get(request.POST.get("act", ""))
    if act is None or not act(id):
        raise Http404
    return ""


def _lead(request: HttpRequest) -> Viewer:
    viewer = viewer_of(request)
    if not viewer.role.leads:
        raise Http404
    return viewer
