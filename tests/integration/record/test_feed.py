"""The feed and its seals: every change once, in order, signed, and the anchor kept up."""

from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import psycopg
import pytest

from kith.record import anchor
from kith.record.looks import LookKind, record_look
from kith.record.sequencer import ONLY_ONE
from kith.record.verify import verify
from tests.support.feeding import drained
from tests.support.sequencing import Sequencers
from tests.support.waiting import until
from tests.support.world import World, drink, patient

pytestmark = pytest.mark.store


def test_changes_arrive_once_in_order_and_the_seals_stand(
    world: World, worker_dsn: str, owner: psycopg.Connection
) -> None:
    eliza = world.worker()
    person = patient()
    green = UUID(person["id"])
    eliza.may(green)
    eliza.put(person)
    entry = drink(green)
    eliza.put(entry)
    eliza.put({**entry, "status": "amended"}, expected=1)
    with eliza.transaction() as cursor:
        record_look(cursor, [green], kind=LookKind.OPENING, face="web", asked="day")

    drained(worker_dsn)

    rows = owner.execute(
        "select id, version from feed where patient = %s order by position", (green,)
    ).fetchall()
    assert rows == [(green, 1), (UUID(entry["id"]), 1), (UUID(entry["id"]), 2)]
    assert owner.execute("select count(*) from feed_pending").fetchone() == (0,)
    report = verify(owner, anchor.anchor_file())
    assert report.findings == []
    assert report.looks == 1
    assert report.versions >= 3


def test_a_viewer_reads_only_their_own_part_of_the_feed(world: World, worker_dsn: str) -> None:
    eliza, neighbour = world.worker(), world.worker()
    person = patient()
    green = UUID(person["id"])
    eliza.may(green)
    eliza.put(person)
    drained(worker_dsn)

    with eliza.transaction() as cursor:
        assert cursor.execute("select count(*) from feed where patient = %s", (green,)).fetchone() == (1,)
    with neighbour.transaction() as cursor:
        assert cursor.execute("select count(*) from feed where patient = %s", (green,)).fetchone() == (0,)


def test_the_worker_makes_the_months_to_come_and_the_application_cannot(
    world: World, worker_dsn: str, owner: psycopg.Connection
) -> None:
    owner.execute("drop table version_" + _in_two_months().strftime("%Y_%m"))
    before = owner.execute(
        "select count(*) from pg_class where relname like 'version_2%%' and relkind = 'r'"
    ).fetchone()

    with psycopg.connect(worker_dsn, autocommit=True) as worker:
        worker.execute("select kith_months()")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        world.worker().connection.execute("select kith_months()")

    after = owner.execute(
        "select count(*) from pg_class where relname like 'version_2%%' and relkind = 'r'"
    ).fetchone()
    assert after[0] == before[0] + 1


def _in_two_months() -> date:
    first = date.today().replace(day=1)
    return (first + timedelta(days=31)).replace(day=1) + timedelta(days=31)


def test_one_that_waits_for_another_stops_when_it_is_told_to(
    owner_dsn: str, owner: psycopg.Connection, tmp_path: Path
) -> None:
    """A second server over the same database could not be stopped: its sequencer heard nothing while it waited."""
    owner.execute("select pg_advisory_lock(%s)", (ONLY_ONE,))
    try:
        waiting = Sequencers(owner_dsn, tmp_path, standby=False)
        waiting.start()
        waits = "select 1 from pg_locks where locktype = 'advisory' and objid = %s and not granted"
        until(lambda: owner.execute(waits, (ONLY_ONE,)).fetchone(), "it waits", 60)
        waiting.stop()
    finally:
        owner.execute("select pg_advisory_unlock(%s)", (ONLY_ONE,))
