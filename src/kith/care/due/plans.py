"""Plans: what is to be done for somebody and when, read from their facts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from kith.care.facts import Facts, Held
from kith.catalogue.loader import catalogue

PLAN = "must-do"
"""The kind of fact that holds what is to be done."""
ONLY_DONE = "planned-care"
"""The kind that says only that something planned was done."""
ALWAYS = "always"
LONGEST = 24
"""Hours of the longest interval."""
HOURS = tuple(f"{hour:02}" for hour in range(24))
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class Plan:
    """One thing to be done.

    `record` is the kind of entry that shows that it was done. Either `hours` (of the wall clock) and `days` (0 is
    Monday) say when, or `every` how many hours after the last time, `between` which hours: "always", "day" or "night".
    It holds from the instant `since` up to the day `until`, included.
    """

    id: UUID
    patient: UUID
    what: str
    record: str
    must: bool
    since: datetime
    until: date | None = None
    hours: tuple[int, ...] = ()
    days: tuple[int, ...] = ()
    every: int = 0
    between: str = ALWAYS


def plans_of(facts: Facts) -> list[Plan]:
    """Every plan that a clock tells, of what stands."""
    return [plan for held in facts.of(PLAN) for plan in _plan(held)]


def must_not_be_missed(answers: Mapping[str, Any]) -> bool:
    """Whether they would come to harm; where nobody has said, it is taken to be so."""
    return answers.get("harm") is not False


def _plan(held: Held) -> Iterator[Plan]:
    entry, answers = held.entry, held.entry.answers
    timing = answers.get("timing")
    if answers.get("known") != "known" or timing not in ("at", "every"):
        return
    until = answers.get("until")
    yield Plan(
        id=entry.id,
        patient=entry.patient,
        what=str(answers.get("what", "")),
        record=_record(answers.get("record")),
        must=must_not_be_missed(answers),
        since=max(entry.occurred, entry.made),
        until=until if isinstance(until, date) else None,
        hours=_places(answers.get("at"), HOURS) if timing == "at" else (),
        days=_places(answers.get("days"), DAYS),
        every=_whole(answers.get("every")) if timing == "every" else 0,
        between=_between(answers.get("between")),
    )


def _places(codes: object, known: Sequence[str]) -> tuple[int, ...]:
    """Where these codes stand in a list; what another system wrote that is none of them is left out."""
    held = codes if isinstance(codes, list | tuple) else ()
    return tuple(sorted({known.index(code) for code in held if code in known}))


def _whole(hours: object) -> int:
    """An interval in whole hours; nought, which is never due, for what is none."""
    told = isinstance(hours, int | Decimal) and not isinstance(hours, bool) and 1 <= hours <= LONGEST
    return int(hours) if told else 0  # type: ignore[call-overload]  # the line before says that it is a number


def _between(code: object) -> str:
    return code if isinstance(code, str) and code in (ALWAYS, "day", "night") else ALWAYS


def _record(code: object) -> str:
    """The kind that records it; one that is no longer in use becomes "only that it was done"."""
    return code if isinstance(code, str) and code in catalogue().current else ONLY_DONE
