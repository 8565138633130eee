"""Letting an agency or bank worker in, and ending their login or letting it last longer."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from kith.access import agency, gate
from kith.access.agency import NotPossible
from kith.care import queries
from kith.care.residents import residents
from kith.record.ids import new_id
from kith.web.staff import asked, ends
from kith.web.staff.asked import DBS, IDENTITY, TRAINING
from kith.web.staff.shared import leading, show
from kith.web.staff.views.helping import spaced
from kith.web.views.shared import FACE, viewer_of


@require_http_methods(["GET", "HEAD", "POST"])
@leading
def admit(request: HttpRequest) -> HttpResponse:
    """One short form, and then a PIN to tell the worker."""
    viewer = viewer_of(request)
    if not viewer.may("admit"):
        raise Http404
    if request.method != "POST":
        return _form(request, {})
    sent = asked.read(request.POST, viewer)
    if sent.problems or sent.until is None:
        return _form(request, sent.problems)
    try:
        made = agency.admit(
            viewer, name=sent.name, role_key=sent.role, until=sent.until, checked=sent.checked,
            chosen=sent.chosen, id=sent.id,
        )  # fmt: skip
    except NotPossible as no:
        return _form(request, {"until": str(no)})
    told = ends.told(sent.until, timezone.now())
    return show(request, "staff/pin.html", made.account, pin=spaced(made.pin), ends_at=told)


@require_POST
@leading
def end(request: HttpRequest, login: UUID) -> HttpResponse:
    """Ends a login; the worker's next request is refused."""
    return _moved(request, login, timezone.now())


@require_http_methods(["GET", "HEAD", "POST"])
@leading
def longer(request: HttpRequest, login: UUID) -> HttpResponse:
    """Asks until when, and lets it last so long."""
    viewer = viewer_of(request)
    found = next((e for e in agency.logins(viewer, since=timezone.now()) if e.post_id == login), None)
    if found is None or not viewer.may(f"admit:{found.post.role}") or viewer.may(f"visit:{found.post.role}"):
        raise Http404
    until = ends.parsed(request.POST.get("other" if request.POST.get("until") == "other" else "until", ""))
    if request.method == "POST" and until is not None and until > timezone.now():
        return _moved(request, login, until)
    problem = "Say until when." if request.method == "POST" else ""
    return show(request, "staff/longer.html", found, ends=_ends(request), problem=problem)


def _moved(request: HttpRequest, login: UUID, until: datetime) -> HttpResponse:
    try:
        agency.move_end(viewer_of(request), login, until)
    except NotPossible as no:
        messages.error(request, str(no))
    return redirect("staff:shift")


def _form(request: HttpRequest, problems: dict[str, str]) -> HttpResponse:
    viewer = viewer_of(request)
    shown = {
        "form": request.POST.get("form") or str(new_id()),
        "typed": request.POST,
        "roles": asked.offered(viewer),
        "identity": IDENTITY,
        "dbs": DBS,
        "training": TRAINING,
        "ends": _ends(request),
        "people": people_to_choose(request),
    }
    return show(request, "staff/admit.html", shown, problems=problems)


def people_to_choose(request: HttpRequest) -> list[tuple[str, str, str, bool]]:
    """Everybody who lives here, for whom a login may be: id, name, room, and whether they are ticked."""
    viewer = viewer_of(request)
    people = gate.list_people(viewer, face=FACE, asked="whom a login is for")
    chosen = set(request.POST.getlist("person"))
    shown = residents(people, timezone.now(), viewer.role)
    return [(str(p.patient), p.name, p.room, str(p.patient) in chosen) for p in shown]


def _ends(request: HttpRequest) -> list[ends.End]:
    return ends.shift_ends(timezone.now(), queries.rule_of(viewer_of(request)))
