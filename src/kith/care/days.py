"""The service's own day: wall clock in London, instants in UTC, nights that cross midnight and clock changes.

A service says when its day starts (07:00 unless it says otherwise), so that a night belongs to the day on
which it began, and totals of food and fluid are counted as the staff count them (practice, rule 15).
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
ONE = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """From an instant up to, not including, another; both in UTC."""

    start: datetime
    end: datetime

    def holds(self, instant: datetime) -> bool:
        """True when the instant lies inside."""
        return self.start <= instant < self.end

    @property
    def length(self) -> timedelta:
        """How long it really lasts: 23 or 25 hours on a day when the clocks change."""
        return self.end - self.start


@dataclass(frozen=True)
class ServiceDay:
    """The rule by which one service divides time into days."""

    starts: time = time(7, 0)

    def start(self, day: date) -> datetime:
        """The instant, in UTC, at which the service's day begins.

        A start that the spring change skips falls an hour later by the clock; one that the autumn change
        repeats is its first occurrence.
        """
        return datetime.combine(day, self.starts, LONDON).astimezone(UTC)

    def span(self, day: date) -> Span:
        """The whole of one day. The next day begins exactly where it ends."""
        return Span(self.start(day), self.start(day + ONE))

    def of(self, instant: datetime) -> date:
        """The day to which an instant belongs."""
        day = instant.astimezone(LONDON).date()
        return day if instant >= self.start(day) else day - ONE

    def week(self, last: date, days: int = 7) -> list[date]:
        """The days up to and including `last`, oldest first."""
        return [last - ONE * back for back in reversed(range(days))]

    def over(self, days: list[date]) -> Span:
        """The span of several days in a row."""
        return Span(self.start(days[0]), self.start(days[-1] + ONE))


def clock(instant: datetime) -> str:
    """The wall clock in London, "21:05". In the hour that comes twice in autumn, also which one."""
    local = instant.astimezone(LONDON)
    twin = local.replace(fold=1 - local.fold)
    twice = local.utcoffset() != twin.utcoffset() and twin.astimezone(UTC).astimezone(LONDON) == twin
    return f"{local:%H:%M} {local.tzname()}" if twice else f"{local:%H:%M}"


def lasting(length: timedelta) -> str:
    """A length of time in words: "4 hours 30 minutes"."""
    minutes = round(length.total_seconds() / 60)
    parts = [_counted(minutes // 60, "hour"), _counted(minutes % 60, "minute")]
    return " ".join(part for part in parts if part) or "less than a minute"


def ago(instant: datetime, now: datetime) -> str:
    """How long ago, in words fit for a card: "just now", "25 min ago", "3 h ago", "2 days ago"."""
    minutes = int((now - instant).total_seconds() // 60)
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return f"{minutes} min ago"
    return f"{minutes // 60} h ago" if minutes < 48 * 60 else f"{minutes // (24 * 60)} days ago"


def named(day: date, today: date) -> str:
    """A day as people say it: "Today, Monday 23 November"; the year when it is another."""
    words = f"{day:%A} {day.day} {day:%B}"
    if day.year != today.year:
        words += f" {day.year}"
    near = {0: "Today, ", 1: "Yesterday, "}
    return near.get((today - day).days, "") + words


def _counted(number: int, noun: str) -> str:
    return "" if number == 0 else f"{number} {noun}" if number == 1 else f"{number} {noun}s"
