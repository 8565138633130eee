"""What is lastingly so about people, as the record holds it now. Rights are row security's."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from kith.access.open_record import OpenRecord
from kith.care.queries import MOST, entry_or_none
from kith.catalogue.components import DailyEntry
from kith.catalogue.loader import catalogue
from kith.catalogue.systems import ENTRY_KINDS
from kith.record import reading
from kith.record.connection import cursor
from kith.record.search.hashing import coded
from kith.record.stored import Stored

CPR, CPR_SEEN = "cpr", "cpr-seen"
"""The decision, and that a second person saw its original (practice, rule 12)."""


@dataclass(frozen=True)
class Held:
    """One version of a fact: what it says, who made it, and when it reached the record."""

    entry: DailyEntry
    version: int
    by: UUID
    recorded: datetime
    custodian: int
    removed: bool = False
    reason: str = ""


@dataclass(frozen=True)
class Facts:
    """Everything lasting that is open about one person, the newest first; what was removed is among it."""

    held: tuple[Held, ...] = ()

    def of(self, kind: str) -> list[Held]:
        """What stands of this kind, the newest first. More than one of a fact that is held once means that
        two organisations say different things: neither overwrites the other.
        """
        return [each for each in self.held if each.entry.kind == kind and not each.removed]

    def last(self, kind: str) -> list[Held]:
        """As `of`, with what was removed."""
        return [each for each in self.held if each.entry.kind == kind]


@cache
def fact_kinds() -> tuple[str, ...]:
    """The keys of every kind that holds a fact, and of the second person's sight of a CPR decision."""
    return (*(kind.key for kind in catalogue().current.values() if kind.fact), CPR_SEEN)


def facts_of(record: OpenRecord, also: Sequence[str] = ()) -> Facts:
    """One person's facts, in one read; with what stands of these other kinds."""
    return gathered(record.find((*fact_kinds(), *also), limit=MOST))


def facts_about(patients: Sequence[UUID], kinds: Sequence[str] | None = None) -> dict[UUID, Facts]:
    """Several people's facts by Patient, in one read: what a list needs. `kinds` are the keys wanted, or all."""
    found: dict[UUID, list[Stored]] = {}
    if not patients:
        return {}
    codes = [coded("code", ENTRY_KINDS, kind) for kind in kinds or fact_kinds()]
    for stored in reading.find(
        cursor(), reading.Query("Observation", patients=list(patients), codes=codes, limit=MOST)
    ):
        if stored.patient:
            found.setdefault(stored.patient, []).append(stored)
    return {patient: gathered(each) for patient, each in found.items()}


def versions_of(record: OpenRecord, id: UUID) -> list[Held]:
    """Every version of one fact, the newest first."""
    return _told(record.history("Observation", id))


def gathered(found: Iterable[Stored]) -> Facts:
    """Facts from what was found, the one that reached the record last first."""
    return Facts(tuple(sorted(_told(found), key=lambda each: (each.recorded, each.version), reverse=True)))


def _told(found: Iterable[Stored]) -> list[Held]:
    read = ((stored, entry_or_none(stored)) for stored in found)
    return [_held(stored, entry) for stored, entry in read if entry]


def _held(stored: Stored, entry: DailyEntry) -> Held:
    return Held(
        entry,
        stored.version,
        stored.author,
        stored.recorded,
        stored.custodian,
        removed=stored.in_error,
        reason=stored.reason or "",
    )
