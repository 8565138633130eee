"""That somebody leaves or moves to another service, and who left lately, to take them back."""

from collections.abc import Mapping
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kith.access import staying
from kith.access.admitting import NotPossible, may_admit
from kith.access.open_record import OpenRecord
from kith.directory.models import Service
from kith.record.errors import Conflict, NotAllowed
from kith.web.presenters.staying import LEAVES, ONWARD, LeavePage, Leaving, ends_said, leaving, left_page
from kith.web.sent import given_id
from kith.web.views.shared import FACE, about, opened, page, signed_in, viewer_of


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def leave(request: HttpRequest, patient: UUID) -> HttpResponse:
    """Asks when and where to, says what it means, and ends the stay."""
    if not may_admit(viewer_of(request)):
        raise Http404
    record = opened(request, patient, "the end of a stay")
    services = {str(each.id): each for each in staying.other_services(record.viewer)}
    choices = (*LEAVES.items(), *((key, ONWARD.format(each.name)) for key, each in services.items()))
    problems: dict[str, str] = {}
    if request.method == "POST":
        problems = _ended(record, leaving(request.POST, dict(choices), timezone.now()), services)
        if not problems:
            return redirect("web:here")
    stay = staying.stay_of(record)
    shown = LeavePage(choices, stay is not None, ends_said(stay.registration.until if stay else None))
    return about(request, record, "web/leave.html", "summary", shown, typed=request.POST, problems=problems)


def _ended(record: OpenRecord, asked: Leaving, services: Mapping[str, Service]) -> dict[str, str]:
    """What is wrong with what was asked; nothing where the stay is ended."""
    if asked.problems or asked.at is None:
        return asked.problems
    try:
        staying.leave(record, at=asked.at, why=asked.why, to=services.get(asked.where))
    except NotPossible as no:
        return {"when": str(no)}
    except Conflict:
        return {"when": "Somebody changed this meanwhile. Look again."}
    except NotAllowed:
        raise Http404 from None
    return {}


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def left(request: HttpRequest) -> HttpResponse:
    """Who left in the last half year, each with a way back under the same record."""
    viewer = viewer_of(request)
    if not may_admit(viewer):
        raise Http404
    if request.method == "POST":
        patient = given_id(request.POST.get("patient", ""))
        if patient is None:
            raise Http404
        try:
            staying.take_back(viewer, patient, since=timezone.now())
        except NotPossible:
            raise Http404 from None
        return redirect("web:summary", patient)
    return page(request, "web/left.html", "here", left_page(staying.left_lately(viewer, face=FACE)))
