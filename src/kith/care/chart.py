"""The geometry of a line chart: points, lines, ticks and the band. Colours are the style sheet's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil, floor, log10

LEFT, RIGHT, TOP, BOTTOM = 52, 28, 14, 34
STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True)
class Point:
    """A day's figure, where it lies."""

    x: float
    y: float
    day: date
    words: str
    so_far: bool = False


@dataclass(frozen=True)
class Tick:
    """A line of the grid and its label."""

    at: float
    label: str


@dataclass(frozen=True)
class Chart:
    """A chart of one width, in CSS pixels. `paths` break wherever a day has no figure."""

    width: int
    height: int
    points: tuple[Point, ...]
    paths: tuple[str, ...]
    upright: tuple[Tick, ...]
    across: tuple[Tick, ...]
    band_top: float | None = None
    band_height: float = 0.0

    @property
    def left(self) -> int:
        """Where the plot begins."""
        return LEFT

    @property
    def right(self) -> int:
        """Where the plot ends."""
        return self.width - RIGHT

    @property
    def floor(self) -> int:
        """The lowest line of the plot."""
        return self.height - BOTTOM


@dataclass(frozen=True)
class Datum:
    """One day's figure with its words. A day that still runs is drawn, but joined to no other."""

    day: date
    value: Decimal
    words: str
    so_far: bool = False


def chart(
    data: Sequence[Datum],
    days: Sequence[date],
    *,
    width: int,
    height: int = 260,
    band: tuple[Decimal, Decimal] | None = None,
    from_nought: bool = False,
) -> Chart:
    """A chart over `days`, oldest first. `band` is the range of the person's own earlier days."""
    low, high, step = _scale([float(d.value) for d in data] + [float(b) for b in band or ()], from_nought)
    x, y = _across(days, width), _upright(low, high, height)
    points = tuple(Point(x(d.day), y(float(d.value)), d.day, d.words, d.so_far) for d in data)
    return Chart(
        width=width,
        height=height,
        points=points,
        paths=_paths(points),
        upright=tuple(Tick(y(value), _label(value, step)) for value in _ticks(low, high, step)),
        across=tuple(Tick(x(day), f"{day.day} {day:%b}") for day in _labelled(days, width)),
        band_top=y(float(band[1])) if band else None,
        band_height=round(max(4.0, y(float(band[0])) - y(float(band[1]))), 1) if band else 0.0,
    )


class _across:  # noqa: N801 - reads as the function that it is
    def __init__(self, days: Sequence[date], width: int) -> None:
        self.first, self.span = days[0], max(1, (days[-1] - days[0]).days)
        self.width = width - LEFT - RIGHT - 8

    def __call__(self, day: date) -> float:
        return round(LEFT + 8 + (day - self.first).days * self.width / self.span, 1)


class _upright:  # noqa: N801 - reads as the function that it is
    def __init__(self, low: float, high: float, height: int) -> None:
        self.low, self.range, self.height = low, high - low, height

    def __call__(self, value: float) -> float:
        return round(TOP + (1 - (value - self.low) / self.range) * (self.height - TOP - BOTTOM), 1)


def _scale(values: list[float], from_nought: bool) -> tuple[float, float, float]:
    low, high = min(values, default=0.0), max(values, default=1.0)
    low = 0.0 if from_nought else low
    if high - low < 1e-9:
        low, high = (low, low + 1) if from_nought else (low - 1, high + 1)
    step = _step((high - low) / 4)
    return floor(low / step) * step, max(ceil(high / step), floor(low / step) + 1) * step, step


def _step(rough: float) -> float:
    size: float = 10.0 ** floor(log10(rough))
    return next(size * step for step in STEPS if size * step >= rough * 0.999)


def _ticks(low: float, high: float, step: float) -> list[float]:
    return [low + step * count for count in range(round((high - low) / step) + 1)]


def _label(value: float, step: float) -> str:
    places = 0 if step == int(step) else 1 if step * 10 == int(step * 10) else 2
    return f"{value:,.{places}f}"


def _labelled(days: Sequence[date], width: int) -> list[date]:
    every = max(1, ceil(len(days) / max(2, (width - LEFT) // 72)))
    return list(reversed(days[::-1][::every]))


def _paths(points: Sequence[Point]) -> tuple[str, ...]:
    runs: list[list[Point]] = []
    for point in (point for point in points if not point.so_far):
        if runs and (point.day - runs[-1][-1].day).days == 1:
            runs[-1].append(point)
        else:
            runs.append([point])
    return tuple(_path(run) for run in runs if len(run) > 1)


def _path(run: Sequence[Point]) -> str:
    return "M" + " L".join(f"{point.x} {point.y}" for point in run)
