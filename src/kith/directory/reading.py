"""Small readings of FHIR R4 data types that the derived rows need."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

Json = Mapping[str, Any]


def reference(value: Json | None, type: str) -> UUID | None:
    """The id in a literal reference to a resource of this type, or None."""
    kind, _, id = str((value or {}).get("reference", "")).rpartition("/")
    if kind.rpartition("/")[2] != type:
        return None
    try:
        return UUID(id)
    except ValueError:
        return None


def extension(resource: Json, url: str) -> Json | None:
    """The first extension with this address, or None."""
    return next((e for e in resource.get("extension", ()) if e.get("url") == url), None)


def identifier(resource: Json, system: str) -> str | None:
    """The value of the first identifier in this system, without spaces."""
    for each in resource.get("identifier", ()):
        if each.get("system") == system and each.get("value"):
            return str(each["value"]).replace(" ", "")
    return None


def code(concepts: Iterable[Json], system: str) -> str | None:
    """The first code in this system among these CodeableConcepts."""
    for concept in concepts:
        for coding in concept.get("coding", ()):
            if coding.get("system") == system and coding.get("code"):
                return str(coding["code"])
    return None


def moment(text: str, *, end: bool = False) -> datetime.datetime:
    """A FHIR dateTime as an instant; a date, month or year without a time is London's (practice 15).

    With `end`, a date counts to its last moment: the answer is the midnight after it. Raises ValueError.
    """
    if "T" in text:
        return datetime.datetime.fromisoformat(text)
    first, after = _span(text)
    return datetime.datetime.combine(after if end else first, datetime.time(), LONDON)


def date(text: str) -> datetime.date:
    """A FHIR date as a day; a month or a year is its first day. Raises ValueError."""
    return _span(text)[0]


def _span(text: str) -> tuple[datetime.date, datetime.date]:
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        day = datetime.date(*parts)
        return day, day + datetime.timedelta(days=1)
    year, month = parts[0], parts[1] if len(parts) == 2 else 1
    months = 1 if len(parts) == 2 else 12
    after = datetime.date(year + (month - 1 + months) // 12, (month - 1 + months) % 12 + 1, 1)
    return datetime.date(year, month, 1), after
