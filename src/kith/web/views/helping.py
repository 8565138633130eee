"""Who else helps somebody: told, asked and taken back; and whom one's own service was asked to help."""

from contextlib import suppress
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kith.access import gate, referring
from kith.access.agreements import receivers
from kith.access.asked import asked_to_help
from kith.access.asked_sees import would_see
from kith.access.open_record import OpenRecord
from kith.access.referring import KEPT_AS, NotPossible
from kith.care import queries
from kith.catalogue.components.referral import Referral
from kith.directory.models import Service, Staff
from kith.directory.organisations import names_by_custodian
from kith.record.errors import Conflict, NotAllowed
from kith.record.ids import new_id
from kith.web.presenters import asking_help as form
from kith.web.presenters.asked import asked_page
from kith.web.presenters.asked_sees import Sees, sees
from kith.web.sent import form_id, given_id, whole
from kith.web.views.helping_page import helping_of
from kith.web.views.record import colleagues
from kith.web.views.shared import FACE, about, opened, page, signed_in, viewer_of, writing

ASKED = "who else helps"
MET = "Somebody changed this meanwhile. What stands now is below."
SAID = {
    "asked": "They are asked to help. It counts from now on.",
    "ended": "They no longer help. Their pages close with the next click.",
    "on": "It is on their caseload now.",
    "off": "It is off their caseload.",
}


@require_safe
@signed_in
def helping(request: HttpRequest, patient: UUID) -> HttpResponse:
    """Who was asked, on whose caseload they are, and the ways to change it."""
    return _shown(request, opened(request, patient, ASKED))


def _shown(request: HttpRequest, record: OpenRecord, problem: str = "") -> HttpResponse:
    shown = helping_of(record)
    return about(
        request, record, "web/helping.html", "summary", shown,
        sees={each.id: _sees(record, each.service) for each in shown.asked if each.own},
        refers=referring.may_refer(record), ends=referring.may_end(record),
        closed=not record.may_read(*KEPT_AS), staff=_staff(record), form_id=str(new_id()),
        said=SAID.get(request.GET.get("said", ""), ""), problem=problem,
    )  # fmt: skip


def _sees(record: OpenRecord, service: UUID | None) -> Sees | None:
    asked = _service(service)
    if asked is None:
        return None
    return sees(would_see(record, asked, timezone.now()), asked.name, record.person.given.split()[0])


def _service(id: UUID | None) -> Service | None:
    found = Service.objects.select_related("organization").filter(id=id) if id else None
    return found.first() if found else None


def _staff(record: OpenRecord) -> list[tuple[str, str]]:
    """Oneself, then whoever works here too."""
    viewer = record.viewer
    own = Staff.objects.values_list("name", flat=True).filter(id=viewer.practitioner).first() or "You"
    others = [(str(each.id), f"{each.name}, {each.role.lower()}") for each in colleagues(viewer)]
    return [(str(viewer.practitioner), f"{own} (you)"), *others]


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def ask(request: HttpRequest, patient: UUID) -> HttpResponse:
    """The form; then what they would see; then it is asked."""
    record, now = opened(request, patient, ASKED), timezone.now()
    if not referring.may_refer(record):
        raise Http404
    services = _offered(record)
    sent = form.read(request.POST, record.patient, services, now)
    step = request.POST.get("step", "") if request.method == "POST" else "form"
    if step not in ("check", "ask") or sent.referral is None:
        problems = sent.problems if step in ("check", "ask") else {}
        return _form(request, record, services, problems)
    if step == "check":
        return _check(request, record, sent.referral)
    return _asked(request, record, services, sent.referral)


def _offered(record: OpenRecord) -> tuple[form.Offered, ...]:
    services = Service.objects.select_related("organization").filter(active=True, organization__active=True)
    held = services.exclude(organization__custodian=None).exclude(id=record.viewer.service)
    return form.offered(held, record.viewer.custodian, {each.custodian for each in receivers()})


def _form(
    request: HttpRequest, record: OpenRecord, services: tuple[form.Offered, ...], problems: dict[str, str]
) -> HttpResponse:
    return about(
        request, record, "web/ask_help.html", "summary", services, typed=request.POST, problems=problems,
        form_id=request.POST.get("form") or str(new_id()), longest=form.LONGEST,
    )  # fmt: skip


def _check(request: HttpRequest, record: OpenRecord, referral: Referral) -> HttpResponse:
    return about(
        request, record, "web/ask_help_check.html", "summary", _service(referral.service), typed=request.POST,
        sees=_sees(record, referral.service), form_id=str(form_id(request.POST)), until=referral.until,
    )  # fmt: skip


def _asked(
    request: HttpRequest, record: OpenRecord, services: tuple[form.Offered, ...], referral: Referral
) -> HttpResponse:
    try:
        referring.refer(record, referral)
    except NotPossible as no:
        return _form(request, record, services, {"service": str(no)})
    except Conflict:  # the same form once more: it is kept already
        pass
    except NotAllowed:
        raise Http404 from None
    return _back(record, "asked")


@require_POST
@signed_in
def end(request: HttpRequest, patient: UUID, referral: UUID) -> HttpResponse:
    """They no longer help: it is done, or it is taken back."""
    record, act = opened(request, patient, ASKED), request.POST.get("act")
    if act not in ("done", "back"):
        raise Http404
    try:
        referring.end_help(record, referral, expected=whole(request.POST, "version") or 0, done=act == "done")
    except Conflict:
        return _shown(request, record, MET)
    return _back(record, "ended")


@require_POST
@signed_in
def caseload(request: HttpRequest, patient: UUID) -> HttpResponse:
    """Puts the person on somebody's caseload."""
    record, staff = opened(request, patient, ASKED), given_id(request.POST.get("staff", ""))
    if staff is None:
        return _shown(request, record, "Choose on whose caseload.")
    try:
        with suppress(Conflict):  # the same form once more
            referring.take_on(record, form_id(request.POST), staff)
    except NotPossible as no:
        return _shown(request, record, str(no))
    return _back(record, "on")


@require_POST
@signed_in
def off_caseload(request: HttpRequest, patient: UUID, team: UUID) -> HttpResponse:
    """Takes the person off somebody's caseload; off one's own it may be the last that one sees of them."""
    record, staff = opened(request, patient, ASKED), given_id(request.POST.get("staff", ""))
    if staff is None:
        raise Http404
    try:
        referring.take_off(record, team, staff, expected=whole(request.POST, "version") or 0)
    except Conflict:
        return _shown(request, record, MET)
    return _back(record, "off")


def _back(record: OpenRecord, said: str) -> HttpResponse:
    if not gate.knows(record.viewer, record.patient):
        return redirect("web:here")
    answer = redirect("web:helping", record.patient)
    answer["Location"] += f"?said={said}"
    return answer


@require_safe
@writing
def asked(request: HttpRequest) -> HttpResponse:
    """Whom one's own service was asked to help, by name as far as it is shared, and how many more."""
    viewer = viewer_of(request)
    found = asked_to_help(viewer, face=FACE)
    staff = queries.names_of(
        each.referral.requester for each in found.people if each.referral and each.referral.requester
    )
    return page(
        request, "web/asked.html", "asked", asked_page(found, staff, names_by_custodian(), timezone.now())
    )
