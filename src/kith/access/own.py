"""Sessions of those who read in their own right: the person, and whoever reads for them (access rules, 3)."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from kith.access.purposes import Purpose
from kith.directory.models import Account
from kith.record.connection import cursor
from kith.record.ids import NOBODY

PERSON = "person"
READER = "reader"
"""The roles of such sessions; nobody holds them as a post."""
LENGTH = timedelta(hours=2)
"""Such a session ends sooner than a shift: it may be on a tablet that others use."""


@dataclass(frozen=True, slots=True)
class Hat:
    """By which organisation's leave an account reads, and whether as the person themselves."""

    who: UUID
    custodian: int
    role: str


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads in their own right, as those who may know of it are told."""

    name: str
    relation: str
    is_person: bool


def hats_of(account: Account) -> list[Hat]:
    """What an account could read in its own right now; as the person themselves first."""
    if account.reader is None:
        return []
    rows = cursor().execute("select * from kith_own_hats(%s)", (account.pk,)).fetchall()
    return [Hat(r.who, r.custodian, PERSON if r.person else READER) for r in rows]


def open_session(account: Account, hat: Hat) -> int:
    """Open a session in which nothing is read but by the leaves of this hat; answers its number."""
    row = cursor().execute(
        "select kith_open_session(%s, %s, %s, %s, %s::smallint, %s::smallint, %s, %s)",
        (
            account.pk, hat.who, hat.role, NOBODY, hat.custodian, int(Purpose.OWN_ACCESS), [],
            timezone.now() + LENGTH,
        ),
    ).fetchone()  # fmt: skip
    assert row is not None
    return int(row[0])


def readers(who: list[UUID]) -> dict[UUID, Reader]:
    """Names of readers, by id, as far as the people about whom they read are open to the session."""
    rows = cursor().execute("select * from kith_readers(%s)", (who,)).fetchall() if who else []
    return {r.who: Reader(r.name, r.relation, r.kind == 1) for r in rows}
