"""That somebody leaves or moves to another service, and who left lately, to take them back."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kith.access import staying
from kith.access.admitting import NotPossible, may_admit
from kith.record.errors import Conflict, NotAllowed
from kith.web.presenters.staying import LEAVES, LeavePage, ends_said, left_page, when_of
from kith.web.sent import given_id, line
from kith.web.views.shared import FACE, about, opened, page, signed_in, viewer_of

WHEN = "Write the day as day/month/year, like 20/11/2026."
WHERE = "Say where they go."


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def leave(request: HttpRequest, patient: UUID) -> HttpResponse:
    """Asks when and where to, says what it means, and ends the stay."""
    viewer = viewer_of(request)
    if not may_admit(viewer):
        raise Http404
    record, now = opened(request, patient, "the end of a stay"), timezone.now()
    services = {str(each.id): each for each in staying.other_services(viewer)}
    choices = (
        *LEAVES.items(),
        *((key, f"To {each.name}, another of our services") for key, each in services.items()),
    )
    problems: dict[str, str] = {}
    if request.method == "POST":
        day, where = when_of(request.POST.get("when", ""), now), request.POST.get("where", "")
        problems = {"when": "" if day else WHEN, "where": "" if where in dict(choices) else WHERE}
        problems = {name: words for name, words in problems.items() if words}
        if day and not problems:
            why = ". ".join(filter(None, (dict(choices)[where], line(request.POST, "why"))))
            try:
                staying.leave(record, at=day, why=why, to=services.get(where))
                return redirect("web:here")
            except NotPossible as no:
                problems = {"when": str(no)}
            except Conflict:
                problems = {"when": "Somebody changed this meanwhile. Look again."}
            except NotAllowed:
                raise Http404 from None
    stay = staying.stay_of(record)
    shown = LeavePage(choices, stay is not None, ends_said(stay.registration.until if stay else None))
    return about(request, record, "web/leave.html", "summary", shown, typed=request.POST, problems=problems)


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
