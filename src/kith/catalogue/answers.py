"""What can be wrong or unusual about one answer, in words fit for the person recording."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from typing import Any

from kith.catalogue import values
from kith.catalogue.kinds import Limits, Part, PartType, Refused

LONGEST_TEXT = 2000
# Control characters that no keyboard writes, and halves of characters that no store can keep.
_UNKEEPABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def wrong(part: Part, value: Any, refused: Refused | None) -> str | None:
    """Why this answer cannot be right, or None. The words name the part and its limits."""
    message = _CHECKS[part.type](part, value)
    if message is None and part.type is PartType.TEXT:
        message = text_wrong(value, LONGEST_TEXT, refused)
    return f"{part.words.everyday}: {message}" if message else None


def unusual(part: Part, value: Any) -> str | None:
    """Why this answer should be looked at again, or None. An answer that is wrong is not also unusual."""
    if not part.type.is_number or wrong(part, value, None) or part.usual.holds(value):
        return None
    said, usual = spoken(value, part), _range(part.usual, part)
    return f"{part.words.everyday}: {said} is unusual. Usual is {usual}. Is it right?"


def text_wrong(text: Any, longest: int, refused: Refused | None) -> str | None:
    """Why these words cannot be kept, or None."""
    if not isinstance(text, str) or not text.strip():
        return "this needs words."
    if len(text) > longest:
        return f"this is too long. Keep it to {longest:,} letters; there are {len(text):,}."
    if _UNKEEPABLE.search(text):
        return "there is a sign in here that cannot be kept. Type it again."
    found = _phrase(refused.phrases).search(text) if refused else None
    return f"“{found.group()}” is not clear enough. {refused.because}" if refused and found else None


def spoken(number: Decimal | int, part: Part) -> str:
    """A number with its unit, as people say it: `200 ml`, `36.5 °C`, `1 helping`."""
    digits = f"{number:f}" if isinstance(number, Decimal) else str(number)
    if part.unit is None:
        return digits
    unit = part.unit.one if part.unit.one and number == 1 else part.unit.words
    return f"{digits}{unit}" if unit == "%" else f"{digits} {unit}"


def _number_wrong(part: Part, value: Any) -> str | None:
    if isinstance(value, Decimal) and part.type is PartType.QUANTITY:
        sound = values.is_sound(value)
    else:
        sound = part.type is PartType.INTEGER and isinstance(value, int) and not isinstance(value, bool)
    if not sound:
        return "this needs a whole number." if part.type is PartType.INTEGER else "this needs a number."
    if part.possible.holds(Decimal(value)):
        return None
    return f"this must be {_range(part.possible, part)}."


def _range(limits: Limits, part: Part) -> str:
    if limits.low is None and limits.high is not None:
        return f"{spoken(limits.high, part)} or less"
    if limits.high is None and limits.low is not None:
        return f"{spoken(limits.low, part)} or more"
    assert limits.low is not None
    assert limits.high is not None
    return f"from {limits.low:f} to {spoken(limits.high, part)}"


def _choice_wrong(part: Part, value: Any) -> str | None:
    if isinstance(value, str) and part.option(value):
        return None
    return "please pick one of the answers shown."


def _choices_wrong(part: Part, value: Any) -> str | None:
    fits = (
        isinstance(value, list)
        and value
        and all(isinstance(each, str) and part.option(each) for each in value)
    )
    if fits and len(set(value)) == len(value):
        return None
    return "please pick from the answers shown, each once."


def _is(expected: type, asked: str) -> Callable[[Part, Any], str | None]:
    return lambda part, value: None if isinstance(value, expected) else asked


def _moment_wrong(part: Part, value: Any) -> str | None:
    aware = isinstance(value, datetime) and value.tzinfo is not None
    return None if aware else "this needs a date and a time."


def _date_wrong(part: Part, value: Any) -> str | None:
    is_date = isinstance(value, date) and not isinstance(value, datetime)
    return None if is_date else "this needs a day, such as 23 November 2026."


@cache
def _phrase(phrases: tuple[str, ...]) -> re.Pattern[str]:
    any_of = "|".join(re.escape(phrase).replace(r"\ ", r"[\s-]+") for phrase in phrases)
    return re.compile(rf"\b(?:{any_of})\b", re.IGNORECASE)


_CHECKS: dict[PartType, Callable[[Part, Any], str | None]] = {
    PartType.CHOICE: _choice_wrong,
    PartType.CHOICES: _choices_wrong,
    PartType.QUANTITY: _number_wrong,
    PartType.INTEGER: _number_wrong,
    PartType.YESNO: _is(bool, "please answer yes or no."),
    PartType.TEXT: _is(str, "this needs words."),
    PartType.TIME: _is(time, "this needs a time of day, such as 08:30."),
    PartType.MOMENT: _moment_wrong,
    PartType.DATE: _date_wrong,
}
