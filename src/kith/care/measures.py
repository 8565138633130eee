"""What a day adds up to: a sum of what is taken, the last of what is measured, how long, else how often."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kith.care.sayings import OFFERED, amount, decimal, is_taken, number, times
from kith.catalogue.components import DailyEntry
from kith.catalogue.kinds import EntryKind, Part

WITHDRAWN = "entered-in-error"


class How(StrEnum):
    """How several entries of one kind become one figure of a day."""

    SUM = "sum"
    LAST = "last"
    LONG = "long"
    COUNT = "count"


@dataclass(frozen=True)
class Measure:
    """What is followed of one kind, and how. `part` is None where only the number of entries counts."""

    kind: EntryKind
    how: How
    part: Part | None = None

    @property
    def adds_up(self) -> bool:
        """Whether a day that still runs has only a part of its figure."""
        return self.how in (How.SUM, How.LONG)

    @property
    def unit(self) -> str:
        """What stands beside the figures."""
        if self.how is How.LONG:
            return "hours"
        if self.part is None:
            return "how often"
        return self.part.unit.words if self.part.unit else ""

    def words(self, value: Decimal) -> str:
        """A value with its unit; a length as "8 h 30 min"; a count as "3 times"."""
        if self.how is How.LONG:
            return _length(value)
        if self.part is None:
            return times(int(value))
        return amount(value, self.part)

    @property
    def offered(self) -> Part | None:
        """The part that says how much was offered, where the part is how much was taken."""
        return self.kind.by_key.get(OFFERED) if self.part and is_taken(self.part) else None


@dataclass(frozen=True)
class Figure:
    """A measure's figure over some time. No entries means that nothing is known: never nought."""

    measure: Measure
    value: Decimal
    offered: Decimal | None
    entries: int

    @property
    def words(self) -> str:
        """The figure with its unit."""
        return self.measure.words(self.value)

    @property
    def short(self) -> str:
        """As short as a narrow cell needs; the unit stands in the row's heading."""
        if self.measure.how is How.LONG:
            return f"{self.value / 60:.1f}"
        return number(self.value).replace(",", "")


def measure(kind: EntryKind) -> Measure:
    """How entries of a kind are followed from day to day."""
    for part in kind.parts:
        if is_taken(part):
            return Measure(kind, How.SUM, part)
        if part.value and part.type.is_number:
            return Measure(kind, How.LAST, part)
        if kind.takes_period and _is_length(part):
            return Measure(kind, How.LONG, part)
    return Measure(kind, How.COUNT)


def followed(kind: EntryKind, part: str) -> Measure | None:
    """The measure of one named part, for its trend; None where it is not a number, or no event of a day."""
    found = kind.by_key.get(part)
    if found is None or kind.fact or not found.type.is_number:
        return None
    if kind.takes_period and _is_length(found):
        return Measure(kind, How.LONG, found)
    return Measure(kind, How.SUM if is_taken(found) or found.key == OFFERED else How.LAST, found)


def figure(measure: Measure, entries: Sequence[DailyEntry]) -> Figure | None:
    """The figure of these entries, oldest first; None when there are none.

    Where none of them answers the measure, it is told how often there was one: that is not nothing.
    """
    stood = standing(entries, measure.kind.key)
    if not stood:
        return None
    told = [entry for entry in stood if _answers(entry, measure)]
    if not told:
        return figure(Measure(measure.kind, How.COUNT), stood)
    offered = measure.offered
    return Figure(
        measure,
        _value(measure, told),
        _sum(told, offered.key) if offered else None,
        len(told),
    )


def standing(entries: Sequence[DailyEntry], kind: str | None = None) -> list[DailyEntry]:
    """The entries that have not been withdrawn, of one kind or of all."""
    return [entry for entry in entries if entry.status != WITHDRAWN and (kind is None or entry.kind == kind)]


def value_of(measure: Measure, entry: DailyEntry) -> Decimal:
    """What one entry says about a measure, a length in minutes. The entry must answer it."""
    if measure.how is How.LONG:
        return _minutes(measure, entry)
    return (_number(entry, measure.part.key) or Decimal(0)) if measure.part else Decimal(1)


def _value(measure: Measure, told: list[DailyEntry]) -> Decimal:
    values = [value_of(measure, entry) for entry in told]
    return values[-1] if measure.how is How.LAST else _plain(sum(values, Decimal(0)))


def _answers(entry: DailyEntry, measure: Measure) -> bool:
    if measure.how is How.LONG:
        return entry.until is not None or _number(entry, _part(measure)) is not None
    return measure.part is None or _number(entry, measure.part.key) is not None


def _sum(entries: list[DailyEntry], part: str) -> Decimal:
    return _plain(sum((_number(entry, part) or Decimal(0) for entry in entries), Decimal(0)))


def _minutes(measure: Measure, entry: DailyEntry) -> Decimal:
    """The hours that somebody gave (a broken night is shorter than its bed-time), else from when to when."""
    if (hours := _number(entry, _part(measure))) is not None:
        return hours * 60
    length = (entry.until or entry.occurred) - entry.occurred
    return Decimal(round(length.total_seconds() / 60))


def _part(measure: Measure) -> str:
    return measure.part.key if measure.part else ""


def _is_length(part: Part) -> bool:
    return part.type.is_number and part.unit is not None and part.unit.ucum == "h"


def _length(minutes: Decimal) -> str:
    hours, left = divmod(int(minutes), 60)
    return f"{hours} h {left} min" if hours and left else f"{hours} h" if hours else f"{left} min"


def _plain(total: Decimal) -> Decimal:
    """A sum is worked out, not measured: noughts at its end say nothing."""
    return total.normalize()


def _number(entry: DailyEntry, part: str) -> Decimal | None:
    return decimal(entry.answers.get(part))
