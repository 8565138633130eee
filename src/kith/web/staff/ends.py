"""When a login may end: the ends of the next shifts, and how an end is told."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from kith.care.days import LONDON, ServiceDay, clock

SHIFTS = (timedelta(0), timedelta(hours=7), timedelta(hours=14))
"""Shifts change so long after the service's day begins: at 7, 14 and 21 o'clock where it begins at 7."""
SOONEST = timedelta(minutes=30)
"""Nobody is let in for less: they could not even finish and sign (practice 14)."""
OFFERED = 3
LATE = timedelta(hours=2)
"""So shortly before midnight nobody comes for a day that ends then."""


@dataclass(frozen=True)
class End:
    """One end that is offered: its value in the form, and its words."""

    value: str
    words: str


def shift_ends(now: datetime, rule: ServiceDay) -> list[End]:
    """The next ends of shifts, this one's first; none is more than a day away."""
    today = rule.of(now)
    starts = [rule.start(today + timedelta(days=ahead)) for ahead in (0, 1)]
    ends = sorted(_later(start, shift) for start in starts for shift in SHIFTS)
    coming = [end for end in ends if end >= now + SOONEST][:OFFERED]
    words = [
        f"{told(end, now)}, the end of this shift" if not n else told(end, now)
        for n, end in enumerate(coming)
    ]
    return [End(end.isoformat(), said) for end, said in zip(coming, words, strict=True)]


def day_end(now: datetime, rule: ServiceDay) -> datetime:
    """When a visitor's day ends: at midnight; of one who comes late in the evening, with the service's day."""
    midnight = _midnight_after(now)
    return midnight if midnight - now >= LATE else rule.start(rule.of(now) + timedelta(days=1))


def told(moment: datetime, now: datetime) -> str:
    """A moment in words: "21:00 today", "midnight tonight", "07:00 tomorrow", "07:00 on Saturday 28 November"."""
    if moment == _midnight_after(now):
        return "midnight tonight"
    day, today = moment.astimezone(LONDON).date(), now.astimezone(LONDON).date()
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}.get((day - today).days)
    return f"{clock(moment)} {near or _on(day)}"


def parsed(text: str) -> datetime | None:
    """What a form sent: one of the ends above, or wall-clock time in London from a date-and-time field."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if not 2000 <= moment.year < 2200:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=LONDON)).astimezone(UTC)


def _on(day: date) -> str:
    return f"on {day:%A} {day.day} {day:%B}"


def _midnight_after(now: datetime) -> datetime:
    local = now.astimezone(LONDON)
    return datetime.combine(local.date() + timedelta(days=1), datetime.min.time(), LONDON).astimezone(UTC)


def _later(start: datetime, by: timedelta) -> datetime:
    """So long after by the wall clock: a shift ends at its hour when clocks change, too."""
    local = start.astimezone(LONDON)
    return (local.replace(tzinfo=None) + by).replace(tzinfo=LONDON).astimezone(UTC)
