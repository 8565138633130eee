"""Loading looks of the past: what an older system logged, or what a demonstration makes up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from kith.record.loading.copying import Connection, copy
from kith.record.looks import LookKind

LOOK = "look (number, at, session, staff, role, custodian, purpose, kind, face, asked, depth)"
PERSON = "look_person (patient, at, number)"


@dataclass(frozen=True, slots=True)
class PastLook:
    """One look that was made under a session, and the Patients that it showed."""

    at: datetime
    session: int
    staff: UUID | None
    role: str
    custodian: int
    purpose: int
    kind: LookKind
    face: str
    asked: str
    depth: int
    patients: tuple[UUID, ...]


def load_looks(connection: Connection, looks: Sequence[PastLook]) -> int:
    """Load looks in the order given, in one transaction; answers how many. `connection` is the owner's.

    They are sealed like any others, in the order in which they came into the store.
    """
    with connection.transaction():
        numbers = connection.execute(
            "select nextval(pg_get_serial_sequence('look', 'number')) from generate_series(1, %s)",
            (len(looks),),
        )
        numbered = list(zip((row[0] for row in numbers), looks, strict=True))
        copy(connection, LOOK, (_row(number, look) for number, look in numbered))
        copy(connection, PERSON, _lines(numbered))
    return len(looks)


def _row(number: int, look: PastLook) -> tuple[Any, ...]:
    return (
        number, look.at, look.session, look.staff, look.role, look.custodian, look.purpose,
        int(look.kind), look.face, look.asked, look.depth,
    )  # fmt: skip


def _lines(numbered: Sequence[tuple[int, PastLook]]) -> Iterator[tuple[Any, ...]]:
    for number, look in numbered:
        for patient in look.patients:
            yield patient, look.at, number
