"""Which changed days belong together: one episode is one finding, not one each day."""

from collections.abc import Callable
from datetime import date
from enum import Enum
from typing import NamedTuple

from kith.care.days import ONE

LONGEST = 18
"""An episode is followed back so many days; by then the new way is the usual one."""
BRIDGED = 2
"""As many usual days in between do not end an episode."""
UNKNOWN_BRIDGED = 5
"""Nor so many in a row of which too little is known."""


class State(Enum):
    """What can be said of one day."""

    CHANGED = "changed"
    AS_USUAL = "as usual"
    UNKNOWN = "too little recorded"


class Judged(NamedTuple):
    """A day with its state and how far it went: the number of a rule's steps that it reached."""

    day: date
    state: State
    step: int = 0


def running(judge: Callable[[date], Judged], last: date, *, lasting: int) -> list[Judged]:
    """The days of the episode that runs on `last`, newest first, from its last to its first changed day.

    It runs on through `lasting` usual days at its end. What is judged of a day never depends on later days,
    so an episode keeps its beginning as time goes on.
    """
    found: list[Judged] = []
    usual = unknown = 0
    allowed = lasting
    for back in range(LONGEST):
        judged = judge(last - ONE * back)
        if judged.state is State.CHANGED:
            usual, unknown, allowed = 0, 0, BRIDGED
        else:
            usual += judged.state is State.AS_USUAL
            unknown += judged.state is State.UNKNOWN
            if usual > allowed or unknown > UNKNOWN_BRIDGED:
                break
        found.append(judged)
    return _trimmed(found)


def in_a_row(days: list[Judged], wanted: int) -> int:
    """The furthest step that `wanted` known days in a row all reached; 0 when there is no such row."""
    known = [judged for judged in days if judged.state is not State.UNKNOWN]
    rows = [known[place : place + wanted] for place in range(len(known) - wanted + 1)]
    return max((min(judged.step for judged in row) for row in rows), default=0)


def _trimmed(found: list[Judged]) -> list[Judged]:
    changed = [place for place, judged in enumerate(found) if judged.state is State.CHANGED]
    return found[changed[0] : changed[-1] + 1] if changed else []
