"""Writers, database and sequencer are killed in the middle of bursts of writes: what was acknowledged stands, once.

Full size is 200 bursts (`make prove PART=killed_bursts`); an ordinary run makes a few.
"""

import hashlib
import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import psycopg
import pytest

from kith.record import anchor, attachments
from kith.record.verify import verify
from tests.support.proof import Proof
from tests.support.sequencing import Sequencers
from tests.support.stores import DurableServer, environment
from tests.support.waiting import until
from tests.support.world import World, patient

pytestmark = pytest.mark.store

FEED_SECONDS = 5.0
KILLS = ("writer", "database", "immediate stop", "everything")
Acknowledged = list[dict[str, Any]]


class Writer:
    """The writing process."""

    def __init__(self, server: DurableServer, who: dict[str, Any]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.burst_writer"],
            env=environment(server.dsn(), server.data), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self._send(json.dumps(who))
        assert "ready" in self._line()

    def begin(self) -> None:
        """Begin a burst."""
        self._send("go")

    def some(self, count: int) -> Acknowledged:
        """The next so many acknowledged writes."""
        return [json.loads(self._line()) for _ in range(count)]

    def rest(self) -> Acknowledged:
        """What it said until it was killed or lost the database. Half a line acknowledges nothing."""
        found = []
        for line in self._lines():
            if not line.endswith("\n") or "lost" in line:
                break
            found.append(json.loads(line))
        return found

    def kill(self) -> None:
        """Kill it at once."""
        self._process.send_signal(signal.SIGKILL)

    def close(self) -> None:
        """End it and forget it."""
        self._process.kill()
        self._process.communicate()

    def _send(self, words: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(words + "\n")
        self._process.stdin.flush()

    def _line(self) -> str:
        line = next(iter(self._lines()), "")
        assert line, "the writer ended of itself"
        return line

    def _lines(self) -> Iterator[str]:
        assert self._process.stdout is not None
        yield from iter(self._process.stdout.readline, "")


@pytest.fixture
def server(durable_server: DurableServer, monkeypatch: pytest.MonkeyPatch) -> DurableServer:
    """The server that is killed; this process reads its data folder."""
    monkeypatch.setenv("KITH_DATABASE_URL", durable_server.dsn())
    monkeypatch.setenv("KITH_DATA", str(durable_server.data))
    return durable_server


@pytest.fixture
def sequencer(server: DurableServer) -> Iterator[Sequencers]:
    """The one sequencer."""
    made = Sequencers(server.dsn(), server.data, standby=False)
    made.start()
    yield made
    made.stop()


def test_every_acknowledged_write_survives_any_kill(
    server: DurableServer, sequencer: Sequencers, proof: Proof
) -> None:
    wanted = 200 if proof.full else 6
    chance = random.Random(proof.get("bursts", 0))
    who = somebody(server)
    writer = Writer(server, who)
    for burst in range(proof.get("bursts", 0), wanted):
        kill = KILLS[burst % len(KILLS)]
        writer.begin()
        said = writer.some(chance.randint(1, 60))
        break_off(kill, server, sequencer, writer)
        said += writer.rest()
        if kill in ("writer", "everything"):
            writer.close()
        seconds = mend(kill, server, sequencer, said)
        if kill in ("writer", "everything"):
            writer = Writer(server, who)
        proof.put("bursts", burst + 1)
        proof.put("writes", proof.get("writes", 0) + len(said))
        proof.put("slowest", max(proof.get("slowest", 0.0), seconds))
        tell(proof)
    writer.close()
    with psycopg.connect(server.dsn(), autocommit=True) as owner:
        until(
            lambda: owner.execute("select count(*) from feed_pending").fetchone() == (0,),
            "all is in the feed",
        )
        assert verify(owner, anchor.anchor_file()).findings == []


def tell(proof: Proof) -> None:
    """The figures so far."""
    proof.figure("bursts broken off by a kill", proof.get("bursts"))
    proof.figure("acknowledged writes, each there once", proof.get("writes"))
    proof.figure("restart to the last feed row, slowest", round(proof.get("slowest"), 2), "s")


def somebody(server: DurableServer) -> dict[str, Any]:
    """A worker and a person, for the writer to write as and about."""
    world = World(server.dsn("app"))
    worker, person = world.worker(), patient()
    worker.may(UUID(person["id"]))
    worker.put(person)
    world.close()
    return {
        "session": worker.session,
        "staff": str(worker.staff),
        "custodian": worker.custodian,
        "patient": person["id"],
    }


def break_off(kill: str, server: DurableServer, sequencer: Sequencers, writer: Writer) -> None:
    """Kill what this burst loses."""
    if kill in ("writer", "everything"):
        writer.kill()
    if kill == "immediate stop":
        server.stop("immediate")
    if kill in ("database", "everything"):
        server.kill()
    if kill == "everything":
        sequencer.kill()


def mend(kill: str, server: DurableServer, sequencer: Sequencers, said: Acknowledged) -> float:
    """Start again what died, and check every write. Answers the seconds from restart to the last feed row."""
    if kill != "writer":
        server.start()
    begun = time.monotonic()
    sequencer.start()
    with psycopg.connect(server.dsn(), autocommit=True) as owner:
        ids = [UUID(each["id"]) for each in said]
        until(lambda: fed(owner, ids) >= pairs(said), "every write is in the feed", FEED_SECONDS)
        seconds = time.monotonic() - begun
        each_stands_once(owner, ids, said)
    return seconds


def pairs(said: Acknowledged) -> set[tuple[str, int]]:
    """Ids and versions."""
    return {(each["id"], each["version"]) for each in said}


def fed(owner: psycopg.Connection[Any], ids: list[UUID]) -> set[tuple[str, int]]:
    """Versions that are in the feed."""
    rows = owner.execute(
        "select id::text, version from feed where what = 1 and id = any(%s)", (ids,)
    ).fetchall()
    assert len(rows) == len(set(rows)), "a version is twice in the feed"
    return set(rows)


def each_stands_once(owner: psycopg.Connection[Any], ids: list[UUID], said: Acknowledged) -> None:
    """Version, current row, index row and attachment of every acknowledged write."""
    bodies = owner.execute(
        "select id::text, version, body from version where id = any(%s)", (ids,)
    ).fetchall()
    hashes = {(id, version): hashlib.sha256(body.encode()).hexdigest() for id, version, body in bodies}
    assert len(hashes) == len(bodies), "a version is there twice"
    current = dict(
        owner.execute("select id::text, version from current where id = any(%s)", (ids,)).fetchall()
    )
    indexed = owner.execute(
        "select id::text, count(*) from search_date where id = any(%s) group by id", (ids,)
    )
    dates = dict(indexed.fetchall())
    files = owner.execute(
        "select id::text, version, name from attachment where id = any(%s)", (ids,)
    ).fetchall()
    for each in said:
        key = (each["id"], each["version"])
        assert hashes.get(key) == each["body"], key
        assert current[each["id"]] >= each["version"]
        assert dates.get(each["id"]), f"{key} has no index row"
        if each["file"]:
            assert files.count((*key, each["file"])) == 1
            assert attachments.digest(attachments.load(each["file"])).hex() == each["sha256"]
