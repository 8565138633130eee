"""What the measuring is done on: a durable PostgreSQL of its own, a home with its people, and a running Kith.

Data sets are those of the budgets: S is 40 people for 90 days, M 10,000 people with two million resources.
`KITH_BENCH_DATA` chooses (S unless told otherwise); what does not fit on the disk is cut, and said.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

import orjson
import psycopg

from kith.access import accounts
from kith.catalogue import systems
from kith.catalogue.loader import catalogue
from kith.directory import actions
from kith.directory.models import Account
from kith.record.labels import Labels
from kith.record.loading import New, load, seal_all
from kith.record.search.hashing import coded
from tests.support.live import LiveKith
from tests.support.stores import DurableServer, as_url, migrate

SETS = {"XS": (4, 2_000), "S": (40, 54_000), "M": (10_000, 2_000_000), "L": (1_000_000, 5_000_000)}
"""People, and entries between them. XS is for trying the benchmarks themselves."""
SHARE = "KITH_BENCH_SHARE"
"""The variable that takes a part of a set, 0.1 for a tenth, where there is no time for the whole; the results tell it."""
BYTES_EACH = 4_500
KINDS = ("drink", "weight", "mood", "pulse")
DAYS = 90
HOME = 40
"""So many of the people live in one home, whose own nurse the pages are measured for; the API reads about all."""


@dataclass(frozen=True)
class Bed:
    """Everything that a benchmark needs to know."""

    name: str
    data: Path
    server: DurableServer
    kith: LiveKith
    token: str
    session: int
    people: list[UUID]
    carer: str
    at_home: list[UUID]
    """The username of somebody who works in one home, and the people who live there."""
    entries: int

    @property
    def told(self) -> str:
        """The data set in words."""
        return f"{self.name}: {len(self.people)} people, {self.entries} entries"


def entry_id(number: int) -> UUID:
    """The id of the n-th entry: pgbench works it out as we do, so that neither has to look it up."""
    return UUID(int=(0x019A0000 << 96) | (0x7000 << 64) | (0x8000 << 48) | number)


ENTRY_ID_SQL = "('019a0000-0000-7000-8000-' || lpad(to_hex(:n::bigint), 12, '0'))::uuid"


@contextmanager
def made(folder: Path) -> Iterator[Bed]:
    """The bed in a folder of its own; an existing one is used again."""
    name = os.environ.get("KITH_BENCH_DATA", "S")
    share = float(os.environ.get(SHARE, 1))
    people, entries = (round(share * count) for count in SETS[name])
    name = name if share == 1 else f"{share:g} of {name}"
    entries = min(entries, shutil.disk_usage(folder).free // 3 // BYTES_EACH)
    server = DurableServer(folder)
    server.start()
    try:
        migrate(server.dsn(), folder)
        home = _home(people)
        _load(server, home, entries)
        kith = LiveKith(as_url(server.dsn()), folder, workers=2)
        kith.start()
        try:
            yield Bed(
                name,
                folder,
                server,
                kith,
                home.token,
                home.session,
                home.people,
                home.carer,
                home.people[:HOME],
                entries,
            )
        finally:
            kith.stop()
    finally:
        server.stop()


@dataclass(frozen=True)
class _Home:
    token: str
    session: int
    custodian: int
    staff: UUID
    people: list[UUID]
    carer: str


def _home(count: int) -> _Home:
    where = actions.add_organization(name="Rosewood House Ltd")
    everywhere = actions.add_service(organization=where, name="Rosewood community nursing")
    house = actions.add_service(organization=where, name="Rosewood House")
    long_ago = datetime(2026, 1, 5, 9, tzinfo=UTC)
    people = []
    for number in range(count):
        born = date(1930, 1, 1) + timedelta(days=number % 7_000)
        known = actions.add_patient(
            organization=where, family=f"Person{number}", given="Ann", birth_date=born
        )
        for service in (everywhere, house)[: 2 if number < HOME else 1]:
            actions.register(patient=known, service=service, since=long_ago)
        people.append(known.id)
    staff, carer = (actions.add_staff(organization=where, name=name) for name in ("Sam Field", "Eliza Marsh"))
    for who, service in ((staff, everywhere), (carer, house)):
        actions.add_post(staff=who, service=service, role="nurse", words="Nurse", since=long_ago)
    for username, who in (("bench", staff), ("bench-house", carer)):
        Account.objects.create(username=username, staff=who)
    text = accounts.token("bench", "benchmarks", lasts=timedelta(days=1))
    session = Account.objects.get(username="bench").tokens.get().session
    assert where.custodian is not None
    return _Home(text, session, where.custodian, staff.id, people, "bench-house")


def _load(server: DurableServer, home: _Home, count: int) -> None:
    """In order of time, as a store fills: one person's rows lie scattered."""
    lot = Random(1)
    start = datetime.now(UTC) - timedelta(days=DAYS)
    step = timedelta(days=DAYS) / count
    labels = {
        kind: Labels(home.custodian, catalogue().kind(kind).category, catalogue().kind(kind).tier)
        for kind in KINDS
    }

    def news() -> Iterator[New]:
        for number in range(count):
            kind = lot.choice(KINDS)
            text = entry_text(
                kind, lot.choice(home.people), home.staff, start + step * number, lot.randint(10, 300)
            )
            yield New(entry_id(number), text, labels[kind], home.staff, start + step * number)

    with psycopg.connect(server.dsn(), autocommit=True) as connection:
        load(connection, news(), at_once=1000)
        seal_all(server.dsn("worker"))
        connection.execute("vacuum analyze current")
        connection.execute("analyze version")
        connection.execute("analyze decision")


def entry_text(
    kind: str, patient: UUID, staff: UUID, moment: datetime, amount: int, id: UUID | None = None
) -> str:
    """An entry of about 1.2 kB, the size that the store was measured with."""
    when = moment.isoformat(timespec="milliseconds")
    kinds, parts = systems.ENTRY_KINDS, systems.ENTRY_PARTS
    quantity = {
        "value": amount,
        "unit": "kg" if kind == "weight" else "ml",
        "system": systems.UCUM,
        "code": "kg",
    }
    resource = {
        "resourceType": "Observation",
        **({"id": str(id)} if id else {}),
        "extension": [{"url": systems.INSTANTIATES, "valueCanonical": catalogue().kind(kind).canonical}],
        "status": "final",
        "category": [{"coding": [{"system": systems.RECORD_CATEGORY, "code": "daily-life"}]}],
        "code": {"coding": [{"system": kinds, "code": kind, "display": kind.title()}]},
        "subject": {"reference": f"Patient/{patient}"},
        "effectiveDateTime": when,
        "issued": when,
        "performer": [{"reference": f"Practitioner/{staff}"}],
        "note": [{"text": "He was in good spirits and talked about the garden while he was helped. " * 4}],
        "valueQuantity": quantity,
    }
    if kind != "weight":
        del resource["valueQuantity"]
        coding = [{"system": parts, "code": f"{kind}.taken"}]
        resource["component"] = [{"code": {"coding": coding}, "valueQuantity": quantity}]
    return orjson.dumps(resource).decode()


def first_code(kind: str) -> int:
    """The hash in the column `code` for a kind of entry."""
    return coded("code", systems.ENTRY_KINDS, kind)
