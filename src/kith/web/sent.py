"""What was sent with a form: a form from elsewhere has gaps like an empty one."""

import re
from datetime import date
from uuid import UUID

from django.http import QueryDict

from kith.record.ids import new_id

CENTURY = 1000
"""A year is written with four figures."""
LONGEST = 200
"""Letters that a line may have unless told otherwise."""


def line(sent: QueryDict, name: str, longest: int = LONGEST) -> str:
    """One line of text without needless space."""
    return " ".join(sent.get(name, "").replace("\0", "").split())[:longest]


def whole(sent: QueryDict, name: str) -> int | None:
    """A whole number of eight digits at most; None for anything else."""
    text = sent.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 9 else None


def day(text: str) -> date | None:
    """A day as people here write it, 1/12/2026, or as files do, 2026-12-01; None for anything else."""
    parts = re.split(r"[/. -]+", text.strip())
    if len(parts[0]) == len("2026"):
        parts.reverse()
    try:
        of_month, month, year = map(int, parts)
        return date(year, month, of_month) if year >= CENTURY else None
    except ValueError:
        return None


def given_id(text: str) -> UUID | None:
    """An id that was sent; None for anything else."""
    try:
        return UUID(text)
    except ValueError:
        return None


def form_id(sent: QueryDict) -> UUID:
    """The id made with the form, by which one that is sent again is known; a fresh one where there is none."""
    return given_id(sent.get("form", "")) or new_id()
