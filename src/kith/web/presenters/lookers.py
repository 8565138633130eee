"""Everybody who looked within a year: who, how often and when last, so that one name that is out of place stands out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from kith.access.purposes import Purpose
from kith.access.roles import called
from kith.care.days import LONDON
from kith.care.presenters.fact import day_in_short
from kith.care.sayings import times
from kith.record.looks import Looker, LookKind

DID = {
    LookKind.OPENING: "opened the record",
    LookKind.API: "opened the record with a program",
    LookKind.EXPORT: "took a copy",
    LookKind.OVERRIDE: "opened it for a reason they gave",
    LookKind.LIST: "saw the name in a list",
}


@dataclass(frozen=True)
class LookerLine:
    """One person in one role."""

    who: str
    role: str
    where: str
    did: str
    why: str
    last: str


@dataclass(frozen=True)
class LookersPage:
    """Unusual ones first, then those who opened it, then those who only saw the name."""

    unusual: tuple[LookerLine, ...]
    opened: tuple[LookerLine, ...]
    listed: tuple[LookerLine, ...]


def lookers_page(
    found: Sequence[Looker], staff: Mapping[UUID, str], names: Mapping[int, str], own: int
) -> LookersPage:
    """The page; of those of the reader's own organisation it does not say where they work."""
    roles = called(each.role for each in found)

    def lines(*kinds: LookKind) -> tuple[LookerLine, ...]:
        return tuple(_line(each, staff, names, roles, own) for each in found if each.kind in kinds)

    return LookersPage(
        lines(LookKind.OVERRIDE, LookKind.EXPORT),
        lines(LookKind.OPENING, LookKind.API),
        lines(LookKind.LIST),
    )


def _line(
    each: Looker, staff: Mapping[UUID, str], names: Mapping[int, str], roles: Mapping[str, str], own: int
) -> LookerLine:  # fmt: skip
    return LookerLine(
        who=staff.get(each.staff, "Somebody") if each.staff else "Kith itself",
        role=roles[each.role],
        where="" if each.custodian == own else names.get(each.custodian, "another organisation"),
        did=f"{DID[each.kind]} {times(each.times)}",
        why=Purpose(each.purpose).words,
        last=day_in_short(each.last.astimezone(LONDON)),
    )
