"""Who can see one person's record, what they can stop, and writing down what they choose."""

from contextlib import suppress
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kith.access import agreements, choosing, giving
from kith.access.declaring import may_declare
from kith.access.open_record import OpenRecord
from kith.access.would_see import by_yes
from kith.catalogue.categories import Category
from kith.catalogue.components.choice import Choice, ChoiceKind
from kith.directory.models import Organization
from kith.directory.organisations import names_by_custodian
from kith.record.errors import Conflict
from kith.record.ids import new_id
from kith.web.presenters.choice_form import LONGEST, ChoiceForm, choice_form, read
from kith.web.sent import line
from kith.web.views.shared import about, opened, signed_in
from kith.web.views.sharing_page import choices_in, service_of, sharing_page
from kith.web.views.would_see import look_through

TO_STOP = "sharing choices"
ANSWER = "Write the answer that the person gets, and what it cannot stop."


@require_safe
@signed_in
def sharing(request: HttpRequest, patient: UUID) -> HttpResponse:
    """Said to the person, to be read with them or printed."""
    return _shown(request, opened(request, patient, "who can see"))


def _shown(request: HttpRequest, record: OpenRecord, problem: str = "") -> HttpResponse:
    own, place = _own(record), service_of(record)
    return about(
        request,
        record,
        "web/sharing.html",
        "looks",
        sharing_page(record, choices_in(record), own, timezone.now()),
        own=own,
        service=place.name if place else own.name,
        writes=choosing.may_record_choices(record) and _ours(record),
        answers=choosing.may_answer_choices(record) and _ours(record),
        problem=problem,
        declares=bool(may_declare(record.viewer)),
        gives=giving.may_give(record),
    )


def _own(record: OpenRecord) -> Organization:
    return Organization.objects.get(custodian=record.viewer.custodian)


def _ours(record: OpenRecord) -> bool:
    return record.person.custodian == record.viewer.custodian


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def choose(request: HttpRequest, patient: UUID) -> HttpResponse:
    """The form for one more choice."""
    record, now = opened(request, patient, TO_STOP), timezone.now()
    own = _own(record)
    form = choice_form(own.id, own.name, _partners())
    problems: dict[str, str] = {}
    if request.method == "POST":
        sent = read(request.POST, record.patient, own.id, form, now)
        if sent.choice is not None:
            return _opens(request, record, sent.choice) or _kept(record, sent.choice)
        problems = sent.problems
    return _form(request, record, form, problems)


def _kept(record: OpenRecord, choice: Choice) -> HttpResponse:
    with suppress(Conflict):  # the same form once more: it is kept already
        choosing.choose(record, choice)
    return redirect("web:sharing", record.patient)


def _opens(request: HttpRequest, record: OpenRecord, choice: Choice) -> HttpResponse | None:
    """What others would see by a yes to giving, looked through before it is kept; None where it opens nothing more."""
    act = request.POST.get("act", "")
    if choice.kind is not ChoiceKind.SHARE_OUT or act == "keep":
        return None
    if act == "back":
        return _form(request, record, choice_form(choice.organisation, _own(record).name, _partners()), {})
    opening = by_yes(record, choice.categories or frozenset(Category))
    if not opening.organisations:
        return None
    names = names_by_custodian()
    who = " and ".join(names.get(each, "another organisation") for each in opening.organisations)
    look = look_through(request, record, opening)
    return about(request, record, "web/choose_look.html", "looks", look, who=who)


def _form(
    request: HttpRequest, record: OpenRecord, form: ChoiceForm, problems: dict[str, str]
) -> HttpResponse:
    id = request.POST.get("form") or str(new_id())
    return about(
        request, record, "web/choose.html", "looks", form, typed=request.POST, problems=problems, form_id=id,
        ticked=request.POST.getlist("category"),
    )  # fmt: skip


def _partners() -> dict[UUID, str]:
    numbers = {each.custodian for each in agreements.receivers()}
    return dict(Organization.objects.filter(custodian__in=numbers).values_list("id", "name"))


@require_POST
@signed_in
def decide(request: HttpRequest, patient: UUID, choice: UUID) -> HttpResponse:
    """Answer an objection, or write down that a choice is taken back."""
    record = opened(request, patient, TO_STOP)
    with suppress(Conflict):  # somebody answered it meanwhile: the page shows how it stands
        if request.POST.get("act") == "withdraw":
            choosing.withdraw(record, choice)
        elif request.POST.get("act") in ("uphold", "refuse"):
            words = line(request.POST, "words", LONGEST)
            if not words:
                return _shown(request, record, ANSWER)
            choosing.answer(record, choice, upheld=request.POST["act"] == "uphold", words=words)
    return redirect("web:sharing", patient)
