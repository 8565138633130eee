"""Texts of daily entries with gaps for id, person, author and moments: drawn once, filled a million times.

Each is written by the catalogue's own component, so that what is filled in reads as any other entry.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from math import ceil, floor
from random import Random
from typing import Any
from uuid import UUID

from kith.catalogue import exact
from kith.catalogue.categories import Category, Tier
from kith.catalogue.components import DailyEntry
from kith.catalogue.kinds import EntryKind, Part, PartType
from kith.catalogue.loader import catalogue

# What a home records, and how often among a hundred entries.
OFTEN = {
    "drink": 28, "food": 14, "toileting": 12, "night-check": 8, "turning": 5, "medicine": 5, "washing": 4, "dressing": 3,
    "mood": 4, "activity": 4, "group-activity": 2, "mobility": 3, "waking": 2, "bedtime": 2, "mouth-care": 2,
    "weight": 1, "blood-pressure": 1, "pulse": 1, "temperature": 1, "oxygen": 1, "skin-check": 1, "note": 1,
}  # fmt: skip
VARIANTS = 40
"""Different answers for each kind."""

_ID, _PATIENT, _AUTHOR = (UUID(int=0x5EED << 64 | place) for place in (1, 2, 3))
_MOMENT = datetime(1999, 9, 9, 9, 9, 9, 999000, tzinfo=UTC)
_MOMENT_TEXT = "1999-09-09T09:09:09.999+00:00"
_WORDS = (
    "Enjoyed it.",
    "Asked for more time.",
    "Cheerful and chatty.",
    "A little tired.",
    "As on other days.",
)


@dataclass(frozen=True)
class Form:
    """An entry's text with gaps, and how it is labelled."""

    text: str
    category: Category
    tier: Tier

    def filled(self, id: UUID, patient: UUID, author: UUID, moment: datetime) -> str:
        """The entry of this author about this person at this moment."""
        when = moment.isoformat(timespec="milliseconds")
        return (
            self.text.replace(str(_ID), str(id))
            .replace(str(_PATIENT), str(patient))
            .replace(str(_AUTHOR), str(author))
            .replace(_MOMENT_TEXT, when)
        )


def forms(lot: Random) -> list[Form]:
    """Forms in the proportion in which a home records, drawn by this lot."""
    pool = []
    for key, often in OFTEN.items():
        kind = catalogue().kind(key)
        drawn = [_form(kind, lot) for _ in range(VARIANTS)]
        pool += [drawn[place % VARIANTS] for place in range(often * VARIANTS)]
    return pool


def _form(kind: EntryKind, lot: Random) -> Form:
    entry = DailyEntry(
        id=_ID, kind=kind.key, definition=kind.canonical, patient=_PATIENT, occurred=_MOMENT, author=_AUTHOR,
        made=_MOMENT, answers=answers(kind, lot),
        note=lot.choice(_WORDS) if kind.note.allowed and lot.random() < 0.2 else "",
    )  # fmt: skip
    return Form(exact.dumps(entry.to_fhir()), entry.category, entry.tier)


def answers(kind: EntryKind, lot: Random) -> dict[str, Any]:
    """Usual answers to what must be answered, and to some of the rest; parts that depend on others are left out."""
    given: dict[str, Any] = {}
    for part in kind.parts:
        if part.shown_when is None and (part.required or lot.random() < 0.4):
            given[part.key] = _answer(part, given, lot)
    return given


def _answer(part: Part, given: dict[str, Any], lot: Random) -> Any:
    match part.type:
        case PartType.CHOICE:
            return lot.choice(part.options).code
        case PartType.CHOICES:
            return [lot.choice(part.options).code]
        case PartType.YESNO:
            return lot.random() < 0.8
        case PartType.QUANTITY | PartType.INTEGER:
            return _number(part, given, lot)
        case PartType.TIME:
            return _MOMENT.time().replace(microsecond=0)
        case PartType.MOMENT:
            return _MOMENT
        case PartType.DATE:
            return _MOMENT.date()
    return lot.choice(_WORDS)


def _number(part: Part, given: dict[str, Any], lot: Random) -> Decimal | int:
    low = max(each for each in (part.possible.low, part.usual.low, Decimal(0)) if each is not None)
    high = min(
        each for each in (part.possible.high, part.usual.high, given.get(part.at_most)) if each is not None
    )
    if part.type is PartType.INTEGER:
        return lot.randint(int(low), int(high))
    quarters = lot.randint(ceil(low * 4), floor(high * 4))
    return Decimal(quarters) / 4
