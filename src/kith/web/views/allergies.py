"""Allergies about one person: what stands, and recording, changing and ending one."""

from collections.abc import Mapping
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kith.access import gate
from kith.access.open_record import OpenRecord
from kith.care import allergies as care
from kith.care import queries
from kith.care.allergies import ALLERGIES, Statement
from kith.care.days import LONDON
from kith.care.telling import Telling
from kith.catalogue.components.allergy import Allergy
from kith.record.errors import Conflict, IdTaken, NotAllowed
from kith.record.ids import new_id
from kith.web.presenters import allergy_form as form
from kith.web.presenters.allergies import allergies_page, past, people_of
from kith.web.presenters.hrefs import Hrefs
from kith.web.sent import form_id, whole
from kith.web.views.shared import about, opened, register_of, signed_in, viewer_of

SAID = {
    "done": "Saved. It stands on the summary and on the emergency page now.",
    "ended": "Saved. It stands no longer; its history is kept.",
    "met": "Somebody else changed this meanwhile. Nothing of yours was saved. What stands now is below.",
    "stands": "An allergy stands below. End that one first, if it is not so. Nothing was saved.",
}


@require_safe
@signed_in
def allergies(request: HttpRequest, patient: UUID) -> HttpResponse:
    """What stands and what stood before, with the forms."""
    record = opened(request, patient, "allergies")
    if not record.may_read(*ALLERGIES):
        raise Http404
    return _page(request, record)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def add_allergy(request: HttpRequest, patient: UUID) -> HttpResponse:
    """The form of one more, and where it is sent."""
    if request.method != "POST":
        record = _may_add(opened(request, patient, "allergies"))
        return _form(request, record, {"form": str(new_id())})
    record = _may_add(gate.open_to_write(viewer_of(request), patient))
    asked = form.named(request.POST, _fresh(request, record), timezone.now())
    if asked.problems:
        return _form(request, record, form.typed_in(request.POST), asked.problems)
    return _stated(record, asked.allergy)


@require_POST
@signed_in
def no_allergy(request: HttpRequest, patient: UUID) -> HttpResponse:
    """Records that there is none, or why it is not known."""
    record = _may_add(gate.open_to_write(viewer_of(request), patient))
    asked = form.answered(request.POST, _fresh(request, record), timezone.now())
    if asked.problems:
        return _page(request, record, form.typed_in(request.POST), asked.problems)
    return _stated(record, asked.allergy)


@require_safe
@signed_in
def allergy(request: HttpRequest, patient: UUID, id: UUID) -> HttpResponse:
    """One statement with every version of it; and its form, for those who may change it."""
    record = opened(request, patient, "an allergy")
    return _one(request, record, id)


@require_POST
@signed_in
def change_allergy(request: HttpRequest, patient: UUID, id: UUID) -> HttpResponse:
    """Keeps what was put right."""
    record = gate.open_to_write(viewer_of(request), patient)
    held = _own(record, id)
    asked = form.named(request.POST, held.allergy, timezone.now())
    if asked.problems:
        return _one(request, record, id, form.typed_in(request.POST), asked.problems)
    return _changed(request, record, asked.allergy, "done")


@require_POST
@signed_in
def end_allergy(request: HttpRequest, patient: UUID, id: UUID) -> HttpResponse:
    """Keeps that a statement stands no longer, and why."""
    record = gate.open_to_write(viewer_of(request), patient)
    held = _own(record, id)
    how, why, problems = form.ending(request.POST)
    if problems:
        return _one(request, record, id, form.typed_in(request.POST), problems)
    today = timezone.now().astimezone(LONDON).date()
    return _changed(request, record, care.ended(held.allergy, how, on=today, why=why), "ended", why)


def _stated(record: OpenRecord, allergy: Allergy) -> HttpResponse:
    try:
        care.state(record, allergy)
    except care.OthersStand:
        return _back(record, "stands")
    except (Conflict, IdTaken):  # the same form came twice: the first is kept
        same = any(allergy.id == each.allergy.id for each in care.statements_of(record))
        return _back(record, "done" if same else "met")
    except NotAllowed:
        raise Http404 from None
    return _back(record, "done")


def _changed(
    request: HttpRequest, record: OpenRecord, allergy: Allergy, said: str, why: str = ""
) -> HttpResponse:
    knowing = whole(request.POST, "version") or 0
    try:
        care.change(record, allergy, expected=knowing, reason=why)
    except Conflict:
        return _back(record, "met")
    except NotAllowed:
        raise Http404 from None
    return _back(record, said)


def _page(
    request: HttpRequest,
    record: OpenRecord,
    typed: Mapping[str, object] | None = None,
    problems: Mapping[str, str] | None = None,
) -> HttpResponse:
    held = care.statements_of(record)
    told = _telling(request, [each.allergy for each in held])
    shown = allergies_page(held, Hrefs(record.patient), told, may_add=record.may_add(*ALLERGIES))
    return about(
        request,
        record,
        "web/allergies.html",
        "summary",
        shown,
        said=SAID.get(request.GET.get("said", ""), ""),
        typed=typed or {"form": str(new_id())},
        problems=problems or {},
        options=form.options(register_of(request), without=("allergy", "not-asked")),
    )


def _form(
    request: HttpRequest,
    record: OpenRecord,
    typed: Mapping[str, object],
    problems: Mapping[str, str] | None = None,
) -> HttpResponse:
    return about(
        request,
        record,
        "web/allergy_add.html",
        "summary",
        None,
        typed=typed,
        problems=problems or {},
        options=form.options(register_of(request)),
    )


def _one(
    request: HttpRequest,
    record: OpenRecord,
    id: UUID,
    typed: Mapping[str, object] | None = None,
    problems: Mapping[str, str] | None = None,
) -> HttpResponse:
    versions = [each for each in care.versions_of(record, id) if each.body]
    newest = Allergy.from_fhir(versions[0].resource)
    told = _telling(request, [newest], {each.author for each in versions})
    mine = versions[0].custodian == viewer_of(request).custodian
    return about(
        request,
        record,
        "web/allergy.html",
        "summary",
        past(versions, told),
        id=id,
        version=versions[0].version,
        may_change=mine and newest.stands and record.may_change(*ALLERGIES),
        names=not newest.is_answer,
        typed=typed or form.typed_of(newest),
        problems=problems or {},
        options=form.options(register_of(request)),
    )


def _telling(request: HttpRequest, held: list[Allergy], authors: set[UUID] | None = None) -> Telling:
    told = queries.telling(viewer_of(request), [], now=timezone.now(), register=register_of(request))
    return told.knowing(queries.names_of(people_of(held) | (authors or set())))


def _own(record: OpenRecord, id: UUID) -> Statement:
    """A statement that stands, of the viewer's own organisation and open to change."""
    for each in care.statements_of(record):
        if each.allergy.id == id and each.custodian == record.viewer.custodian and each.allergy.stands:
            return each
    raise Http404


def _may_add(record: OpenRecord) -> OpenRecord:
    if not record.may_add(*ALLERGIES):
        raise Http404
    return record


def _fresh(request: HttpRequest, record: OpenRecord) -> Allergy:
    id, by = form_id(request.POST), record.viewer.practitioner
    return form.fresh(id, record.patient, timezone.now(), by)


def _back(record: OpenRecord, said: str) -> HttpResponse:
    return HttpResponseRedirect(f"{Hrefs(record.patient).allergies}?said={said}")
