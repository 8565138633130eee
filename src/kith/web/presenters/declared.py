"""Reasons that were given for opening a record, for whoever watches over privacy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from kith.access.declaring import Declaration
from kith.care.days import LONDON, clock
from kith.care.people import Resident
from kith.care.presenters.fact import day_in_short
from kith.web.presenters.declare import TOLD
from kith.web.presenters.hrefs import Hrefs


@dataclass(frozen=True)
class Line:
    """One reason. `whom` is None for somebody who is not of this house: their name is not this reader's to know."""

    who: str
    whom: Resident | None
    when: str
    why: str
    words: str
    href: str


def declared_page(
    told: Sequence[Declaration],
    people: Mapping[UUID, Resident],
    staff: Mapping[UUID, str],
    roles: Mapping[str, str],
    names: Mapping[int, str],
) -> tuple[Line, ...]:
    """The page, the newest first."""
    return tuple(
        Line(
            who=f"{staff.get(each.staff, 'Somebody')}, {roles[each.role]}, {names.get(each.custodian, '')}",
            whom=people.get(each.patient),
            when=f"{day_in_short(each.since.astimezone(LONDON))}, {clock(each.since)}",
            why=TOLD[each.kind],
            words=each.why,
            href=Hrefs(each.patient).looks if each.patient in people else "",
        )
        for each in told
    )
