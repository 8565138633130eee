"""Moments as the record writes them: UTC, to the millisecond, with the offset spelt out."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def read(text: str) -> datetime:
    """The moment that the text names, in UTC to the millisecond. Raises ValueError without an offset."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("A time needs its offset from UTC.")
    return trimmed(moment)


def read_fhir(text: str) -> datetime:
    """As `read`, and a FHIR date without a time begins at midnight in London."""
    if found := _PARTIAL.fullmatch(text):
        year, month, day = (int(piece or 1) for piece in found.groups())
        return datetime(year, month, day, tzinfo=LONDON).astimezone(UTC)
    return read(text)


def write(moment: datetime) -> str:
    """The moment in UTC to the millisecond, such as 2026-11-23T08:10:00.000+00:00."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def trimmed(moment: datetime) -> datetime:
    """The moment in UTC, what is finer than a millisecond cut off. Raises ValueError beyond the calendar."""
    try:
        utc = moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("That time is outside the calendar.") from error
    return utc.replace(microsecond=utc.microsecond // 1000 * 1000)
