"""What somebody would see of a record if it were opened to them: looked through by whoever opens it, before it is open.

Row security holds it to what the one who looks may read; of what only the other would see nothing is told but which parts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from uuid import UUID

from kith.access.open_record import OpenRecord
from kith.access.own import PERSON, READER
from kith.access.roles import role
from kith.access.sharing import CLOSED, Chosen, PersonsChoice, both, either, without
from kith.access.who_reads import flows_of
from kith.catalogue.categories import Category, Masks, Tier, allows, gate_number, masks
from kith.catalogue.components.own_access import OwnAccess, Right
from kith.record import reading
from kith.record.connection import cursor
from kith.record.stored import Stored


@dataclass(frozen=True)
class Opening:
    """What would be open, and by which names somebody may be barred from some of it."""

    read: Masks
    names: tuple[UUID, ...] = ()
    organisations: tuple[int, ...] = ()
    """To whom it would flow, where it is no person."""


def by_leave(access: OwnAccess) -> Opening:
    """What a leave to read would open (access rules, 3): what was granted, no deeper than the role."""
    reads = role(PERSON if access.right is Right.PERSON else READER).read
    return Opening(both(reads, _whole(access.categories)), (access.who, access.patient))


def by_yes(record: OpenRecord, categories: Iterable[Category]) -> Opening:
    """What the person's yes to giving these parts would let flow, once those who receive have their yes too (5)."""
    own, parts = record.viewer.custodian, _whole(categories)
    yes = [
        PersonsChoice(Chosen.SHARE_OUT, own, None, parts),
        PersonsChoice(Chosen.SHARE_IN, None, None, parts),
    ]
    before, after = flows_of(record), flows_of(record, yes)
    more = {number: both(without(read, before[number]), parts) for number, read in after.items()}
    more = {number: read for number, read in more.items() if read != CLOSED}
    return Opening(reduce(either, more.values(), CLOSED), organisations=tuple(more))


def would_see(
    record: OpenRecord, opening: Opening, codes: Iterable[int] = (), limit: int = 1000
) -> list[Stored]:
    """Observations about the Patient that was asked for which would be open, newest first; those of these codes alone."""
    query = reading.Query(
        "Observation",
        patients=[record.patient],
        codes=list(codes),
        open_to=opening.read,
        not_barring=list(opening.names),
        limit=limit,
    )
    return reading.find(cursor(), query)


def unseen(record: OpenRecord, opening: Opening) -> frozenset[Category]:
    """Parts of which the other would see something that the one who looks may not read."""
    more = without(opening.read, record.reads)
    return frozenset(part for part in Category if any(allows(more, part, tier) for tier in Tier))


def _whole(categories: Iterable[Category]) -> Masks:
    return masks(gate_number(category, tier) for category in categories for tier in Tier)
