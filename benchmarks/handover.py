"""B8: the handover of a home of twenty since the last shift, over HTTP, as a care worker's browser asks for it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

import psycopg

from benchmarks import clients
from benchmarks.bed import Bed
from benchmarks.results import Result, against, centile, spread
from kith.catalogue import exact
from kith.catalogue.components import DailyEntry
from kith.catalogue.loader import catalogue
from kith.record.ids import new_id
from kith.record.labels import Labels
from kith.record.loading import New, load, seal_all
from tests.support.homes import Home, home
from tests.support.lived_in import person, session_cookie

PEOPLE = 20
DAYS = 14
A_DAY = 30
"""Entries of one person a day."""
SHIFT = timedelta(hours=12)
SECONDS = 8
PASSES = 3
LIMIT = 300


def measure(bed: Bed) -> Iterator[Result]:
    """The 95th centile with one client and with fifteen who ask without a pause."""
    path = b"/handover/?since=shift"
    cookie = _lived_in(bed)
    made = (
        b"GET " + path + b" HTTP/1.1\r\nHost: localhost\r\nCookie: sessionid=" + cookie.encode() + b"\r\n\r\n"
    )
    clients.run(bed.kith.port, lambda _, __: made, clients=2, seconds=3, wanted=200)  # warm-up
    for count in (1, 15):
        slow = [_slow(bed, made, count) for _ in range(PASSES)]
        middle = sorted(slow)[PASSES // 2]
        name = f"handover for {PEOPLE} people, {count} client{'s' if count > 1 else ''}, 95th centile"
        told = f"{bed.told}; {PEOPLE} people here, {A_DAY} entries each a day"
        yield against(
            "B8", name, middle, "ms", f"{LIMIT} ms", middle <= LIMIT, spread=spread(slow), data=told
        )


def _slow(bed: Bed, made: bytes, count: int) -> float:
    run = clients.run(bed.kith.port, lambda _, __: made, clients=count, seconds=SECONDS, wanted=200)
    assert not run.refused, f"{run.refused} answers were no handover"
    return centile(run.times, 0.95) * 1000


def _lived_in(bed: Bed) -> str:
    """A home of twenty beside the data set, a fortnight long, and the cookie of somebody who was last here a shift ago."""
    place, now = home("Rosewood Lodge"), datetime.now(UTC)
    people = [person(place, f"Lodger{n}", "Ann", f"Room {n}", ("Falls",)) for n in range(PEOPLE)]
    carer, nurse = place.worker("care_worker", "Eliza Marsh"), place.worker("nurse", "Sam Field")
    with psycopg.connect(bed.server.dsn(), autocommit=True) as connection:
        load(connection, _entries(place, [each.id for each in people], nurse.staff_id, now), at_once=1000)
        seal_all(bed.server.dsn("worker"))
        connection.execute("vacuum analyze current")
        connection.execute("analyze version, feed, decision")
        connection.execute(
            "insert into session (account, staff, role, service, custodian, purpose, started, until, ended)"
            " values (%s, %s, 'care_worker', %s, %s, 1, %s, %s, %s)",
            (carer.pk, carer.staff_id, place.service.id, place.organization.custodian,
             now - 2 * SHIFT, now - SHIFT, now - SHIFT),
        )  # fmt: skip
    return session_cookie(carer)


def _entries(place: Home, people: list[UUID], author: UUID, now: datetime) -> Iterator[New]:
    """In order of time. One in ten is something that the next shift must know."""
    lot, count = Random(8), DAYS * A_DAY * PEOPLE
    custodian = place.organization.custodian
    assert custodian is not None
    step = timedelta(days=DAYS) / count
    for number in range(count):
        kind, answers, note = _drawn(lot)
        known, moment = catalogue().kind(kind), now - timedelta(days=DAYS) + step * number
        entry = DailyEntry(
            id=new_id(), kind=kind, definition=known.canonical, patient=people[number % PEOPLE],
            occurred=moment, author=author, made=moment, answers=answers, note=note,
        )  # fmt: skip
        labels = Labels(custodian, known.category, known.tier)
        yield New(entry.id, exact.dumps(entry.to_fhir()), labels, author, moment)


def _drawn(lot: Random) -> tuple[str, dict[str, object], str]:
    if lot.random() < 0.1:
        return (
            "distress",
            {"during": ["shouting"], "helped": ["listened", "company"], "after": "settled"},
            NOTE,
        )
    kind = lot.choice(("drink", "drink", "food", "night-check", "mood"))
    return kind, dict(ROUTINE[kind]), lot.choice(("", NOTE))


NOTE = "She talked about the garden while she was helped, and asked after her sister."
ROUTINE: dict[str, dict[str, object]] = {
    "drink": {"what": "tea", "offered": Decimal(200), "taken": Decimal(150)},
    "food": {"meal": "lunch", "offered": Decimal(1), "taken": Decimal("0.75")},
    "night-check": {"found": "asleep"},
    "mood": {"mood": ["content"]},
}
