"""What a handover says in sums: food and drink, the night, the routine. Nothing recorded is said, never nought."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from kith.care.days import ONE, Span, clock
from kith.care.handover.since import moment
from kith.care.measures import Figure, How, Measure, figure, measure, standing
from kith.care.sayings import amount, number, sentence, times
from kith.care.spells import spells
from kith.care.telling import Telling
from kith.catalogue.components import DailyEntry

Days = list[tuple[date, str]]
YOUNG = timedelta(hours=6)
"""A day that began less than this ago says little: the day before is told beside it."""
AFTER_NIGHT = timedelta(hours=6)
"""For so long after it has ended, the night is told."""
NIGHT = "Night"
MOST_SORTS = 4
"""So many sorts of routine are named; the others are counted together."""


def intake(entries: Sequence[DailyEntry], telling: Telling) -> list[str]:
    """Food and drink of the service's day so far, offered and taken; of the day before too when this one is young.

    One line for each sort: a part of the handover must fit on a phone's screen in the morning too.
    """
    today = telling.today
    days = [(today, f"today since {clock(telling.rule.start(today))}")]
    if telling.now - telling.rule.start(today) < YOUNG:
        days.insert(0, (today - ONE, "in the day before"))
    followed = [measure(kind) for kind in telling.kinds.values() if kind.prominent]
    return [
        f"{telling.title(each.kind.key)} {_over(each, days, entries, telling)}."
        for each in followed
        if each.how is How.SUM
    ]


def _over(each: Measure, days: Days, entries: Sequence[DailyEntry], telling: Telling) -> str:
    said = (f"{words}: {_amounts(figure(each, telling.in_day(entries, day)))}" for day, words in days)
    return "; ".join(said)


def _amounts(found: Figure | None) -> str:
    if found is None:
        return "nothing recorded"
    if found.offered is None or found.measure.offered is None:
        return found.words
    return f"{number(found.value)} of {amount(found.offered, found.measure.offered)}"


def night(entries: Sequence[DailyEntry], telling: Telling) -> str:
    """How the last night went, while it runs and for some hours after; empty at other times of the day."""
    span = _last_night(telling)
    if span is None:
        return ""
    inside = [entry for entry in standing(entries) if span.holds(entry.occurred)]
    slept = [entry for entry in inside if entry.kind == "sleep"]
    if slept:
        return f"Night: {_slept(slept[-1], telling)}."
    checks = [entry for entry in inside if entry.kind == "night-check"]
    if checks:
        kind = telling.kinds["night-check"]
        last = sentence(kind, checks[-1].answers, telling.register)
        return f"Night: checked {times(len(checks))}, the last time at {clock(checks[-1].occurred)}: {last}."
    return f"Night, {clock(span.start)} to {clock(min(span.end, telling.now))}: nothing recorded about sleep."


def _slept(entry: DailyEntry, telling: Telling) -> str:
    until = f" to {clock(entry.until)}" if entry.until else ""
    said = sentence(telling.kinds["sleep"], entry.answers, telling.register)
    return f"{clock(entry.occurred)}{until}, {said}"


def _last_night(telling: Telling) -> Span | None:
    for day in (telling.today, telling.today - ONE):
        span = _night_of(day, telling)
        if span and span.start < telling.now < span.end + AFTER_NIGHT:
            return span
    return None


def _night_of(day: date, telling: Telling) -> Span | None:
    return next((spell.span for spell in spells(telling.rule, day) if spell.name == NIGHT), None)


def routine(entries: Iterable[DailyEntry], others: int, telling: Telling) -> str:
    """What was written down besides, counted: "Also recorded: Drink 4 times, Wash once."."""
    counted = Counter(telling.title(entry.kind) for entry in entries)
    said = [f"{title} {times(count)}" for title, count in counted.most_common(MOST_SORTS)]
    if rest := counted.total() - sum(count for _, count in counted.most_common(MOST_SORTS)):
        said.append("1 other entry" if rest == 1 else f"{rest} other entries")
    if others:
        said.append(f"from another system {times(others)}")
    return f"Also recorded: {', '.join(said)}." if said else ""


def to_do(entries: Iterable[DailyEntry], telling: Telling) -> Iterator[str]:
    """What must be done next: notes and advice that ask for it, the soonest first."""
    asked = [entry for entry in standing(list(entries)) if entry.answers.get("must-do") is True]
    for entry in sorted(asked, key=lambda each: str(each.answers.get("by-when", ""))):
        yield f"{entry.answers.get('action', '').rstrip('. ')}{_by_when(entry, telling)}."


def _by_when(entry: DailyEntry, telling: Telling) -> str:
    due = entry.answers.get("by-when")
    if due is None:
        return ""
    return f", by {moment(due, telling)}" if due >= telling.now else f", was due at {moment(due, telling)}"
