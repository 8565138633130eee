"""A service's day cut into spells (morning, afternoon, evening, night), and the gaps in what was recorded."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from kith.care.days import LONDON, ServiceDay, Span

LONGEST = timedelta(hours=4)
"""A stretch without any entry that is longer than this is shown as a gap."""

CUTS = ((time(7), "Morning"), (time(12), "Afternoon"), (time(17), "Evening"), (time(22), "Night"))


@dataclass(frozen=True)
class Spell:
    """A part of the day with its plain name."""

    name: str
    span: Span


def spells(rule: ServiceDay, day: date) -> list[Spell]:
    """The day's spells in order, from its start to its end, without gap or overlap."""
    whole = rule.span(day)
    cuts = sorted({whole.start, *_cuts_inside(rule, day, whole)})
    ends = [*cuts[1:], whole.end]
    return [Spell(_name(rule, start), Span(start, end)) for start, end in zip(cuts, ends, strict=True)]


def gaps(
    covered: Iterable[tuple[datetime, datetime | None]], within: Span, longest: timedelta = LONGEST
) -> list[Span]:
    """The stretches longer than `longest` in which nothing was recorded. A period covers its whole length."""
    found, reached = [], within.start
    for start, end in sorted((start, end or start) for start, end in covered):
        if start - reached > longest:
            found.append(Span(reached, start))
        reached = max(reached, end)
    if within.end - reached > longest:
        found.append(Span(reached, within.end))
    return found


def _cuts_inside(rule: ServiceDay, day: date, whole: Span) -> list[datetime]:
    days = (day, day + timedelta(days=1))
    moments = [ServiceDay(at).start(each) for each in days for at, name in CUTS if not _absorbed(rule, at)]
    return [moment for moment in moments if whole.holds(moment)]


def _absorbed(rule: ServiceDay, at: time) -> bool:
    """An early start makes its own morning: 07:00 then cuts nothing."""
    return at == time(7) and time(5) <= rule.starts < time(7)


def _name(rule: ServiceDay, start: datetime) -> str:
    at = start.astimezone(LONDON).time()
    if _absorbed(rule, time(7)) and at == rule.starts:
        return "Morning"
    names = [name for cut, name in CUTS if cut <= at]
    return names[-1] if names else "Night"
