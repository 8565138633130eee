"""Primitive types whose rules a regular expression cannot tell (R4 2.24.0.1)."""

import re
from datetime import date

from kith.record.validation.narrative import is_safe

_DATE = r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?"
_CLOCK = r"T(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d{1,9})?(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))"
_DATE_ONLY = re.compile(_DATE, re.ASCII)
_INSTANT = re.compile(r"(\d{4})-(\d\d)-(\d\d)" + _CLOCK, re.ASCII)
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4}|\s)*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?\s*")
_ID = r"[A-Za-z0-9\-.]{1,64}"
_REFERENCE = re.compile(
    rf"(?:[A-Z][A-Za-z]{{2,63}}/{_ID}(?:/_history/{_ID})?|https?://[^\s<>\"{{}}|\\^`]{{1,2000}}"
    rf"|urn:uuid:[0-9a-fA-F-]{{36}}|urn:oid:[0-2](?:\.(?:0|[1-9]\d*))+|#{_ID}|#)",
    re.ASCII,
)


def is_date(text: str) -> bool:
    """A day, month or year that the calendar has."""
    match = _DATE_ONLY.fullmatch(text)
    return match is not None and _real(match)


def is_instant(text: str) -> bool:
    """A moment to the second or finer, with its time zone."""
    match = _INSTANT.fullmatch(text)
    return match is not None and _real(match)


def is_date_time(text: str) -> bool:
    """A date, or a moment to the second or finer with its time zone."""
    return is_instant(text) if len(text) > 10 else is_date(text)


def _real(match: re.Match[str]) -> bool:
    year, month, day = match.groups(default="1")
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def is_base64(text: str) -> bool:
    """Base64, with or without white space between its lines."""
    return _BASE64.fullmatch(text) is not None


def is_reference(text: str) -> bool:
    """A literal reference that can be kept (R4 2.3.0.1)."""
    return _REFERENCE.fullmatch(text) is not None


FORMATS = {
    "fhir-date": is_date,
    "fhir-dateTime": is_date_time,
    "fhir-instant": is_instant,
    "fhir-base64": is_base64,
    "fhir-reference": is_reference,
    "fhir-xhtml": is_safe,
}
"""By the names that the built schema uses."""
