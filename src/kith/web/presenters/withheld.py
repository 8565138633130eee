"""Looks that are not told, for whoever decides whether they still must not be."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kith.access.roles import called
from kith.access.withheld import Withheld
from kith.care.days import LONDON, clock
from kith.care.presenters.fact import day_in_short


@dataclass(frozen=True)
class Line:
    """The looks of one session at one person. `whom` is empty where the name is not this reader's to know."""

    number: int
    whom: str
    who: str
    when: str
    review: str
    due: bool
    why: str
    told: bool


def withheld_page(
    found: Iterable[Withheld], people: Mapping[UUID, str], staff: Mapping[UUID, str], now: datetime
) -> tuple[Line, ...]:
    """Those still withheld first, the earliest review first."""
    several = list(found)
    words = called(each.role for each in several)
    return tuple(
        Line(
            each.number,
            people.get(each.patient, ""),
            "You" if each.own else f"{staff.get(each.staff, 'Somebody')}, {words[each.role]}",
            f"{day_in_short(each.made.astimezone(LONDON))}, {clock(each.made)}",
            day_in_short(each.review.astimezone(LONDON)),
            each.told is None and each.review <= now,
            each.why,
            each.told is not None,
        )
        for each in several
    )
