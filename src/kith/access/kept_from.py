"""One entry, kept from the person and so from whoever reads for them, or from one reader (practice, 24 and 25).

It is for whoever may give leave to read: they may change legal authority. Staff read the entry as before. Everything is
written by functions of the store (`sql/kept_from.sql`), which hold the session to its rights.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kith.access import own
from kith.access.choosing import KEPT_AS
from kith.access.concerns import ACT
from kith.access.open_record import OpenRecord
from kith.access.own import PERSON
from kith.access.roles import shipped
from kith.catalogue.categories import Category, Tier
from kith.directory.models import KeptFrom
from kith.record import reading
from kith.record.connection import cursor
from kith.record.one_at_a_time import one_at_a_time
from kith.record.stored import Stored
from kith.record.types import type_number

Reason = KeptFrom.Reason
TYPE = "Observation"
MOST_WORDS = 500


@dataclass(frozen=True, slots=True)
class Kept:
    """That one entry is, or was, kept from somebody."""

    number: int
    entry: UUID
    patient: UUID
    whom: UUID
    reason: Reason
    why: str
    opinion: str
    made: datetime
    made_by: UUID
    review: datetime
    over: datetime | None
    over_by: UUID | None
    over_why: str

    @property
    def from_person(self) -> bool:
        """Whether it is kept from the person, and so from everybody who reads for them."""
        return self.whom == self.patient

    def due(self, now: datetime) -> bool:
        """Whether it should have been asked again by now. Nothing is told by a review that is missed."""
        return self.over is None and self.review <= now


def may_keep(record: OpenRecord, stored: Stored) -> bool:
    """Whether the viewer may keep this entry from somebody: it is their organisation's and they may change it."""
    held = record.is_own and stored.custodian == record.viewer.custodian
    return (
        held
        and record.may_change(*KEPT_AS)
        and record.may_change(Category(stored.category), Tier(stored.tier))
    )


def decides(record: OpenRecord, kept: Kept) -> bool:
    """Whether the viewer decides about one that stands: whoever made it, and whoever oversees."""
    return kept.over is None and (kept.made_by == record.viewer.practitioner or record.viewer.may("oversee"))


@transaction.atomic
def keep_from(
    record: OpenRecord,
    entry: UUID,
    whom: UUID,
    reason: Reason,
    *,
    why: str,
    review: datetime,
    opinion: str = "",
) -> bool:
    """Keep all versions of an entry from the person (`whom` is the Patient) or from one reader, from the next request on.

    What was written about it is kept with it. Answers whether the viewer may, and it was not kept from them already.
    """
    one_at_a_time(cursor(), entry)
    asked = "select kith_keep_from(%s, %s, %s::smallint, %s, %s, %s, %s::smallint)"
    return _done(asked, entry, whom, int(reason), why, opinion, review, type_number(ACT))


def keep_longer(kept: Kept, *, why: str, review: datetime) -> bool:
    """Keep it so until it is asked again. Answers whether the viewer may."""
    return _done(
        "select kith_review_kept(%s, %s, %s, %s::smallint)", kept.number, why, review, type_number(ACT)
    )


@transaction.atomic
def give_back(kept: Kept, *, why: str) -> bool:
    """They see it again with their next request. Answers whether the viewer may."""
    one_at_a_time(cursor(), kept.entry)
    asked = "select kith_review_kept(%s, %s, null, %s::smallint)"
    return _done(asked, kept.number, why, type_number(ACT))


def kept(patients: Sequence[UUID]) -> list[Kept]:
    """What is and was kept of these people's entries, as far as the viewer decides such things and sees the entry.

    What stands comes first, and of that what is to be asked again soonest.
    """
    rows = cursor().execute(
        "select k.* from kith_kept(%s) k join current c on c.id = k.entry"
        " order by k.over desc nulls first, k.review, k.number",
        (list(patients),),
    )
    return [
        Kept(
            r.number, r.entry, r.patient, r.whom, Reason(r.reason), r.why, r.opinion, r.made, r.made_by, r.review,
            r.over, r.over_by, r.over_why,
        )
        for r in rows.fetchall()
    ]  # fmt: skip


def kept_from(record: OpenRecord, entry: UUID) -> tuple[bool, list[str]]:
    """Whether an entry that the viewer sees is kept from the person, and the names of readers from whom it is kept.

    For every colleague to know: whoever reads an entry may tell of it.
    """
    _, barred = reading.restrictions(cursor(), [entry])
    patients = {record.patient, *record.patients}
    found = own.readers([each for each in barred if each not in patients])
    return bool(patients & set(barred)), sorted(each.name for each in found.values())


def from_the_person(record: OpenRecord, entries: Sequence[UUID]) -> set[UUID]:
    """Those of these entries that are kept from the person by a decision."""
    rows = cursor().execute(
        "select id from current where id = any(%s) and barred && %s",
        (list(entries), [record.patient, *record.patients]),
    )
    return {row[0] for row in rows.fetchall()}


def for_the_person(record: OpenRecord, entries: Sequence[UUID]) -> set[UUID]:
    """Those of these entries that the person would see in their own right: what is read to them, or handed over."""
    read = shipped()[PERSON].read
    rows = cursor().execute(
        "select id from current where id = any(%s) and (barred is null or not barred && %s)"
        " and (((case when gate < 64 then %s else %s end) >> (gate & 63)) & 1) = 1",
        (list(entries), [record.patient, *record.patients], read.low, read.high),
    )
    return {row[0] for row in rows.fetchall()}


def keep_from_namesake(access: UUID) -> int:
    """Keep from a new reader what is kept from another of the same name; answers how many entries."""
    row = cursor().execute(
        "select kith_keep_from_namesake(%s, %s::smallint)", (access, type_number(ACT))
    ).fetchone()  # fmt: skip
    return int(row[0]) if row else 0


def keep_moved(left: UUID, came: UUID) -> None:
    """What was kept from the person whose record it left by mistake is kept from the one whose it is."""
    cursor().execute("select kith_keep_moved(%s, %s, %s::smallint)", (left, came, type_number(ACT)))


def _done(asked: str, *values: object) -> bool:
    row = cursor().execute(asked, values).fetchone()
    return bool(row and row[0])
