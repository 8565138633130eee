"""Who somebody is: read, and changed where it is read."""

from collections.abc import Mapping
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kith.access import gate
from kith.access.admitting import WHO_THEY_ARE, may_admit
from kith.access.open_record import OpenRecord
from kith.care import queries
from kith.care import who as care
from kith.care.days import LONDON
from kith.record.errors import Conflict, NotAllowed
from kith.web.presenters import who as form
from kith.web.sent import whole
from kith.web.views.admit import ONE_NUMBER
from kith.web.views.shared import FACE, about, opened, signed_in, viewer_of

AGREED = {
    "agreed": "They agreed to a photo",
    "decided": "It was decided for them, in their best interests",
}
"""On what a photo is kept: one's own word, or a decision in one's best interests (practice, rule 2)."""
MET = "Somebody changed this meanwhile. What stands now is below: look again before you save."


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def who(request: HttpRequest, patient: UUID) -> HttpResponse:
    """The page, and what was sent from it."""
    record = opened(request, patient, "who they are")
    if request.method != "POST":
        return who_page_of(request, record)
    if not may_change(record):
        raise Http404
    newest = care.versions_of(record)[0]
    person, why, problems = form.changed(
        request.POST, newest.person, timezone.now().astimezone(LONDON).date()
    )
    if not problems and _is_taken(request, record, person.nhs_number.value if person.nhs_number else ""):
        problems["number"] = ONE_NUMBER
    if problems:
        return who_page_of(request, record, request.POST, problems)
    try:
        care.change(record, person, expected=version_of(request), reason=why)
    except Conflict:
        return who_page_of(request, record, None, {"given": MET})
    except NotAllowed:
        raise Http404 from None
    return HttpResponseRedirect(f"{reverse('web:who', args=[patient])}?said=done")


def who_page_of(
    request: HttpRequest,
    record: OpenRecord,
    typed: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The page, with what was typed and what is wrong with it."""
    versions = care.versions_of(record)
    telling = queries.telling(viewer_of(request), [], now=timezone.now())
    telling = telling.knowing(queries.names_of({each.author for each in versions}))
    shown = form.who_page(versions, telling, may_change=may_change(record))
    return about(
        request,
        record,
        "web/who.html",
        "summary",
        shown,
        typed=typed or form.typed_of(versions[0].person),
        problems=problems or {},
        genders=form.GENDERS.items(),
        checked=form.CHECKED.items(),
        sources=form.sources(),
        photo=bool(versions[0].person.photo),
        admits=may_admit(viewer_of(request)),
        agreed=AGREED.items(),
        said="Saved. Lists and pages follow." if request.GET.get("said") == "done" else "",
    )


def may_change(record: OpenRecord) -> bool:
    """Whether the viewer may change it: by role, and as their own organisation holds it."""
    return record.may_change(*WHO_THEY_ARE) and record.person.custodian == record.viewer.custodian


def _is_taken(request: HttpRequest, record: OpenRecord, number: str) -> bool:
    known = gate.perhaps_known(viewer_of(request), born=None, nhs_number=number, face=FACE) if number else []
    return any(each.id != record.patient and each.nhs_number == number for each in known)


def version_of(request: HttpRequest) -> int:
    """The version that the form was made from; nought, which never stands, for anything else."""
    return whole(request.POST, "version") or 0
