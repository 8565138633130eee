"""One person's day: a timeline by spells, with the same weekday a week ago beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from kith.care.days import ONE, Span, clock, lasting, named
from kith.care.measures import figure, measure, standing
from kith.care.presenters.item import Item, item
from kith.care.presenters.totals import Total, totals
from kith.care.sayings import phrases, times
from kith.care.spells import Spell, gaps, spells
from kith.care.telling import Telling
from kith.catalogue.components import DailyEntry
from kith.catalogue.kinds import EntryKind

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Gap:
    """A stretch in which nothing was recorded, in words."""

    said: str
    start: str


@dataclass(frozen=True)
class Beside:
    """A week before, one kind in one spell: "Drink", "450 ml of 600 ml", "3 times"."""

    title: str
    said: str


@dataclass(frozen=True)
class DaySpell:
    """A spell with what was recorded, its gaps in place, and the week before beside it."""

    name: str
    hours: str
    lines: tuple[Item | Gap, ...]
    beside: tuple[Beside, ...]
    ahead: bool
    running: bool


@dataclass(frozen=True)
class DayPage:
    """All that the page of a day shows."""

    day: date
    title: str
    hours: str
    is_today: bool
    before: date
    after: date | None
    beside_day: date
    beside_title: str
    spells: tuple[DaySpell, ...]
    totals: tuple[Total, ...]
    changes: tuple[Total, ...]
    helped: tuple[str, ...]
    helpers_week: str
    empty: bool
    elsewhere: str


def day_page(
    entries: Sequence[DailyEntry],
    day: date,
    telling: Telling,
    *,
    others: Sequence[datetime] = (),
    acts: Sequence[Item] = (),
) -> DayPage:
    """The page of one day. `entries` must reach back fourteen days, so that a week stands beside it.

    `others` are the moments of observations from other systems, which this page counts but cannot show.
    `acts` are what was done about changes that were noticed, and stand in the timeline.
    """
    span = telling.rule.span(day)
    counted = tuple(totals(entries, day, telling))
    mine = telling.in_day(entries, day)
    elsewhere = sum(span.holds(moment) for moment in others)
    return DayPage(
        day=day,
        title=named(day, telling.today),
        hours=f"{clock(span.start)} to {clock(span.end)}",
        is_today=day == telling.today,
        before=day - ONE,
        after=day + ONE if day < telling.today else None,
        beside_day=day - WEEK,
        beside_title=named(day - WEEK, telling.today),
        spells=_spells(entries, day, telling, acts),
        totals=counted,
        changes=tuple(total for total in counted if total.change),
        helped=tuple(sorted({telling.who(who) for who in helpers(mine)})),
        helpers_week=_helpers_week(entries, day, telling),
        empty=not mine and not elsewhere,
        elsewhere=_elsewhere(elsewhere),
    )


def _elsewhere(number: int) -> str:
    if not number:
        return ""
    things = "1 more thing is" if number == 1 else f"{number} more things are"
    return f"{things} in the record for this day, from another system. This page cannot show it yet."


def helpers(entries: Sequence[DailyEntry]) -> set[UUID]:
    """Everybody who recorded or helped (practice, rule 20)."""
    found: set[UUID] = set()
    for entry in standing(entries):
        found |= {who for who in (entry.author, *entry.helpers) if who}
    return found


def _helpers_week(entries: Sequence[DailyEntry], day: date, telling: Telling) -> str:
    this = _different(entries, telling.rule.week(day), telling)
    last = _different(entries, telling.rule.week(day - WEEK), telling)
    if not this:
        return "Nobody is recorded as having helped in these 7 days."
    people = "1 person" if this == 1 else f"{this} different people"
    return f"{people} helped in these 7 days; {last or 'nobody recorded'} in the 7 before."


def _different(entries: Sequence[DailyEntry], days: list[date], telling: Telling) -> int:
    span = telling.rule.over(days)
    return len(helpers([entry for entry in entries if span.holds(entry.occurred)]))


def _spells(
    entries: Sequence[DailyEntry], day: date, telling: Telling, acts: Sequence[Item]
) -> tuple[DaySpell, ...]:
    empty = _gaps(entries, day, telling)
    mine, theirs = telling.in_day(entries, day), telling.in_day(entries, day - WEEK)
    if not mine and not theirs:
        return ()  # the page says so once
    cut = zip(spells(telling.rule, day), spells(telling.rule, day - WEEK), strict=False)
    return tuple(_spell(now, mine, before, theirs, empty, telling, acts) for now, before in cut)


def _spell(
    now: Spell,
    mine: list[DailyEntry],
    before: Spell,
    theirs: list[DailyEntry],
    empty: list[Span],
    telling: Telling,
    acts: Sequence[Item],
) -> DaySpell:
    placed: list[tuple[datetime, Item | Gap]] = [
        *((entry.occurred, item(entry, telling)) for entry in mine if now.span.holds(entry.occurred)),
        *((gap.start, _gap(gap)) for gap in empty if now.span.holds(gap.start)),
        *((act.moment, act) for act in acts if now.span.holds(act.moment)),
    ]
    return DaySpell(
        name=now.name,
        hours=f"{clock(now.span.start)} to {clock(now.span.end)}",
        lines=tuple(line for _, line in sorted(placed, key=lambda pair: pair[0])),
        beside=tuple(_beside([e for e in theirs if before.span.holds(e.occurred)], telling)),
        ahead=now.span.start > telling.now,
        running=now.span.holds(telling.now),
    )


def _gaps(entries: Sequence[DailyEntry], day: date, telling: Telling) -> list[Span]:
    span = telling.rule.span(day)
    near = standing([entry for entry in entries if span.start - ONE < entry.occurred < span.end])
    if not near:
        return []  # the page says once that nothing is recorded
    within = Span(span.start, min(max(telling.now, span.start), span.end))
    covered = [(e.occurred, e.until) for e in near if (e.until or e.occurred) >= span.start]
    return gaps(covered, within)


def _gap(gap: Span) -> Gap:
    length = lasting(gap.length)
    return Gap(f"Nothing recorded from {clock(gap.start)} to {clock(gap.end)} ({length})", clock(gap.start))


def _beside(entries: list[DailyEntry], telling: Telling) -> list[Beside]:
    seen = list(dict.fromkeys(entry.kind for entry in standing(entries)))
    return [Beside(telling.title(kind), _summed(kind, entries, telling)) for kind in seen]


def _briefly(kind: EntryKind, entry: DailyEntry, telling: Telling) -> str:
    """The first two answers, numbers with their questions."""
    told = phrases(kind, entry.answers, telling.register)[:2]
    return ", ".join(each.said if any(map(str.isdigit, each.answer)) else each.answer for each in told)


def _summed(kind: str, entries: list[DailyEntry], telling: Telling) -> str:
    known = telling.kinds.get(kind)
    told = standing(entries, kind)
    if known is None:
        return times(len(told))
    if len(told) == 1:
        return _briefly(known, told[0], telling) or "once"
    summed = figure(measure(known), told)
    return summed.words if summed else times(len(told))
