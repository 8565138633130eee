"""An entry that tells of somebody else is kept as that: for those who may know such things, and in no leave to read."""

from uuid import UUID

from django.db import transaction

from kith.access.concerns import raise_to
from kith.access.giving import may_give
from kith.access.open_record import OpenRecord
from kith.access.refused import Refused
from kith.catalogue.careful import most_careful
from kith.catalogue.categories import Category, Tier
from kith.record.connection import cursor
from kith.record.labels import Labels
from kith.record.stored import Stored


def gate_of(stored: Stored) -> tuple[Category, Tier]:
    """Where it would be kept."""
    return most_careful(Category(stored.category), [Category.THIRD_PARTY]), max(
        Tier(stored.tier), Tier.DETAIL
    )


def may_mark(record: OpenRecord, stored: Stored) -> bool:
    """Whether the viewer may say so of an entry: one of their own organisation's that they may change, and that is not kept
    as carefully already. What somebody needs to be understood stays where it is.

    It takes the entry from the person and from colleagues, so it wants as much as giving leave to read does: nobody hides
    with it what was written of their own care.
    """
    category, tier = Category(stored.category), Tier(stored.tier)
    known = category is Category.COMMUNICATION or gate_of(stored)[0] is category
    own = stored.custodian == record.viewer.custodian and stored.patient == record.patient
    return (
        own and not known and not stored.in_error and record.may_change(category, tier) and may_give(record)
    )


@transaction.atomic
def mark(record: OpenRecord, id: UUID) -> None:
    """Keep it so, in every version, from the next request on. Raises `Refused`."""
    stored = record.read("Observation", id)
    if not may_mark(record, stored):
        raise Refused
    raise_to(cursor(), id, stored, Labels(stored.custodian, *gate_of(stored)))
