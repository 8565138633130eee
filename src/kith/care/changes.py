"""Changes noticed in people: their entries read, the rules run, what was closed laid beside.

Row security decides what is read, so a viewer hears of nothing that rests on what they may not see.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

import orjson

from kith.care.days import ONE, ServiceDay
from kith.care.memory import Memory
from kith.care.noticing.engine import notice, reaches
from kith.care.noticing.entries import Noted
from kith.care.noticing.finding import Finding, Noticed, Unsaid, finding_id
from kith.catalogue.components.fhir_values import from_fhir
from kith.catalogue.components.noticed_change import NoticedChange
from kith.catalogue.components.observation import part_of
from kith.catalogue.kinds import EntryKind, Part, PartType
from kith.catalogue.noticing import Reads, noticing_rules
from kith.catalogue.systems import ENTRY_KINDS
from kith.record import reading
from kith.record.connection import cursor
from kith.record.search.hashing import coded

KEPT = timedelta(days=90)
"""A closed finding can come up again for as long as an episode lasts; nobody closes one that is older."""
MOST_CLOSED = 5000
MEMORY: Memory[tuple[object, ...], Noticed] = Memory(5000)
"""What was worked out from exactly the same versions on the same day. Nothing in it can be out of date."""


@dataclass(frozen=True)
class Closed:
    """A finding that was acted on, as the record holds it."""

    change: NoticedChange
    version: int


@dataclass(frozen=True)
class Changes:
    """What is to be said about one person: open findings, what was closed, and what cannot be said."""

    open: tuple[Finding, ...] = ()
    closed: tuple[Closed, ...] = ()
    unsaid: tuple[Unsaid, ...] = ()


NOTHING = Changes()


def changes_of(patients: Sequence[UUID], now: datetime, rule: ServiceDay) -> dict[UUID, Changes]:
    """Changes in these people, in few reads whatever their number."""
    if not patients:
        return {}
    noticed = noticed_in(patients, rule.of(now), rule)
    closed = read_closed(patients, now - KEPT)
    return {patient: _changes(noticed[patient], closed.get(patient, ())) for patient in patients}


def noticed_in(patients: Sequence[UUID], today: date, rule: ServiceDay) -> dict[UUID, Noticed]:
    """What the rules say of these people. Entries are read of those alone about whom something has moved."""
    before = _fingerprints(patients, today, rule)
    found = {
        patient: said for patient in patients if (said := MEMORY.get((patient, today, rule, before[patient])))
    }
    fresh = [patient for patient in patients if patient not in found]
    entries = read_entries(fresh, today, rule) if fresh else {}
    after = _fingerprints(fresh, today, rule) if fresh else {}
    for patient in fresh:
        found[patient] = notice(patient, entries.get(patient, ()), noticing_rules(), today, rule)
        if before[patient] == after[patient]:  # nothing moved while it was read
            MEMORY.put((patient, today, rule, after[patient]), found[patient])
    return found


def _fingerprints(patients: Sequence[UUID], today: date, rule: ServiceDay) -> dict[UUID, tuple[int, ...]]:
    prints = reading.fingerprints(cursor(), "Observation", patients, _wanted(today, rule))
    return {patient: prints.get(patient, ()) for patient in patients}


def read_entries(patients: Sequence[UUID], today: date, rule: ServiceDay) -> dict[UUID, list[Noted]]:
    """The standing entries that the rules read, by person, each kind as far back as any rule looks."""
    kinds = _kinds_read()
    found: dict[UUID, list[Noted]] = {}
    for told in reading.find_several(cursor(), "Observation", patients, _wanted(today, rule)):
        read = kinds[told.code]
        answers = answers_of(orjson.loads(told.body), read.kind, read.parts)
        noted = Noted(told.id, read.kind.key, told.occurred, told.until, "", answers)
        found.setdefault(told.patient, []).append(noted)
    return found


def read_closed(patients: Sequence[UUID], since: datetime) -> dict[UUID, list[Closed]]:
    """Findings of these people that were closed since then and stand closed, the newest first."""
    query = reading.Query("DetectedIssue", patients=list(patients), since=since, limit=MOST_CLOSED)
    found: dict[UUID, list[Closed]] = {}
    for stored in reading.find(cursor(), query):
        if stored.patient and not stored.in_error and (change := change_or_none(stored.resource)):
            found.setdefault(stored.patient, []).append(Closed(change, stored.version))
    return found


def change_or_none(resource: dict[str, Any]) -> NoticedChange | None:
    """The change that a stored DetectedIssue holds; None for one that another system made."""
    try:
        return NoticedChange.from_fhir(resource)
    except (ValueError, KeyError, StopIteration):
        return None


def answers_of(resource: Mapping[str, Any], kind: EntryKind, parts: Iterable[Part]) -> dict[str, Any]:
    """The answers to these parts that an Observation holds, as `DailyEntry` has them."""
    holders: dict[str | None, list[Mapping[str, Any]]] = {}
    for component in resource.get("component", ()):
        holders.setdefault(part_of(component, kind.key), []).append(component)
    answers: dict[str, Any] = {}
    for part in parts:
        held = [resource] if part.value else holders.get(part.key, ())
        if found := [answer for each in held if (answer := from_fhir(part, each)) is not None]:
            answers[part.key] = found if part.type is PartType.CHOICES else found[0]
    return answers


@dataclass(frozen=True)
class _Read:
    kind: EntryKind
    reach: int
    parts: tuple[Part, ...]


@cache
def _kinds_read() -> Mapping[int, _Read]:
    """Each kind that a rule reads, by the hash of its code: how far back, and which of its parts."""
    reads = [each for rule in noticing_rules() for each in rule.reads]
    kinds = {each.kind.key: each.kind for each in reads}
    return {
        coded("code", ENTRY_KINDS, key): _Read(
            kinds[key],
            back,
            tuple(part for part in kinds[key].parts if any(_asks(r, key, part) for r in reads)),
        )
        for key, back in reaches(noticing_rules()).items()
    }


def _wanted(today: date, rule: ServiceDay) -> list[reading.Wanted]:
    first = today + ONE
    return [
        reading.Wanted(code, rule.start(first - ONE * each.reach)) for code, each in _kinds_read().items()
    ]


def _asks(reads: Reads, kind: str, part: Part) -> bool:
    own = reads.part.key if reads.part else ""
    return reads.kind.key == kind and part.key in (own, reads.only[0] if reads.only else "")


def _changes(noticed: Noticed, closed: Sequence[Closed]) -> Changes:
    ids = {each.change.id for each in closed}
    return Changes(
        tuple(finding for finding in noticed.findings if not _is_closed(finding, ids)),
        tuple(closed),
        noticed.unsaid,
    )


def _is_closed(finding: Finding, closed: set[UUID]) -> bool:
    """Closed at this step or at a further one: only what has got clearly worse since is told anew."""
    steps = range(finding.step, len(finding.rule.steps) + 1)
    return any(finding_id(finding.rule, finding.patient, finding.since, step) in closed for step in steps)
