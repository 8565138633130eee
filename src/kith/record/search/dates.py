"""FHIR dates, date-times and periods as intervals of instants.

A date is as long as it is precise: "2026-11" is the whole month (R4 3.1.1.4.7). Dates without a zone are
wall clock in Europe/London, the service's own day.
"""

import re
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
BEGINNING = datetime(1, 1, 2, tzinfo=UTC)
"""Stands for "no known start": a day in from the edge, so that every zone can show it."""
END = datetime(9999, 12, 30, tzinfo=UTC)
"""Stands for "no known end"."""

Interval: TypeAlias = tuple[datetime, datetime]

_PARTIAL = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_SECONDS = re.compile(r"(:\d\d):60")


def interval(text: str) -> Interval | None:
    """The first instant of `text` and the first instant after it; None if it is no real date.

    For a moment (seconds or finer) both are the same instant.
    """
    try:
        if len(text) > 10:
            moment = datetime.fromisoformat(_SECONDS.sub(r"\1:59", text))
            moment = (moment if moment.tzinfo else moment.replace(tzinfo=LONDON)).astimezone(UTC)
            return (moment, moment) if BEGINNING <= moment < END else None
        return _whole(text)
    except (ValueError, OverflowError):
        return None


def period(value: dict[str, Any]) -> Interval | None:
    """A Period as an interval; a missing start or end reaches to the edge of time."""
    start, end = value.get("start"), value.get("end")
    first = interval(start) if isinstance(start, str) else (BEGINNING, BEGINNING)
    last = interval(end) if isinstance(end, str) else (END, END)
    if first is None or last is None or (start is None and end is None):
        return None
    return first[0], max(last[1], first[0])


def of_value(value: Any) -> Interval | None:
    """Any date-like FHIR value (date, dateTime, instant, Period, Timing) as an interval."""
    if isinstance(value, str):
        return interval(value)
    if not isinstance(value, dict):
        return None
    if "event" in value or "repeat" in value:
        return _timing(value)
    return period(value)


def _whole(text: str) -> Interval | None:
    match = _PARTIAL.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    first = datetime(year or 0, month or 1, day or 1, tzinfo=LONDON)
    if day:
        after = first + timedelta(days=1)
    elif month:
        after = first.replace(year=first.year + month // 12, month=month % 12 + 1)
    else:
        after = first.replace(year=first.year + 1)
    start, stop = first.astimezone(UTC), after.astimezone(UTC)
    return (start, stop) if start >= BEGINNING and stop <= END else None


def _timing(value: dict[str, Any]) -> Interval | None:
    """From the first to the last event, or the bounds within which the timing repeats."""
    events = [found for each in value.get("event") or [] if (found := of_value(each))]
    bounds = (value.get("repeat") or {}).get("boundsPeriod")
    if isinstance(bounds, dict) and (limits := period(bounds)):
        events.append(limits)
    if not events:
        return None
    return min(start for start, _ in events), max(stop for _, stop in events)
