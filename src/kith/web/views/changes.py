"""Changes noticed: in the whole service, in one person, and acting on one."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from kith.access import gate
from kith.access.open_record import OpenRecord
from kith.care import closing, queries
from kith.care.changes import Changes
from kith.care.changes import changes_of as noticed_in
from kith.care.presenters.changes import noticed
from kith.care.residents import residents
from kith.care.telling import Telling
from kith.record.errors import Conflict, NotAllowed
from kith.web.presenters.changes import changes_page
from kith.web.presenters.hrefs import Hrefs
from kith.web.sent import whole
from kith.web.views.shared import FACE, about, opened, page, register_of, signed_in, viewer_of

TOLD = {
    "moved": "This has changed since you read it. Nothing was saved. What stands now is below.",
    "why": "Please say in a few words why. Nothing was saved yet.",
    "met": "Somebody else acted on this before you. What they did is below. You can add what you did.",
    "done": "Saved. It can be opened again below.",
    "open": "It is open again.",
}


@require_safe
@signed_in
def changes(request: HttpRequest) -> HttpResponse:
    """Every open finding in the viewer's service."""
    viewer, now = viewer_of(request), timezone.now()
    people = gate.list_people(viewer, face=FACE, asked="changes")
    told = queries.telling(viewer, [], now=now, register=register_of(request))
    known = [person for person in residents(people, now, viewer.role) if not person.died]
    found = noticed_in([person.patient for person in known], now, told.rule)
    return page(request, "web/changes.html", "changes", changes_page(known, found, told))


@require_safe
@signed_in
def changes_of(request: HttpRequest, patient: UUID) -> HttpResponse:
    """Everything that the rules have to say about one person, and what was done."""
    record = opened(request, patient, "changes noticed")
    found, told = noticed_about(request, record)
    said = TOLD.get(request.GET.get("said", ""), "")
    return about(request, record, "web/changes_of.html", "changes", noticed(found, told), said=said)


def noticed_about(request: HttpRequest, record: OpenRecord) -> tuple[Changes, Telling]:
    """The changes in the person whose record is open, and what is needed to tell them."""
    viewer, now = viewer_of(request), timezone.now()
    told = queries.telling(viewer, [], now=now, register=register_of(request))
    found = noticed_in([record.patient], now, told.rule)[record.patient]
    authors = queries.names_of({act.author for each in found.closed for act in each.change.acts})
    return found, told.knowing(authors)


@require_POST
@signed_in
def close_change(request: HttpRequest, patient: UUID, finding: UUID) -> HttpResponse:
    """Acts on a finding, and so closes it."""
    viewer = viewer_of(request)
    record = gate.open_to_write(viewer, patient)
    try:
        closing.close(
            record,
            finding,
            how=request.POST.get("how", ""),
            note=request.POST.get("note", ""),
            now=timezone.now(),
            rule=queries.rule_of(viewer),
            knowing=_version(request),
        )
    except closing.NoteNeeded:
        return _back(patient, "why")
    except closing.NoSuchFinding:
        return _back(patient, "moved")
    except Conflict:
        return _back(patient, "met")
    except (ValueError, NotAllowed):
        raise Http404 from None
    return _back(patient, "done")


@require_POST
@signed_in
def open_change(request: HttpRequest, patient: UUID, finding: UUID) -> HttpResponse:
    """Takes a closing back."""
    record = gate.open_to_write(viewer_of(request), patient)
    try:
        closing.open_again(record, finding, expected=_version(request) or 1)
    except Conflict:
        return _back(patient, "met")
    except (closing.NoSuchFinding, NotAllowed):
        raise Http404 from None
    return _back(patient, "open")


def _version(request: HttpRequest) -> int | None:
    return whole(request.POST, "version")


def _back(patient: UUID, said: str) -> HttpResponse:
    return HttpResponseRedirect(f"{Hrefs(patient).changes}?said={said}")
