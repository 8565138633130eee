"""What was sent with a form: a form from elsewhere has gaps like an empty one."""

from uuid import UUID

from django.http import QueryDict

from kith.record.ids import new_id

LONGEST = 200
"""Letters that a line may have unless told otherwise."""


def line(sent: QueryDict, name: str, longest: int = LONGEST) -> str:
    """One line of text without needless space."""
    return " ".join(sent.get(name, "").replace("\0", "").split())[:longest]


def whole(sent: QueryDict, name: str) -> int | None:
    """A whole number of eight digits at most; None for anything else."""
    text = sent.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 9 else None


def given_id(text: str) -> UUID | None:
    """An id that was sent; None for anything else."""
    try:
        return UUID(text)
    except ValueError:
        return None


def form_id(sent: QueryDict) -> UUID:
    """The id made with the form, by which one that is sent again is known; a fresh one where there is none."""
    return given_id(sent.get("form", "")) or new_id()
