"""From where on a reader's handover tells: since they last read, were last here, or for a day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from kith.care.days import LONDON, clock, named
from kith.care.telling import Telling
from kith.record.changes import Since

A_DAY = timedelta(hours=24)
BREAK = timedelta(hours=6)
"""Whoever was away for longer begins a new shift when they sign in again."""
LONGEST = timedelta(days=7)
"""A handover goes no further back, however long somebody was away: a week is read on the person's own pages."""


class Choice(StrEnum):
    """What the reader chose."""

    READ = "read"
    SHIFT = "shift"
    DAY = "day"


@dataclass(frozen=True)
class Spell:
    """From signing in until signing out; no end where nobody signed out."""

    started: datetime
    ended: datetime | None


@dataclass(frozen=True)
class Read:
    """How far somebody has read about a person, and when."""

    upto: int
    at: datetime


def last_here(spells: Iterable[Spell], now: datetime) -> datetime | None:
    """When the reader was last known to be here before this shift; None when they never were.

    A spell that nobody ended counts with its beginning only: to tell something twice is better than never.
    """
    known = [(spell.started, spell.ended or spell.started) for spell in spells if spell.started <= now]
    begun = now
    for started, seen in sorted(known, reverse=True):
        if begun - seen > BREAK:
            return seen
        begun = min(begun, started)
    return None


def start(choice: Choice, now: datetime, last: datetime | None) -> datetime:
    """The moment that the choice stands for, where nothing was read yet."""
    if choice is Choice.DAY or last is None:
        return now - A_DAY
    return max(last, now - LONGEST)


def earliest(choice: Choice, begin: datetime, now: datetime) -> datetime:
    """Before this moment nothing can be new to anybody."""
    return now - LONGEST if choice is Choice.READ else begin


def asked(
    people: Sequence[UUID],
    reads: Mapping[UUID, Read],
    choice: Choice,
    begin: datetime,
    now: datetime,
    floor: int = 0,
) -> list[Since]:
    """What counts as new about each person: by place in the feed where they were read, else by time.

    `floor` is a place before everything since `earliest`.
    """
    found = []
    for patient in people:
        read = reads.get(patient) if choice is Choice.READ else None
        after, since = (read.upto, now - LONGEST) if read else (0, begin)
        found.append(Since(patient, max(after, floor), since))
    return found


def words(choice: Choice, begin: datetime, told: Telling, *, read: bool) -> str:
    """The choice in words: "since you last read"."""
    if choice is Choice.DAY:
        return "in the last 24 hours"
    if choice is Choice.READ and read:
        return "since you last read"
    return f"since {moment(begin, told)}"


def moment(instant: datetime, told: Telling) -> str:
    """A time as it is said aloud, by the calendar's days: "07:10", "21:10 yesterday", "Monday 23 November, 21:10"."""
    day, today = instant.astimezone(LONDON).date(), told.now.astimezone(LONDON).date()
    if day == today:
        return clock(instant)
    if (today - day).days == 1:
        return f"{clock(instant)} yesterday"
    return f"{named(day, today)}, {clock(instant)}"
