"""Who reads a person's record in their own right: told, given and taken back at the person's wish."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from kith.access import giving
from kith.access.open_record import OpenRecord
from kith.access.would_see import by_leave
from kith.catalogue.components.own_access import OwnAccess, Right
from kith.directory.models import Organization
from kith.record.errors import Conflict
from kith.record.ids import new_id
from kith.web.presenters.giving_form import GivingForm, read, username_for
from kith.web.presenters.readers import own_and_readers
from kith.web.views.shared import about, opened, signed_in
from kith.web.views.would_see import look_through

ASKED = "who reads it in their own right"
LOOKED = "what they would see by a leave to read"
STANDS_ALREADY = "This was sent before. Look whether they are on the list."
ALREADY = "They can read their own record already. Take that back first, to give a new password."


@dataclass(frozen=True)
class Told:
    """What the new reader is told, once."""

    name: str
    username: str
    password: str


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@sensitive_variables("told")
def give(request: HttpRequest, patient: UUID) -> HttpResponse:
    """The list and the form; then what they would see; after giving, the sign-in to hand over, which is shown once."""
    act = request.POST.get("act", "")
    looks = request.method == "POST" and act not in ("give", "back")
    record = opened(request, patient, LOOKED if looks else ASKED)
    if not giving.may_give(record):
        raise Http404
    if request.method != "POST" or act == "back":
        return _shown(request, record)
    own = Organization.objects.get(custodian=record.viewer.custodian)
    person = record.person
    called = f"{person.given} {person.family}"
    sent = read(request.POST, record.patient, called, own.id, timezone.now())
    if sent.access is None:
        return _shown(request, record, sent.problems)
    if sent.access.right is Right.PERSON and _reads_already(record):
        return _shown(request, record, {"right": ALREADY})
    return _given(request, record, sent.access) if act == "give" else _looked_at(request, record, sent.access)


def _looked_at(request: HttpRequest, record: OpenRecord, access: OwnAccess) -> HttpResponse:
    """What they would see, before it is given."""
    look = look_through(request, record, by_leave(access))
    own = access.right is Right.PERSON
    who = record.person.given.split()[0] if own else access.name
    return about(request, record, "web/giving_look.html", "looks", look, who=who)


@sensitive_variables("told")
def _given(request: HttpRequest, record: OpenRecord, access: OwnAccess) -> HttpResponse:
    username = username_for(access.name)
    try:
        told = Told(access.name, username, giving.give(record, access, username))
    except Conflict:  # the same form once more: its password was shown then, and is kept nowhere
        return _shown(request, record, {"form": STANDS_ALREADY})
    return _shown(request, record, told=told)


def _reads_already(record: OpenRecord) -> bool:
    return any(each.open and each.right is Right.PERSON for each, _ in giving.given(record))


def _shown(
    request: HttpRequest, record: OpenRecord, problems: dict[str, str] | None = None, told: Told | None = None
) -> HttpResponse:
    return about(
        request,
        record,
        "web/giving.html",
        "looks",
        GivingForm(),
        typed={} if told else request.POST,
        ticked=[] if told else request.POST.getlist("parts"),
        problems=problems or {},
        told=told,
        readers=own_and_readers(access for access, _ in giving.given(record)),
        form_id=str(new_id()) if told else request.POST.get("form") or str(new_id()),
    )


@require_POST
@signed_in
def take_back(request: HttpRequest, patient: UUID, access: UUID) -> HttpResponse:
    """They read nothing any more, from the next request on."""
    giving.take_back(opened(request, patient, ASKED), access)
    return redirect("web:giving", patient)
