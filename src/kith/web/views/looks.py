"""Who looked at one person's record."""

from datetime import datetime, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kith.access import own, showing
from kith.access.open_record import OpenRecord
from kith.access.purposes import Purpose
from kith.access.roles import called
from kith.access.viewer import Viewer
from kith.care import queries
from kith.directory.organisations import names_by_custodian
from kith.record.looks import Look as Kept
from kith.record.looks import LookKind
from kith.web.presenters.lookers import lookers_page
from kith.web.presenters.looks import Look, Sort, looks_page
from kith.web.views.shared import about, opened, signed_in, viewer_of

SHOWN = timedelta(days=28)
YOU = "You"
A_YEAR = timedelta(days=365)
SORTS: dict[LookKind, Sort] = {
    LookKind.OPENING: "opening",
    LookKind.LIST: "list",
    LookKind.EXPORT: "export",
    LookKind.OVERRIDE: "override",
    LookKind.API: "opening",
}


@require_safe
@signed_in
def looks(request: HttpRequest, patient: UUID) -> HttpResponse:
    """The last four weeks."""
    record, now = opened(request, patient, "who looked"), timezone.now()
    shown = looks_page(as_shown(record, now - SHOWN), queries.telling(viewer_of(request), [], now=now))
    return about(request, record, "web/looks.html", "looks", shown)


@require_safe
@signed_in
def lookers(request: HttpRequest, patient: UUID) -> HttpResponse:
    """Everybody of the last year, each once."""
    record = opened(request, patient, "who looked in a year")
    found = record.lookers(since=timezone.now() - A_YEAR)
    staff = names_of_lookers({each.staff for each in found if each.staff}, record.viewer)
    shown = lookers_page(found, staff, names_by_custodian(), record.viewer.custodian)
    return about(request, record, "web/lookers.html", "looks", shown)


def as_shown(record: OpenRecord, since: datetime) -> list[Look]:
    """Who looked since then, with names, the newest first."""
    kept = record.looks(since=since, limit=2000)
    names = names_of_lookers({look.staff for look in kept if look.staff}, record.viewer)
    told = queries.telling(record.viewer, [], now=since).knowing(names)
    words = called(look.role for look in kept)
    return [_look(look, told.who(look.staff), words[look.role]) for look in kept]


def names_of_lookers(ids: set[UUID], viewer: Viewer) -> dict[UUID, str]:
    """Names of those who looked: workers, crews in their words, whoever reads in their own right ("you" of them)."""
    names = queries.names_of(ids)
    others = ids - names.keys()
    read = {who: each.name for who, each in own.readers([*others]).items()}
    you = {viewer.practitioner: YOU} if viewer.role.own else {}
    return {**names, **showing.crews(others), **read, **you}


def _look(kept: Kept, who: str, role: str) -> Look:
    return Look(
        at=kept.at,
        who=who,
        role=role,
        why=Purpose(kept.purpose).words,
        asked=kept.asked,
        sort=SORTS[kept.kind],
    )
