"""Generates daily entries that are right by their definitions, for tests of every part of the house."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from kith.catalogue.components import DailyEntry, Device
from kith.catalogue.facts import fact_id
from kith.catalogue.kinds import EntryKind, Fact, Limits, Part, PartType
from kith.catalogue.loader import catalogue

# Long before any test runs, so that no entry lies in the future.
FIRST = datetime(2020, 1, 1, tzinfo=UTC)
LAST = datetime(2025, 12, 31, tzinfo=UTC)

# Without spaces, so that no phrase that a kind refuses can come up by chance.
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCÉßñ0123456789.,'£é"
WORDS = st.text(_LETTERS, min_size=1, max_size=60)


def kinds() -> list[EntryKind]:
    """Every kind in use, by key, so that failures come in the same order every time."""
    return [kind for _, kind in sorted(catalogue().current.items())]


@st.composite
def moments(draw: st.DrawFn) -> datetime:
    """Moments in UTC to the millisecond."""
    span = int((LAST - FIRST).total_seconds() * 1000)
    return FIRST + timedelta(milliseconds=draw(st.integers(0, span)))


@st.composite
def entries(draw: st.DrawFn, kind: EntryKind | str | None = None, *, usual: bool = True) -> DailyEntry:
    """Entries that `check` finds nothing wrong with; with `usual=False` also what must be confirmed."""
    chosen = catalogue().kind(kind) if isinstance(kind, str) else kind or draw(st.sampled_from(kinds()))
    occurred = draw(moments())
    period = chosen.takes_period and draw(st.booleans())
    patient = draw(st.uuids())
    return DailyEntry(
        id=fact_id(patient, chosen.key) if chosen.fact is Fact.ONE else draw(st.uuids()),
        kind=chosen.key,
        definition=chosen.canonical,
        patient=patient,
        occurred=occurred,
        until=occurred + timedelta(minutes=draw(st.integers(0, 24 * 60))) if period else None,
        answers=draw(answers(chosen, usual=usual)),
        note=draw(st.just("") | WORDS) if chosen.note.allowed else "",
        author=draw(st.uuids()),
        helpers=tuple(draw(st.lists(st.uuids(), max_size=3, unique=True))),
        made=draw(moments()),
        device=draw(st.none() | st.builds(Device, moments(), st.integers(-3600, 3600))),
    )


@st.composite
def answers(draw: st.DrawFn, kind: EntryKind, *, usual: bool = True) -> dict[str, Any]:
    """Answers to the required parts and to some of the others, in agreement with each other."""
    given: dict[str, Any] = {}
    for part in kind.parts:
        if _asked(part, given) and (part.required or draw(st.booleans())):
            given[part.key] = draw(answer(part, _highest(part, given), usual=usual))
    return given


def answer(part: Part, highest: Decimal | None = None, *, usual: bool = True) -> st.SearchStrategy[Any]:
    """Right answers to one part, none above `highest`."""
    codes = [option.code for option in part.options]
    match part.type:
        case PartType.CHOICE:
            return st.sampled_from(codes)
        case PartType.CHOICES:
            return st.lists(st.sampled_from(codes), min_size=1, max_size=4, unique=True)
        case PartType.YESNO:
            return st.booleans()
        case PartType.TEXT:
            return WORDS
        case PartType.TIME:
            return st.builds(time, st.integers(0, 23), st.integers(0, 59))
        case PartType.MOMENT:
            return moments()
        case PartType.DATE:
            return st.dates(FIRST.date(), LAST.date())
        case PartType.INTEGER:
            low, high = _ends(part, highest, usual)
            return st.integers(int(low), int(high))
        case PartType.QUANTITY:
            low, high = _ends(part, highest, usual)
            return st.decimals(low, high, places=2, allow_nan=False, allow_infinity=False) | st.sampled_from(
                [low, high]
            )


def _asked(part: Part, given: dict[str, Any]) -> bool:
    if part.shown_when is None:
        return True
    held = given.get(part.shown_when.part)
    return any(value in (held if isinstance(held, list) else [held]) for value in part.shown_when.values)


def _highest(part: Part, given: dict[str, Any]) -> Decimal | None:
    return given.get(part.at_most)


def _ends(part: Part, highest: Decimal | None, usual: bool) -> tuple[Decimal, Decimal]:
    limits = [part.possible, part.usual] if usual else [part.possible]
    limits.append(Limits(high=highest))
    lows = [each.low for each in limits if each.low is not None]
    highs = [each.high for each in limits if each.high is not None]
    return min(max(lows), min(highs)), min(highs)
