"""The trend of any measure: a chart, the table that says the same, and the person's own earlier weeks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from kith.care.chart import Chart, Datum, chart
from kith.care.measures import Figure, How, Measure, figure
from kith.care.sayings import amount, is_taken, word
from kith.care.telling import Telling
from kith.catalogue.components import DailyEntry

RANGES = {14: "2 weeks", 28: "4 weeks", 91: "3 months", 364: "1 year"}
WIDE, NARROW = 760, 340
FEWEST = 3
"""From this many earlier days a band of the person's own range is drawn."""


@dataclass(frozen=True)
class Line:
    """A row of the table."""

    day: date
    title: str
    said: str
    offered: str
    entries: int
    recorded: bool


@dataclass(frozen=True)
class Range:
    """A length of time that can be chosen."""

    days: int
    words: str
    chosen: bool


@dataclass(frozen=True)
class TrendPage:
    """The page of one measure."""

    kind: str
    part: str
    title: str
    unit: str
    summary: str
    earlier: str
    ranges: tuple[Range, ...]
    wide: Chart | None
    narrow: Chart | None
    lines: tuple[Line, ...]
    has_offered: bool
    so_far: bool
    empty: bool


def trend_page(entries: Sequence[DailyEntry], each: Measure, days: int, telling: Telling) -> TrendPage:
    """The last `days` days. `entries` must reach back twice as far, for the person's own earlier weeks."""
    shown = telling.rule.week(telling.today, days)
    before = [day - timedelta(days=days) for day in shown]
    by_day = telling.by_day(entries)
    now = {day: figure(each, by_day.get(day, [])) for day in shown}
    then = [found for day in before if (found := figure(each, by_day.get(day, [])))]
    narrow, wide = _charts(now, shown, then, each)
    return TrendPage(
        kind=each.kind.key,
        part=each.part.key if each.part else "",
        title=_title(each, telling),
        unit=each.unit,
        summary=_summary(now, each, telling.today),
        earlier=_earlier(then, days, each),
        ranges=tuple(Range(length, words, length == days) for length, words in RANGES.items()),
        wide=wide,
        narrow=narrow,
        lines=tuple(_line(day, now[day], each, telling) for day in reversed(shown)),
        has_offered=each.offered is not None,
        so_far=each.adds_up and now[telling.today] is not None,
        empty=not any(now.values()),
    )


def _charts(
    now: dict[date, Figure | None], shown: list[date], then: list[Figure], each: Measure
) -> tuple[Chart | None, Chart | None]:
    runs = shown[-1] if each.adds_up else None
    data = [Datum(day, told.value, told.words, day == runs) for day, told in now.items() if told]
    if not data:
        return None, None
    values = [told.value for told in then]
    band = (min(values), max(values)) if len(values) >= FEWEST else None
    nought = each.adds_up
    narrow = chart(data, shown, width=NARROW, height=240, band=band, from_nought=nought)
    return narrow, chart(data, shown, width=WIDE, height=280, band=band, from_nought=nought)


def _title(each: Measure, telling: Telling) -> str:
    title = telling.title(each.kind.key)
    if each.part is None or each.part.value or is_taken(each.part):
        return title
    return f"{title}: {word(each.part.words, telling.register).lower()}"


def _summary(now: dict[date, Figure | None], each: Measure, today: date) -> str:
    told = {day: found for day, found in now.items() if found}
    over = [found for day, found in told.items() if day != today] if each.adds_up else list(told.values())
    so_far = f"{told[today].words} so far today. " if each.adds_up and today in told else ""
    if not over:
        return so_far or f"Nothing recorded in these {len(now)} days."
    recorded = f"Recorded on {'1 day' if len(told) == 1 else f'{len(told)} days'} of {len(now)}."
    if each.how is How.LAST:
        return f"Last {over[-1].words}. {recorded}"
    return f"{so_far}{_spread(over, each)} {recorded}"


def _earlier(then: list[Figure], days: int, each: Measure) -> str:
    if not then:
        return f"Nothing recorded in the {days} days before, so there is no earlier time to compare with."
    return f"In the {days} days before: {_spread(then, each)}"


def _spread(told: list[Figure], each: Measure) -> str:
    values = [found.value for found in told]
    mean = sum(values, Decimal(0)) / len(values)
    kept = Decimal(round(mean)) if mean >= 200 or each.how is How.LONG else round(mean, 1)
    a_day = " a day" if each.adds_up else ""
    low, high = each.words(min(values)), each.words(max(values))
    if low == high:
        return f"{low}{a_day}."
    return f"{each.words(kept)}{a_day} on average, between {low} and {high}."


def _said(told: Figure | None, each: Measure, *, so_far: bool) -> str:
    if told is None:
        return "nothing recorded"
    return f"{told.words} so far" if so_far and each.adds_up else told.words


def _line(day: date, told: Figure | None, each: Measure, telling: Telling) -> Line:
    offered = amount(told.offered, each.offered) if told and told.offered and each.offered else ""
    return Line(
        day=day,
        title=f"{day:%a} {day.day} {day:%b}",
        said=_said(told, each, so_far=day == telling.today),
        offered=offered,
        entries=told.entries if told else 0,
        recorded=told is not None,
    )
