"""Seven days by subject, with the week before in figures beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from kith.care.days import named
from kith.care.measures import Figure, How, Measure, figure, measure, standing
from kith.care.telling import Telling
from kith.catalogue.components import DailyEntry

WEEK = timedelta(days=7)
State = Literal["some", "none", "ahead"]
ByDay = Mapping[date, Sequence[DailyEntry]]


@dataclass(frozen=True)
class Cell:
    """One day of one subject. `none` is "nothing recorded", never nought."""

    day: date
    letter: str
    short: str
    said: str
    state: State


@dataclass(frozen=True)
class Row:
    """One subject over seven days."""

    kind: str
    part: str
    title: str
    unit: str
    cells: tuple[Cell, ...]
    this: str
    before: str


@dataclass(frozen=True)
class Head:
    """A column's heading."""

    day: date
    name: str
    number: str
    is_today: bool


@dataclass(frozen=True)
class WeeksPage:
    """The page of a week."""

    title: str
    last: date
    earlier: date
    later: date | None
    days: tuple[Head, ...]
    rows: tuple[Row, ...]
    empty: bool


def weeks_page(entries: Sequence[DailyEntry], last: date, telling: Telling) -> WeeksPage:
    """The seven days up to `last`. `entries` must reach back fourteen days. Today counts in no average."""
    days = telling.rule.week(last)
    rows = tuple(_rows(entries, days, telling))
    return WeeksPage(
        title=f"{_short(days[0])} to {_short(last)}",
        last=last,
        earlier=last - WEEK,
        later=min(last + WEEK, telling.today) if last < telling.today else None,
        days=tuple(_head(day, telling) for day in days),
        rows=rows,
        empty=not any(cell.state == "some" for row in rows for cell in row.cells),
    )


def _rows(entries: Sequence[DailyEntry], days: list[date], telling: Telling) -> list[Row]:
    seen = {entry.kind for entry in standing(entries)}
    shown = [kind for kind in telling.kinds.values() if kind.prominent or kind.key in seen]
    by_day = telling.by_day(entries)
    return [_row(by_day, days, measure(kind), telling) for kind in shown]


def _row(by_day: ByDay, days: list[date], each: Measure, telling: Telling) -> Row:
    this = _figures(by_day, days, each)
    before = _figures(by_day, [day - WEEK for day in days], each)
    return Row(
        kind=each.kind.key,
        part=each.part.key if each.part else "",
        title=telling.title(each.kind.key),
        unit=each.unit,
        cells=tuple(_cell(day, this[day], telling) for day in days),
        this=_summary(this, each, telling.today),
        before=_summary(before, each, telling.today),
    )


def _figures(by_day: ByDay, days: list[date], each: Measure) -> dict[date, Figure | None]:
    return {day: figure(each, by_day.get(day, [])) for day in days}


def _cell(day: date, told: Figure | None, telling: Telling) -> Cell:
    ahead = day > telling.today
    said = "still to come" if ahead else told.words if told else "nothing recorded"
    state: State = "ahead" if ahead else "some" if told else "none"
    short = told.short if told else "" if ahead else "\N{EN DASH}"
    return Cell(day, f"{day:%a}", short, f"{named(day, telling.today)}: {said}", state)


def _summary(figures: dict[date, Figure | None], each: Measure, today: date) -> str:
    told = [found for found in figures.values() if found]
    if not told:
        return "nothing recorded"
    if each.how is How.LAST:
        return f"last {told[-1].words}"
    if each.how is How.COUNT:
        return f"{each.words(sum((found.value for found in told), Decimal(0)))} on {_days(told)}"
    over = [found for day, found in figures.items() if found and day != today]
    if not over:
        return f"{told[-1].words} so far today"
    mean = Decimal(round(sum((found.value for found in over), Decimal(0)) / len(over)))
    return f"{each.words(mean)} a day, on {_days(over)}"


def _days(told: list[Figure]) -> str:
    return "1 day" if len(told) == 1 else f"{len(told)} days"


def _head(day: date, telling: Telling) -> Head:
    return Head(day, f"{day:%a}", str(day.day), day == telling.today)


def _short(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b}"
