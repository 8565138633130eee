"""What pages ask of the record. Rights are row security's: nothing is filtered here."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from functools import cache
from uuid import UUID

from kith.access.open_record import OpenRecord
from kith.access.viewer import Viewer
from kith.care.days import ServiceDay
from kith.care.sayings import Register
from kith.care.telling import Telling
from kith.catalogue import exact
from kith.catalogue.components import DailyEntry
from kith.catalogue.kinds import EntryKind
from kith.catalogue.loader import catalogue
from kith.directory.models import Service, Staff
from kith.record import reading
from kith.record.connection import cursor
from kith.record.stored import Stored

MOST = 20_000
"""More entries than anybody has in two years; a page never asks for more."""


@cache
def kinds() -> Mapping[str, EntryKind]:
    """Every kind of entry in use, by key, in the order of the recording sheet, the most prominent first."""
    known = catalogue()
    groups = [group.key for group in known.groups]
    order = sorted(known.current.values(), key=lambda kind: (groups.index(kind.group), not kind.prominent))
    return {kind.key: kind for kind in order}


def rule_of(viewer: Viewer) -> ServiceDay:
    """How the viewer's service divides its days."""
    starts = Service.objects.values_list("day_start", flat=True).filter(id=viewer.service).first()
    return ServiceDay(starts) if starts else ServiceDay()


def telling(
    viewer: Viewer, entries: Iterable[DailyEntry], *, now: datetime, register: Register = "everyday"
) -> Telling:
    """What presenters need to tell these entries."""
    people = {who for entry in entries for who in (entry.author, *entry.helpers)}
    return Telling(kinds(), now, rule_of(viewer), names_of(people), register)


def names_of(staff: Iterable[UUID]) -> dict[UUID, str]:
    """Names of members of staff, by id."""
    return dict(Staff.objects.filter(id__in=list(staff)).values_list("id", "name"))


def days_up_to(record: OpenRecord, last: date, rule: ServiceDay, days: int) -> list[DailyEntry]:
    """The entries of `days` days up to and including `last`, the withdrawn ones too, oldest first."""
    span = rule.over(rule.week(last, days))
    return record.entries(since=span.start, until=span.end, limit=MOST, with_withdrawn=True)[::-1]


def of_kind(record: OpenRecord, kind: str, rule: ServiceDay, today: date, days: int) -> list[DailyEntry]:
    """The entries of one kind over `days` days up to today, oldest first."""
    span = rule.over(rule.week(today, days))
    return record.entries(kind, since=span.start, until=span.end, limit=MOST)[::-1]


def lately(patients: Sequence[UUID], since: datetime) -> dict[UUID, list[DailyEntry]]:
    """Entries of several people since then, by person, oldest first: what a list needs."""
    found: dict[UUID, list[DailyEntry]] = {}
    if not patients:
        return found
    query = reading.Query("Observation", patients=list(patients), since=since, limit=MOST)
    for stored in reversed(reading.find(cursor(), query)):
        if stored.patient and not stored.in_error:
            with suppress(ValueError):  # another system's Observation, not an entry of ours
                entry = as_entry(stored)
                found.setdefault(stored.patient, []).append(entry)
    return found


def is_entry(stored: Stored) -> bool:
    """Whether an Observation is one of our daily entries, whole enough to be read."""
    try:
        as_entry(stored)
    except ValueError:
        return False
    return True


def as_entry(stored: Stored) -> DailyEntry:
    """The entry that a stored Observation holds, its decimals exact. Raises ValueError where it holds none."""
    return DailyEntry.from_fhir(exact.loads(stored.body or "{}"))


def week_back(now: datetime) -> datetime:
    """From when on a list reads: eight days, so that today can be compared with seven before."""
    return now - timedelta(days=8)
