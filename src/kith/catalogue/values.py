"""Answers: how each type of part is read from a browser, and written back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from kith.catalogue import instants
from kith.catalogue.kinds import Part, PartType

MOST_DIGITS = 15


def read(part: Part, raw: Any) -> Any:
    """The answer as its type holds it; what cannot be read stays as it is, for `checking` to name."""
    reader = _READERS.get(part.type)
    if reader is None:
        return raw
    try:
        return reader(raw)
    except (ValueError, TypeError, InvalidOperation, OverflowError):
        return raw


def absent(raw: Any) -> bool:
    """Whether this is no answer at all. `False` and nought are answers."""
    return raw is None or raw == [] or (isinstance(raw, str) and not raw.strip())


def write(value: Any) -> Any:
    """The answer as JSON for a browser; a Decimal goes as its text, so that 70.00 stays 70.00."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, datetime):
        return instants.write(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat(timespec="minutes")
    return list(value) if isinstance(value, list) else value


def is_sound(number: Decimal) -> bool:
    """Whether a number is finite and of a length that a measurement can have."""
    if not number.is_finite():
        return False
    _, digits, exponent = number.as_tuple()
    assert isinstance(exponent, int)
    return len(digits) <= MOST_DIGITS and -MOST_DIGITS <= exponent <= MOST_DIGITS


def _decimal(raw: Any) -> Decimal:
    if isinstance(raw, bool) or not isinstance(raw, str | int | float | Decimal):
        raise TypeError
    return Decimal(raw.strip() if isinstance(raw, str) else str(raw))


def _integer(raw: Any) -> int:
    number = _decimal(raw)
    if not is_sound(number) or number != number.to_integral_value():
        raise ValueError
    return int(number)


def _time(raw: Any) -> time:
    moment = time.fromisoformat(raw)
    if moment.tzinfo is not None:
        raise ValueError
    return moment.replace(second=0, microsecond=0)


def _date(raw: Any) -> date:
    """A day of the calendar, written as 2026-11-23 and in no other way that Python would read."""
    day = date.fromisoformat(raw)
    if raw != day.isoformat():
        raise ValueError
    return day


_READERS: dict[PartType, Callable[[Any], Any]] = {
    PartType.QUANTITY: _decimal,
    PartType.INTEGER: _integer,
    PartType.TEXT: str.strip,
    PartType.TIME: _time,
    PartType.MOMENT: instants.read,
    PartType.DATE: _date,
    PartType.CHOICES: lambda raw: list(dict.fromkeys(raw)) if isinstance(raw, list) else raw,
}
