"""Taking somebody in: find first, then one short form, then what is still not asked."""

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kith.access import admitting, gate
from kith.access.admitting import NotPossible, may_admit
from kith.care.duplicates import likely
from kith.care.residents import residents
from kith.directory.models import KnownPatient
from kith.record.ids import new_id
from kith.web.presenters import admit as asked
from kith.web.presenters.find import find_page
from kith.web.views.shared import FACE, page, signed_in, viewer_of

ONE_NUMBER = "Two people cannot have one NHS number. Check it, or leave it out for now."


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def admit(request: HttpRequest) -> HttpResponse:
    """The form. It is reached by looking for the person: who comes straight here is sent to look first."""
    if not may_admit(viewer_of(request)):
        raise Http404
    if request.method != "POST":
        return redirect("web:find")
    if "form" not in request.POST:
        return _form(request, asked.begun(request.POST.get("typed", "")))
    return _sent(request)


def _sent(request: HttpRequest) -> HttpResponse:
    viewer, sent = viewer_of(request), asked.read(request.POST, timezone.now())
    if sent.problems or sent.since is None:
        return _form(request, request.POST, sent.problems)
    same = _here_already(request, sent)
    if any(sent.number and known.nhs_number == sent.number for known in same) and request.POST.get("else"):
        return _form(request, request.POST, {"number": ONE_NUMBER}, same)
    if same and not request.POST.get("else"):
        return _form(request, request.POST, {}, same)
    try:
        patient = admitting.admit(viewer, sent.person, since=sent.since)
    except NotPossible as no:
        return _form(request, request.POST, {"given": str(no)})
    return redirect("web:asking", patient)


def _here_already(request: HttpRequest, sent: asked.Asked) -> list[KnownPatient]:
    """Own people who are likely the same; the person whom this very form took in is not among them."""
    person = sent.person
    people = gate.perhaps_known(viewer_of(request), born=person.birth_date, nhs_number=sent.number, face=FACE)
    others = [known for known in people if known.id != person.id]
    return likely(others, name=person.full_name, nhs_number=sent.number)


def _form(
    request: HttpRequest,
    typed: Mapping[str, str],
    problems: Mapping[str, str] | None = None,
    same: list[KnownPatient] | None = None,
) -> HttpResponse:
    now, same = timezone.now(), same or []
    people = residents(same, now, viewer_of(request).role)
    shown = {
        "form": typed.get("form") or str(new_id()),
        "typed": typed,
        "genders": asked.GENDERS.items(),
        "checked": asked.CHECKED.items(),
        "same": find_page("", people, now=now, all=len(people), near=False).people,
    }
    return page(request, "web/admit.html", "here", shown, problems=problems or {})
