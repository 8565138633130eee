"""A few custodians and colleagues whom all generated sequences share; each sequence has people of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
from psycopg.rows import namedtuple_row

from kith.record.ids import NOBODY
from tests.support.record_facts import Person, Rights
from tests.support.record_steps import CUSTODIANS, PROFILES, WORKERS
from tests.support.world import World, masks

LATER = datetime.now(UTC) + timedelta(days=2)
BEFORE = datetime.now(UTC) - timedelta(days=2)
MASKS = {kind: masks(list(kind)) for each in PROFILES for kind in (each.read, each.add, each.change)}


@dataclass
class Colleague:
    """Somebody with one session, held open on a connection as the application."""

    connection: psycopg.Connection[Any]
    session: int
    staff: UUID
    custodian: int
    standing: dict[tuple[int, UUID, int], Rights] = field(default_factory=dict)
    """Rights that do not belong to one sequence."""

    @property
    def person(self) -> Person:
        """The same in the model."""
        return Person(self.session, self.staff)

    def cursor(self) -> psycopg.Cursor[Any]:
        """A cursor under the session, which is set on the connection: one call is one transaction."""
        return self.connection.cursor(row_factory=namedtuple_row)


class House:
    """Everybody who takes part."""

    def __init__(self, app_dsn: str, owner: psycopg.Connection[Any]) -> None:
        self._owner = owner
        self._world = World(app_dsn)
        first = [self._world.worker() for _ in range(CUSTODIANS)]
        more = [self._world.worker(first[number % 2].custodian) for number in range(WORKERS - CUSTODIANS)]
        self.custodians = [each.custodian for each in first]
        self.colleagues = [
            Colleague(each.connection, each.session, each.staff, each.custodian) for each in [*first, *more]
        ]
        for number, who in enumerate(self.colleagues):
            who.connection.execute("select set_config('kith.session', %s, false)", (str(who.session),))
            rights = PROFILES[(0, 5, 2, 4)[number % 4]]
            self.decide(who, NOBODY, who.custodian, rights)
            who.standing[who.session, NOBODY, who.custodian] = rights

    def decide(self, who: Colleague, patient: UUID, custodian: int, rights: Rights) -> None:
        """Give a session exactly these rights."""
        each = [[mask] for kind in (rights.read, rights.add, rights.change) for mask in MASKS[kind]]
        self.colleagues[0].connection.execute(
            "select kith_decide(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, '')",
            (
                who.session,
                [patient],
                [custodian],
                *each,
                sorted(rights.teams),
                BEFORE if rights.over else LATER,
            ),
            prepare=True,
        )

    def decided(self, people: list[UUID]) -> set[tuple[int, UUID, int]]:
        """For whom a decision about these people stands: session, Patient and custodian."""
        rows = self._owner.execute(
            "select session, patient, custodian from decision where patient = any(%s)",
            (people,),
            prepare=True,
        )
        return set(rows.fetchall())

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Decisions are sent together."""
        with self.colleagues[0].connection.pipeline():
            yield

    def close(self) -> None:
        """Close every connection."""
        self._world.close()
