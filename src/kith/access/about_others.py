"""An entry that tells of somebody else is moved to what others told, and back (practice, 25)."""

from uuid import UUID

from kith.access import concerns, kept_from
from kith.access.open_record import OpenRecord
from kith.catalogue.careful import most_careful
from kith.catalogue.categories import Category, Tier
from kith.catalogue.components import DailyEntry
from kith.catalogue.loader import catalogue
from kith.record import reading
from kith.record.connection import cursor
from kith.record.labels import Labels
from kith.record.one_at_a_time import one_at_a_time
from kith.record.relabelling import relabel
from kith.record.stored import Stored

OTHERS = (Category.THIRD_PARTY, Tier.DETAIL)
NOT_OTHERS = "Does not tell of somebody else"


def may_mark(record: OpenRecord, stored: Stored, entry: DailyEntry, author: UUID) -> bool:
    """Whether the viewer may say that it tells of somebody else: `author`, who wrote it first, or who may keep entries.

    Not where it is kept more carefully already, and not of facts: contacts and carers are meant to be known.
    """
    kind, category = catalogue().current.get(entry.kind), Category(stored.category)
    if kind is None or kind.fact or kind.names_staff or Category.COMMUNICATION is category:
        return False
    moves = category is not OTHERS[0] and most_careful(category, [OTHERS[0]]) is OTHERS[0]
    theirs = author == record.viewer.practitioner or kept_from.may_keep(record, stored)
    return moves and theirs and _changes(record, stored)


def may_unmark(record: OpenRecord, stored: Stored, entry: DailyEntry) -> bool:
    """Whether the viewer may put it back where its kind and its author's word have it."""
    back = concerns.labels_of(entry, stored.custodian).category is not OTHERS[0]
    return stored.category == OTHERS[0] and back and _changes(record, stored)


def mark(stored: Stored) -> None:
    """All versions are for those who may know what others told. Raises `Missing` for a viewer who may not change it."""
    concerns.raise_to(cursor(), stored.id, stored, Labels(stored.custodian, *OTHERS))


def unmark(stored: Stored, entry: DailyEntry) -> None:
    """Put it back. Whom it is kept from, it stays kept from. Raises `Missing` for a viewer who may not change it."""
    one_at_a_time(cursor(), stored.id)
    usual, (team, barred) = (
        concerns.labels_of(entry, stored.custodian),
        reading.restrictions(cursor(), [stored.id]),
    )
    relabel(
        cursor(),
        stored.id,
        Labels(stored.custodian, usual.category, usual.tier, team, barred),
        reason=NOT_OTHERS,
    )


def _changes(record: OpenRecord, stored: Stored) -> bool:
    own = record.is_own and stored.custodian == record.viewer.custodian
    return own and record.may_change(Category(stored.category), Tier(stored.tier))
