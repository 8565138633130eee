"""Who looked at one person's record."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kith.access.purposes import Purpose
from kith.access.roles import words_of
from kith.care import queries
from kith.record.looks import Look as Kept
from kith.record.looks import LookKind
from kith.web.presenters.looks import Look, Sort, looks_page
from kith.web.views.shared import about, opened, signed_in, viewer_of

SHOWN = timedelta(days=28)
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
    kept = record.looks(since=now - SHOWN, limit=2000)
    told = queries.telling(viewer_of(request), [], now=now)
    names = queries.names_of(look.staff for look in kept if look.staff)
    told = told.knowing(names)
    shown = looks_page([_look(look, told.who(look.staff)) for look in kept], told)
    return about(request, record, "web/looks.html", "looks", shown)


def _look(kept: Kept, who: str) -> Look:
    return Look(
        at=kept.at,
        who=who,
        role=words_of(kept.role),
        why=Purpose(kept.purpose).words,
        asked=kept.asked,
        sort=SORTS[kept.kind],
    )
