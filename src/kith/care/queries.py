"""What pages ask of the record. Rights are row security's: nothing is filtered here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from uuid import UUID

from kith.access.open_record import OpenRecord
from kith.access.viewer import Viewer
from kith.care.days import ServiceDay
from kith.care.sayings import Register
from kith.care.telling import Telling
from kith.catalogue import exact
from kith.catalogue.components import DailyEntry
from kith.catalogue.components.allergy import Allergy
from kith.catalogue.kinds import EntryKind
from kith.catalogue.loader import catalogue
from kith.directory.models import Service, Staff
from kith.record import reading
from kith.record.connection import cursor
from kith.record.stored import Stored

MOST = 20_000
"""More entries than anybody has in two years; a page never asks for more."""


KEPT_READ = 4096
"""Entries kept as they were read, about 10 kB each: a day and a half of a large home, for lists and the handover."""


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


def allergies_of(record: OpenRecord) -> list[Allergy]:
    """Every statement about allergies that is held, those that were entered in error left out."""
    found = record.find(type="AllergyIntolerance")
    return [Allergy.from_fhir(stored.resource) for stored in found if not stored.in_error]


def names_of(staff: Iterable[UUID]) -> dict[UUID, str]:
    """Names of members of staff, by id."""
    return dict(Staff.objects.filter(id__in=list(staff)).values_list("id", "name"))


@dataclass(frozen=True)
class Found:
    """What a time holds: daily entries, and the moments of observations that are no entries of ours."""

    entries: list[DailyEntry]
    others: list[datetime]


def days_up_to(record: OpenRecord, last: date, rule: ServiceDay, days: int) -> Found:
    """`days` days up to and including `last`, the withdrawn entries too, oldest first.

    What another system has put in the record is counted, so that no page calls a time empty that is not. Facts
    are no events of a day.
    """
    span = rule.over(rule.week(last, days))
    stored = record.find(since=span.start, until=span.end, limit=MOST)[::-1]
    read = [(each, entry_or_none(each)) for each in stored]
    return Found(
        [entry for _, entry in read if entry and not entry.is_fact],
        [each.occurred for each, entry in read if not entry and each.occurred and not each.in_error],
    )


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
        entry = None if stored.in_error else entry_or_none(stored)
        if stored.patient and entry and not entry.is_fact:
            found.setdefault(stored.patient, []).append(entry)
    return found


def entry_or_none(stored: Stored) -> DailyEntry | None:
    """The entry that a stored Observation holds, its decimals exact; None for one that is no entry of ours."""
    return _read(stored.body or "{}")


@lru_cache(maxsize=KEPT_READ)
def _read(body: str) -> DailyEntry | None:
    """Texts never change, and whoever has one has been let through to it: what it says is worked out once."""
    try:
        return DailyEntry.from_fhir(exact.loads(body))
    except ValueError:
        return None


def list_since(now: datetime, rule: ServiceDay) -> datetime:
    """From when on a list reads: a whole day back, and the whole of today."""
    return min(rule.start(rule.of(now)), now - timedelta(days=1))
