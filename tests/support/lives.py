"""Generated lives for tests: drawn as the generator draws them, without a store."""

from datetime import date, timedelta
from functools import cache
from random import Random
from uuid import UUID

from kith.care.generation.lives import Life, draw
from kith.care.generation.lives.plot import plot
from kith.care.generation.lives.rota import EARLY, LATE, NIGHT, Posts, Shifts
from kith.care.generation.lives.stories.story import Story
from kith.catalogue.components import DailyEntry

KEYS = ("ann", "bea", "cal", "dee", "eve", "fay", "gil", "hal", "nurse", "night-nurse", "mahsa", "agency")
STAFF = {key: UUID(int=place) for place, key in enumerate(KEYS, 1)}
POSTS = Posts(
    {EARLY: ("ann", "bea", "cal"), LATE: ("dee", "eve"), NIGHT: ("fay", "gil", "hal")},
    ("nurse",),
    ("night-nurse",),
    ("mahsa",),
    ("agency",),
)
FIRST = date(2026, 8, 30)
"""Ninety days from here hold the night on which the clocks go back, 25 October 2026."""


def shifts(seed: int = 1) -> Shifts:
    """A rota of invented staff."""
    return Shifts(STAFF, POSTS, str(seed))


def life(
    number: int, seed: int = 1, first: date = FIRST, days: int = 90, stories: tuple[Story, ...] | None = None
) -> Life:
    """The n-th life of a seed; with these stories instead of its own where they are given."""
    lot = Random(f"{seed} {number}")
    gender = lot.choice(("female", "male"))
    given = "Edith" if gender == "female" else "Arthur"
    who = draw(f"p{number}", lot, given=given, family="Marlow", gender=gender, age=86, corridor=number % 2)
    plotted = plot(who, first, days, lot) if stories is None else stories
    return Life(UUID(int=1000 + number), who, plotted, str(seed))


def written(lived: Life, first: date = FIRST, days: int = 90) -> list[list[DailyEntry]]:
    """Its entries, day by day."""
    rota = shifts(int(lived.seed))
    return [lived.day(first + timedelta(days=number), rota) for number in range(days)]


@cache
def some_lives(count: int = 8, seed: int = 1) -> tuple[tuple[Life, tuple[tuple[DailyEntry, ...], ...]], ...]:
    """So many lives with their days, drawn once."""
    lives = [life(number, seed) for number in range(count)]
    return tuple((each, tuple(tuple(day) for day in written(each))) for each in lives)
