"""How the entries of one day become one figure, and which entries count."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from kith.care.noticing.entries import Entry, Ledger
from kith.care.sayings import decimal
from kith.catalogue.noticing import MeasureOf, NoticingRule, Reads

HOUR = 3600


@dataclass(frozen=True)
class DayFigure:
    """A day's figure and the entries it was made of. `values` are what each entry said."""

    day: date
    value: Decimal
    values: tuple[Decimal, ...]
    entries: tuple[Entry, ...]


def day_figure(ledger: Ledger, rule: NoticingRule, day: date) -> DayFigure | None:
    """The figure of a day; None when no entry answers. Nothing recorded is never nought (practice, rule 15)."""
    (reads,) = rule.reads
    told = [(entry, said_by(entry, reads, rule.measure)) for entry in ledger.on(reads.kind.key, day)]
    known = [(entry, value) for entry, value in told if value is not None]
    if not known:
        return None
    values = tuple(value for _, value in known)
    return DayFigure(day, _one(values, rule.measure), values, tuple(entry for entry, _ in known))


def said_by(entry: Entry, reads: Reads, measure: MeasureOf) -> Decimal | None:
    """What one entry says about a measure; None when it says nothing about it."""
    if reads.part is None or not _meant(entry, reads):
        return None
    answer = entry.answers.get(reads.part.key)
    match measure:
        case MeasureOf.LENGTH:
            return _hours(entry, answer)
        case MeasureOf.LEVEL:
            level = reads.levels.get(answer) if reads.levels and isinstance(answer, str) else None
            return None if level is None else Decimal(level)
        case MeasureOf.SHARE:
            return None if answer is None else Decimal(counts(entry, reads))
    return decimal(answer)


def counts(entry: Entry, reads: Reads) -> bool:
    """Whether an entry is one of those that a rule counts."""
    if not _meant(entry, reads):
        return False
    if reads.part is None:
        return True
    answer = entry.answers.get(reads.part.key)
    if reads.at_most is not None:
        number = decimal(answer)
        return number is not None and number <= reads.at_most
    if reads.values:
        return any(each in reads.values for each in _listed(answer))
    return answer is not None


def counted(ledger: Ledger, rule: NoticingRule, day: date) -> list[Entry]:
    """The entries of a day that a rule counts, each once whatever it says twice, oldest first."""
    found = {
        entry.id: entry
        for reads in rule.reads
        for entry in ledger.on(reads.kind.key, day)
        if counts(entry, reads)
    }
    return sorted(found.values(), key=lambda entry: (entry.occurred, entry.id))


def recorded(ledger: Ledger, rule: NoticingRule, day: date) -> int:
    """How many entries of the kinds that a rule reads a day has, whether they count or not."""
    return sum(len(ledger.on(kind.key, day)) for kind in rule.kinds)


def _meant(entry: Entry, reads: Reads) -> bool:
    if reads.only is None:
        return True
    part, values = reads.only
    return any(each in values for each in _listed(entry.answers.get(part)))


def _listed(answer: Any) -> Sequence[Any]:
    return answer if isinstance(answer, list | tuple) else () if answer is None else (answer,)


def _hours(entry: Entry, answer: Any) -> Decimal | None:
    """The hours that somebody gave (a broken night is shorter than its bed-time), else from when to when."""
    given = decimal(answer)
    if given is not None or entry.until is None:
        return given
    return Decimal(round((entry.until - entry.occurred).total_seconds())) / HOUR


def _one(values: tuple[Decimal, ...], measure: MeasureOf) -> Decimal:
    total = sum(values, Decimal(0))
    if measure in (MeasureOf.TOTAL, MeasureOf.LENGTH):
        return total
    if measure is MeasureOf.NUMBER:
        held = sorted(values)
        return (held[(len(held) - 1) // 2] + held[len(held) // 2]) / 2
    return total / len(values)
