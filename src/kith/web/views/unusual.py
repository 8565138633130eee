"""Looks that somebody should ask about: for those who oversee a service."""

from collections import defaultdict
from datetime import datetime, timedelta
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kith.access import gate
from kith.access.roles import roles
from kith.access.unusual import AT_WORK, Known, openings, recordings, unusual
from kith.care import queries
from kith.care.facts import facts_about
from kith.care.presence.presence import TELLING, presence_of
from kith.care.residents import residents
from kith.catalogue.categories import Category, Tier, allows
from kith.directory.models import KnownPatient
from kith.web.presenters.unusual import unusual_page
from kith.web.views.shared import FACE, page, signed_in, viewer_of

DAYS = 14


@require_safe
@signed_in
def unusual_looks(request: HttpRequest) -> HttpResponse:
    """The last fortnight. The list itself is a look of everybody on it."""
    viewer, now = viewer_of(request), timezone.now()
    if not viewer.may("oversee"):
        raise Http404
    people = gate.list_people(viewer, face=FACE, asked="unusual looks")
    ids, since = [person.id for person in people], now - timedelta(days=DAYS)
    looks = openings(ids, since, recording_roles())
    names = queries.names_of({each.staff for each in looks})
    found = unusual(looks, _known(people, names, recordings(ids, since - AT_WORK)))
    told = queries.telling(viewer, [], now=now).knowing(names)
    about = {each.patient: each for each in residents(people, now, viewer.role)}
    return page(request, "web/unusual.html", "now", unusual_page(found, about, told, DAYS))


def recording_roles() -> frozenset[str]:
    """Roles that record the day of those whom they look after."""
    return frozenset(
        key
        for key, each in roles().items()
        if allows(each.add, Category.DAILY_LIFE, Tier.DETAIL) and not each.leads
    )


def _known(
    people: list[KnownPatient], names: dict[UUID, str], recorded: list[tuple[UUID, UUID, datetime]]
) -> Known:
    by_staff: dict[UUID, list[datetime]] = defaultdict(list)
    for author, _, at in recorded:
        by_staff[author].append(at)
    facts = facts_about([person.id for person in people], TELLING)
    deaths = {id: presence_of(held).death for id, held in facts.items()}
    return Known(
        families={person.id: person.family.casefold() for person in people if person.family},
        staff_families={staff: name.split()[-1].casefold() for staff, name in names.items() if name.split()},
        recorded=by_staff,
        about=frozenset((author, patient) for author, patient, _ in recorded),
        died={id: death.occurred for id, death in deaths.items() if death},
    )
