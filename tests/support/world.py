"""A small world in the store: organisations, people and sessions with plain rights, for tests of the record itself.

Decisions are written straight through the store's own functions, so that a test of the store says in one line who may
do what; the gate that works decisions out has tests of its own.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import orjson
import psycopg
from psycopg.rows import namedtuple_row

from kith.catalogue.categories import Category, Tier
from kith.record.ids import NOBODY, new_id
from kith.record.labels import Labels, gate_number
from kith.record.writing import Written, put

EVERYTHING = [(category, tier) for category in Category for tier in Tier]
Right = tuple[Category, Tier]


def masks(rights: list[Right]) -> tuple[int, int]:
    """The low and high mask for these category and tier pairs, as the signed numbers that PostgreSQL keeps."""
    bits = sum(1 << gate_number(category, tier) for category, tier in set(rights))
    return _signed(bits & (2**64 - 1)), _signed(bits >> 64)


def _signed(bits: int) -> int:
    return bits - 2**64 if bits >= 2**63 else bits


@dataclass
class Worker:
    """Somebody with a session and a connection as the application."""

    connection: psycopg.Connection[Any]
    session: int
    staff: UUID
    custodian: int

    @contextmanager
    def transaction(self) -> Iterator[psycopg.Cursor[Any]]:
        """One request: a transaction with the session set for it."""
        with self.connection.transaction(), self.connection.cursor(row_factory=namedtuple_row) as cursor:
            cursor.execute("select set_config('kith.session', %s, true)", (str(self.session),))
            yield cursor

    def may(
        self, patient: UUID, *, read: list[Right] = EVERYTHING, add: list[Right] = EVERYTHING,
        change: list[Right] = EVERYTHING, custodian: int | None = None, until: datetime | None = None,
        teams: list[int] | None = None,
    ) -> None:  # fmt: skip
        """Decide what this session may do with one Patient's resources of one custodian."""
        each = [[mask] for rights in (read, add, change) for mask in masks(rights)]
        self.connection.execute(
            "select kith_decide(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, '')",
            (self.session, [patient], [custodian or self.custodian], *each, teams or [], until or _later()),
        )

    def labels(self, **more: Any) -> Labels:
        """Labels of this worker's own custodian."""
        return Labels(self.custodian, **more)

    def put(self, resource: dict[str, Any], *, labels: Labels | None = None, **more: Any) -> Written:
        """Write a resource in a transaction of its own."""
        with self.transaction() as cursor:
            return put(
                cursor, orjson.dumps(resource).decode(), id=UUID(resource["id"]), labels=labels or self.labels(),
                author=self.staff, **more,
            )  # fmt: skip


@dataclass
class World:
    """Everything made for one test."""

    dsn: str
    connections: list[psycopg.Connection[Any]] = field(default_factory=list)

    def worker(self, custodian: int | None = None, staff: UUID | None = None) -> Worker:
        """Somebody new, of a new organisation unless told whose."""
        connection = psycopg.connect(self.dsn, autocommit=True)
        self.connections.append(connection)
        who = staff or new_id()
        if custodian is None:
            custodian = connection.execute(
                "select kith_custodian(%s, %s)", (new_id(), "The Willows")
            ).fetchone()[0]
        session = connection.execute(
            "select kith_open_session(null, %s, 'nurse', null, %s::smallint, 1::smallint, '{}', %s)",
            (who, custodian, _later()),
        ).fetchone()[0]  # fmt: skip
        made = Worker(connection, session, who, custodian)
        made.may(NOBODY)
        return made

    def close(self) -> None:
        """Close every connection."""
        for connection in self.connections:
            connection.close()


def patient(**more: Any) -> dict[str, Any]:
    """An invented person's Patient resource."""
    return {
        "resourceType": "Patient",
        "id": str(new_id()),
        "name": [{"family": "Green", "given": ["Walter"]}],
        **more,
    }


def drink(patient: UUID | str, taken: str = "200", **more: Any) -> dict[str, Any]:
    """A drink as an Observation, the simplest entry."""
    return {
        "resourceType": "Observation",
        "id": str(new_id()),
        "status": "final",
        "code": {"coding": [{"system": "https://kith.example/CodeSystem/entry-kind", "code": "drink"}]},
        "subject": {"reference": f"Patient/{patient}"},
        "effectiveDateTime": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "component": [
            {
                "code": {
                    "coding": [
                        {"system": "https://kith.example/CodeSystem/entry-part", "code": "drink.taken"}
                    ]
                },
                "valueQuantity": {"value": float(taken), "unit": "ml", "code": "mL"},
            }
        ],
        **more,
    }


def _later() -> datetime:
    return datetime.now(UTC) + timedelta(hours=12)
