"""Concerns and what was done about each. A concern is open until somebody records an action, however old it is.

Row security decides what is read: whom a concern names comes upon neither it nor its acts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from kith.access import concerns
from kith.access.open_record import OpenRecord
from kith.care.queries import entry_or_none
from kith.catalogue.components import DailyEntry
from kith.catalogue.components.concern_act import OPENED_AGAIN, ConcernAct, act_id, actions
from kith.record import reading
from kith.record.connection import cursor
from kith.record.errors import Conflict
from kith.record.one_at_a_time import one_at_a_time
from kith.record.writing import Written

LONGEST = 2000
"""Letters of what was done; as many as an answer may have."""


class WordsNeeded(ValueError):
    """Nothing was said of what was done."""


@dataclass(frozen=True)
class Concern:
    """A concern that stands, and what was done about it, the first act first."""

    entry: DailyEntry
    acts: tuple[ConcernAct, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether nobody has acted, or it was opened again since."""
        return not self.acts or not self.acts[-1].closes

    @property
    def since(self) -> datetime:
        """From when on it has been open: when it was raised, or opened again. Of a closed one, when it was closed."""
        return self.acts[-1].at if self.acts else self.entry.made


def concerns_about(patients: Sequence[UUID]) -> list[Concern]:
    """Every concern about these people that the session may see, the one that was raised last first."""
    return _concerns(patients=patients) if patients else []


def concerns_of(custodian: int) -> list[Concern]:
    """Every concern of an organisation that the session may see, the one that was raised last first."""
    return _concerns(custodian=custodian)


def _concerns(**path: Any) -> list[Concern]:
    found = reading.find(cursor(), concerns.query_of("Observation", **path))
    stands = (entry_or_none(stored) for stored in found if not stored.in_error)
    done: dict[UUID, list[ConcernAct]] = {}
    for _, act in concerns.acts(cursor(), concerns.query_of(concerns.ACT, **path)) if found else ():
        done.setdefault(act.concern, []).append(act)
    raised = [Concern(entry, tuple(done.get(entry.id, ()))) for entry in stands if entry]
    return sorted(raised, key=lambda each: each.entry.made, reverse=True)


def in_order(found: Iterable[Concern]) -> list[Concern]:
    """Open ones, the one that has waited longest first."""
    return sorted((each for each in found if each.is_open), key=lambda each: each.since)


def act(record: OpenRecord, concern: UUID, *, how: str, words: str, now: datetime, knowing: int) -> Written:
    """Record what was done about a concern of this person, which closes it. `knowing` is how many acts were read.

    Raises `Refused` for one that is not there or not open to the viewer, WordsNeeded, ValueError for an action that
    does not exist, the record's NotAllowed, and Conflict where somebody acted meanwhile.
    """
    if how not in {option.code for option in actions()}:
        raise ValueError(f"There is no action called {how[:40]!r}.")
    said = words.strip()[:LONGEST]
    if not said:
        raise WordsNeeded
    return _kept(record, concern, how, said, now, knowing)


def open_again(record: OpenRecord, concern: UUID, *, words: str, now: datetime, knowing: int) -> Written:
    """Open a closed concern again; what was done stays in its history. Raises as `act` does."""
    return _kept(record, concern, OPENED_AGAIN, words.strip()[:LONGEST], now, knowing)


def _kept(record: OpenRecord, concern: UUID, how: str, words: str, now: datetime, knowing: int) -> Written:
    one_at_a_time(cursor(), concern)  # so that whoever is named meanwhile is barred from this act too
    stored = record.read("Observation", concern)
    found = next((each for each in concerns_about([record.patient]) if each.entry.id == concern), None)
    if found is None or len(found.acts) != knowing or (how == OPENED_AGAIN and found.is_open):
        raise Conflict(concern, len(found.acts) if found else None)
    author = record.viewer.practitioner
    made = ConcernAct(act_id(concern, knowing + 1), record.patient, concern, how, words, now, author)
    return record.keep(made.to_fhir(), concerns.labels_of_act(cursor(), stored))
