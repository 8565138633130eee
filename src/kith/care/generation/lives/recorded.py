"""Standing facts as entries of the record, each with the day since which it is known and whoever wrote it down."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

from kith.care.days import LONDON
from kith.care.generation.drawing import id_at
from kith.care.generation.lives.character import Character
from kith.care.generation.lives.standing import Told, standing
from kith.catalogue.components import DailyEntry
from kith.catalogue.facts import fact_id
from kith.catalogue.kinds import Fact, PartType
from kith.catalogue.loader import catalogue

MADE_BEFORE = timedelta(days=30)
"""So long before it was copied here was a CPR decision signed."""


def recorded(who: Character, patient: UUID, since: datetime, by: Sequence[UUID]) -> list[DailyEntry]:
    """Their facts as recorded from the moment on which they came, a minute apart. `by` are two who write facts down."""
    lot = Random(f"{who.key} {patient} recorded")  # noqa: S311 - invented data, no secret
    return [
        _entry(told, patient, since + timedelta(minutes=place), by[told.by % len(by)], lot)
        for place, told in enumerate(standing(who), 1)
    ]


def _entry(told: Told, patient: UUID, made: datetime, author: UUID, lot: Random) -> DailyEntry:
    signed = (made - MADE_BEFORE).date()  # the one day that `standing` leaves open
    answers = {key: signed if value is None else value for key, value in told.answers.items()}
    return fact_entry(
        told.kind, patient, made, author, answers, note=told.note, new_id=lambda: id_at(made, lot)
    )


def fact_entry(
    key: str,
    patient: UUID,
    made: datetime,
    author: UUID,
    answers: Mapping[str, Any],
    *,
    note: str,
    new_id: Callable[[], UUID],
) -> DailyEntry:
    """A fact as it is recorded: known from the beginning of its day. `new_id` is for kinds of which there may be many."""
    kind = catalogue().kind(key)
    midnight = made.astimezone(LONDON).replace(hour=0, minute=0, second=0, microsecond=0)
    return DailyEntry(
        id=fact_id(patient, kind.key) if kind.fact is Fact.ONE else new_id(),
        kind=kind.key,
        definition=kind.canonical,
        patient=patient,
        occurred=midnight.astimezone(UTC) if kind.fact else made,
        author=author,
        made=made,
        answers={part: _answer(kind.by_key[part].type, value) for part, value in answers.items()},
        note=note,
    )


def _answer(type: PartType, value: Any) -> Any:
    return Decimal(str(value)) if type is PartType.QUANTITY else value
