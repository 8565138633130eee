"""Looks that are not told to the person and those who read for them (practice, 24): for whoever decides about them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from kith.record.connection import cursor

AGAIN = timedelta(days=28)
"""After how long it is asked again whether they can be told. Ours; no source gives it."""
MOST_WORDS = 300


@dataclass(frozen=True, slots=True)
class Withheld:
    """The looks of one safeguarding session at one person."""

    number: int
    patient: UUID
    staff: UUID
    role: str
    why: str
    made: datetime
    review: datetime
    told: datetime | None
    own: bool
    """Whether the viewer is who looked."""


def withheld() -> list[Withheld]:
    """What the viewer decides about: their own looks, and of whoever oversees their organisation's; what is due first."""
    rows = cursor().execute("select * from kith_withholdings()").fetchall()
    return [Withheld(*row) for row in rows]


def keep(number: int, why: str) -> bool:
    """Keep them withheld for another time, with the reason. Answers whether the viewer may."""
    return _review(number, why, timezone.now() + AGAIN)


def tell(number: int, why: str) -> bool:
    """Let them be told from now on. Answers whether the viewer may."""
    return _review(number, why, None)


def _review(number: int, why: str, until: datetime | None) -> bool:
    row = cursor().execute("select kith_review_withholding(%s, %s, %s)", (number, why, until)).fetchone()
    return bool(row and row[0])
