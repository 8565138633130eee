"""Writers that dawdle before they commit, and a sequencer that is killed: readers still see everything once, in order.

One sequencer works and one waits for its lock, so that a kill costs no restart: each kill waits until another
stands ready. What a restart costs is measured by `test_killed_bursts.py`, which has one sequencer only.
"""

import random
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

import orjson
import psycopg
import pytest

from kith.ops import config
from kith.record import anchor
from kith.record.verify import verify
from kith.record.writing import put
from tests.support.proof import Proof
from tests.support.sealing import until_anchored
from tests.support.sequencing import Sequencers
from tests.support.waiting import until
from tests.support.world import Worker, World, drink, patient

pytestmark = pytest.mark.store

WRITERS = 6
PER_TRANSACTION = 2  # versions, on average
Version = tuple[UUID, int]


@dataclass
class Reader:
    """Somebody who follows the feed by position only, and notes when each version came."""

    dsn: str
    session: int | None
    seen: list[tuple[int, UUID, int]] = field(default_factory=list)
    moments: dict[Version, float] = field(default_factory=dict)
    done: threading.Event = field(default_factory=threading.Event)

    def follow(self) -> None:
        """Read on from the last position until told that all is there."""
        position = 0
        with psycopg.connect(self.dsn, autocommit=True) as connection:
            connection.execute("listen kith_feed")
            if self.session is not None:
                connection.execute("select set_config('kith.session', %s, false)", (str(self.session),))
            while not self.done.is_set():
                rows = connection.execute(
                    "select position, id, version from feed where position > %s and what = 1"
                    " order by position limit 500",
                    (position,),
                ).fetchall()
                now = time.monotonic()
                self.seen.extend(rows)
                self.moments.update({(row[1], row[2]): now for row in rows})
                position = rows[-1][0] if rows else position
                if not rows:
                    list(connection.notifies(timeout=0.05, stop_after=1))


@dataclass
class Written:
    """What was committed, and when."""

    moments: dict[Version, float] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, versions: list[Version]) -> None:
        """A transaction has committed these."""
        now = time.monotonic()
        with self.lock:
            self.moments.update(dict.fromkeys(versions, now))


def dawdle(worker: Worker, green: UUID, transactions: int, seed: int, written: Written) -> None:
    """New entries and amendments, each transaction held open for a while before it commits."""
    chance = random.Random(seed)
    entries: list[tuple[dict[str, Any], int]] = []
    for _ in range(transactions):
        made: list[Version] = []
        with worker.transaction() as cursor:
            for _ in range(chance.randint(1, 2 * PER_TRANSACTION - 1)):
                amend = bool(entries) and chance.random() < 0.6
                resource, version = (
                    entries.pop(chance.randrange(len(entries))) if amend else (drink(green), 0)
                )
                resource = {**resource, "note": [{"text": f"version {version + 1}"}]}
                put(
                    cursor, orjson.dumps(resource).decode(), id=UUID(resource["id"]), labels=worker.labels(),
                    author=worker.staff, expected=version or None,
                )  # fmt: skip
                made.append((UUID(resource["id"]), version + 1))
                entries.append((resource, version + 1))
            cursor.execute("select pg_sleep(%s)", (chance.choice((0.0, 0.0, 0.004, 0.02, 0.1)),))
        written.add(made)


@pytest.fixture
def sequencers(store_url: str) -> Iterator[Sequencers]:
    """Two sequencers over this module's database, one of them waiting."""
    made = Sequencers(store_url, config.data_folder())
    made.start()
    yield made
    made.stop()


def test_every_reader_sees_every_version_once_and_in_order(
    app_dsn: str, owner_dsn: str, owner: psycopg.Connection[Any], sequencers: Sequencers, proof: Proof
) -> None:
    transactions, kills = (1500, 60) if proof.full else (60, 3)
    world = World(app_dsn)
    workers, green = colleagues(world)
    until(lambda: owner.execute("select 1 from feed").fetchone(), "the first sequencer works", 60)
    written = Written()
    readers = [
        Reader(app_dsn, workers[0].session),
        Reader(app_dsn, workers[1].session),
        Reader(owner_dsn, None),
    ]
    with ThreadPoolExecutor(WRITERS + len(readers)) as pool:
        following = [pool.submit(each.follow) for each in readers]
        try:
            writing = [
                pool.submit(dawdle, worker, green, transactions, seed, written)
                for seed, worker in enumerate(workers)
            ]
            kill_at_random(sequencers, written, WRITERS * transactions * PER_TRANSACTION, kills)
            for each in writing:
                each.result()
            until(
                lambda: all(written.moments.keys() <= each.moments.keys() for each in readers), "all came", 60
            )
        finally:
            for reader in readers:
                reader.done.set()
        for follower in following:
            follower.result()
    world.close()

    for reader in readers:
        everything_once_in_order(reader, written)
    tell(proof, kills, sorted(readers[2].moments[each] - moment for each, moment in written.moments.items()))
    the_feed_is_whole(owner)


def colleagues(world: World) -> tuple[list[Worker], UUID]:
    """Writers of one home, and a person whom they all may write about."""
    first = world.worker()
    workers = [first, *(world.worker(first.custodian) for _ in range(WRITERS - 1))]
    person = patient()
    green = UUID(person["id"])
    for worker in workers:
        worker.may(green)
    first.put(person)
    return workers, green


def kill_at_random(sequencers: Sequencers, written: Written, versions: int, kills: int) -> None:
    """Kill the sequencer at work whenever some more was written and another waits; begin one that waits anew."""
    chance = random.Random(23)
    for share in sorted(chance.uniform(0.05, 0.9) for _ in range(kills)):
        wanted = int(share * versions)
        until(partial(enough, written, wanted), f"{wanted} versions are written", 600)
        until(sequencers.ready, "another sequencer waits for the lock", 60)
        sequencers.kill()
        sequencers.start()


def enough(written: Written, versions: int) -> bool:
    """Whether so many were committed."""
    return len(written.moments) >= versions


def everything_once_in_order(reader: Reader, written: Written) -> None:
    """Each version that was committed came once, after the one before it, at a position of its own."""
    versions: dict[UUID, list[int]] = defaultdict(list)
    for _, id, version in reader.seen:
        versions[id].append(version)
    for id, found in versions.items():
        assert found == list(range(1, len(found) + 1)), id
    assert written.moments.keys() <= {(id, version) for _, id, version in reader.seen}
    positions = [position for position, _, _ in reader.seen]
    assert positions == sorted(set(positions))


def tell(proof: Proof, kills: int, spent: list[float]) -> None:
    """The figures; the promise of one second is held to at full size, on a machine that does nothing else."""
    p99 = spent[int(len(spent) * 0.99)]
    proof.figure("versions written by dawdling writers", len(spent))
    proof.figure("sequencers killed", kills)
    proof.figure("commit to feed, median", round(spent[len(spent) // 2] * 1000), "ms")
    proof.figure("commit to feed, p99", round(p99 * 1000), "ms")
    assert not proof.full or p99 < 1.0


def the_feed_is_whole(owner: psycopg.Connection[Any]) -> None:
    """The last seal's head stands outside the database, the feed has no gap, and nothing looks like an attack."""
    until_anchored(owner)
    gaps = owner.execute("select count(*), max(position) - min(position) + 1 from feed").fetchone()
    assert gaps is not None
    assert gaps[0] == gaps[1]
    assert owner.execute("select count(*) from feed_pending").fetchone() == (0,)
    assert verify(owner, anchor.anchor_file()).findings == []
