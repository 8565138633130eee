"""Facts as tests write them: about one invented person, by invented staff, at plain moments."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from kith.care.facts import Held
from kith.care.telling import Telling
from kith.catalogue.components import DailyEntry
from kith.catalogue.facts import fact_id
from kith.catalogue.kinds import Fact
from kith.catalogue.loader import catalogue

PATIENT, EVA, SAM, ELIZA = (UUID(int=number) for number in (7, 11, 12, 13))
NAMES = {EVA: "Eva Lindholm", SAM: "Samuel Price", ELIZA: "Eliza Marsh"}
NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)
MORNING = datetime(2026, 11, 1, 9, tzinfo=UTC)

RIGHT: dict[str, dict[str, Any]] = {
    "texture": {"known": "known", "food": "4", "drink": "2", "source": "professional"},
    "moving": {"known": "known", "people": "two", "with": ["hoist"], "source": "professional"},
    "calms": {"known": "known", "calms": "Singing", "frightens": "Noise", "source": "family"},
    "risk": {"known": "known", "about": "falls", "what": "Trips", "helps": "His frame", "source": "staff"},
}
"""Answers that are right, for kinds that tests often need."""


def fact(kind: str, answers: dict[str, Any] | None = None, *, by: UUID = EVA, patient: UUID = PATIENT,
         at: datetime = MORNING, note: str = "", id: UUID | None = None) -> DailyEntry:  # fmt: skip
    """An entry of this kind as the sheet would make it."""
    held = catalogue().kind(kind)
    own = fact_id(patient, kind) if held.fact is Fact.ONE else uuid4()
    return DailyEntry(
        id=id or own, kind=kind, definition=held.canonical, patient=patient, occurred=at, author=by, made=at,
        answers=RIGHT[kind] if answers is None else answers, note=note,
    )  # fmt: skip


def held(kind: str, answers: dict[str, Any] | None = None, *, by: UUID = EVA, version: int = 1, hours: float = 0,
         removed: bool = False, note: str = "", custodian: int = 1, patient: UUID = PATIENT) -> Held:  # fmt: skip
    """A version of a fact, recorded so many hours after the morning."""
    at = MORNING + timedelta(hours=hours)
    entry = fact(kind, answers, by=by, at=at, note=note, patient=patient)
    return Held(entry.withdrawn() if removed else entry, version, by, at, custodian, removed)


def telling() -> Telling:
    """What presenters need, at one afternoon."""
    return Telling(catalogue().current, NOW, names=NAMES)
