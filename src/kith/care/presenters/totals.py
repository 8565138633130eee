"""A day's totals, and how they compare with the seven days before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from kith.care.measures import Figure, How, Measure, figure, measure
from kith.care.sayings import Phrase, amount, number
from kith.care.telling import Telling
from kith.catalogue.components import DailyEntry

MARKED = Decimal("0.2")
"""A total is said to have changed from a fifth more or less than the earlier days' average."""


@dataclass(frozen=True)
class Total:
    """Offered and taken of one kind, with the earlier days in a sentence."""

    kind: str
    part: str
    title: str
    taken: str
    offered: str
    short: str
    share: int | None
    earlier: str
    change: str
    direction: str


def totals(entries: Sequence[DailyEntry], day: date, telling: Telling) -> list[Total]:
    """The totals of a day for each kind that is summed, when it or a day of the week before has any."""
    summed = [measure(kind) for kind in telling.kinds.values()]
    made = (_total(entries, day, each, telling) for each in summed if each.how is How.SUM)
    return [total for total in made if total is not None]


def _total(entries: Sequence[DailyEntry], day: date, each: Measure, telling: Telling) -> Total | None:
    today = figure(each, telling.in_day(entries, day))
    before = _earlier(entries, day, each, telling)
    if today is None and not before and not each.kind.prominent:
        return None
    change = _change(today, before, each)
    return Total(
        kind=each.kind.key,
        part=each.part.key if each.part else "",
        title=telling.title(each.kind.key),
        taken=today.words if today else "",
        offered=_offered(today, each),
        short=f"{number(today.value)} of {_offered(today, each)}" if today and today.offered else "",
        share=_share(today),
        earlier=_earlier_words(before, each, unfinished=day == telling.today),
        change=change.said if change else "",
        direction=change.label if change else "",
    )


def _earlier(entries: Sequence[DailyEntry], day: date, each: Measure, telling: Telling) -> list[Decimal]:
    """The figures of the seven days before, up to the same time of day; days without any are left out."""
    reached = min(telling.now, telling.rule.span(day).end) - telling.rule.start(day)
    found = []
    for other in telling.rule.week(day, 8)[:-1]:
        until: datetime = telling.rule.start(other) + reached
        told = figure(each, [e for e in telling.in_day(entries, other) if e.occurred < until])
        if told:
            found.append(told.value)
    return found


def _offered(today: Figure | None, each: Measure) -> str:
    if today is None or today.offered is None or each.offered is None:
        return ""
    return amount(today.offered, each.offered)


def _share(today: Figure | None) -> int | None:
    if today is None or not today.offered:
        return None
    return min(100, round(today.value * 100 / today.offered))


def _earlier_words(before: list[Decimal], each: Measure, *, unfinished: bool) -> str:
    if not before or each.part is None:
        return "Nothing recorded on the 7 days before to compare with."
    by = "by this time, " if unfinished else ""
    return f"{amount(_mean(before), each.part)} {by}on average of {len(before)} of the 7 days before"


def _change(today: Figure | None, before: list[Decimal], each: Measure) -> Phrase | None:
    """Said only where today lies outside everything that the earlier days saw, by a fifth or more."""
    if today is None or len(before) < 3 or not (mean := _mean(before)):
        return None
    by = (today.value - mean) / mean
    if abs(by) < MARKED or min(before) <= today.value <= max(before):
        return None
    direction = "more" if by > 0 else "less"
    return Phrase(direction, "", f"{round(abs(by) * 100)} % {direction} than usual")


def _mean(values: list[Decimal]) -> Decimal:
    mean = sum(values, Decimal(0)) / len(values)
    return Decimal(round(mean)) if mean >= 20 else round(mean, 1).normalize()
