"""The sequencer: the one process that gives changes their place in the feed and seals them.

No watermark and no horizon for changes: a late committer is found because its row is still pending (architecture,
"Feed"). It alone sends NOTIFY, so that writers never wait for one another.
"""

import logging
import signal
import threading
from datetime import date
from types import FrameType
from typing import Any

import psycopg

from kith.ops import config
from kith.record import anchor, leaves
from kith.record.seals import SealKind, link, sign, signing_key

BATCH = 1000
IDLE_SECONDS = 0.02
LOOK_BATCH = 5000
ONLY_ONE = 0x6B697468  # "kith": the advisory lock that keeps a second sequencer waiting

Connection = psycopg.Connection[Any]
log = logging.getLogger(__name__)


def drain(connection: Connection) -> int:
    """Move every visible pending change, in number order, into the feed and seal them. Answers how many."""
    with connection.transaction():
        position, seal, chain = _head(connection)
        pending = connection.execute(
            "select number from feed_pending order by number limit %s", (BATCH,), prepare=True
        ).fetchall()
        if not pending:
            return 0
        numbers = [row[0] for row in pending]
        _place(connection, numbers, position)
        chain = link(chain, _leaves(connection, position, position + len(numbers)))
        head = _seal(
            connection, seal + 1, SealKind.FEED, position + 1, position + len(numbers), len(numbers), chain
        )
        connection.execute("update feed_head set position = position + %s", (len(numbers),))
        connection.execute("select pg_notify('kith_feed', %s)", (str(position + len(numbers)),))
    anchor.append(anchor.Head(head, chain.hex(), position + len(numbers)))
    return len(numbers)


def _head(connection: Connection) -> tuple[int, int, bytes]:
    row = connection.execute("select position, seal, chain from feed_head for update").fetchone()
    assert row is not None  # the migration made the one row
    return row[0], row[1], bytes(row[2])


def _place(connection: Connection, numbers: list[int], position: int) -> None:
    connection.execute(
        "with gone as (delete from feed_pending where number = any(%s) returning *)"
        " insert into feed (position, what, id, version, recorded, patient, custodian, ref, at)"
        " select %s + row_number() over (order by number), what, id, version, recorded, patient, custodian, ref, at"
        " from gone",
        (numbers, position),
        prepare=True,
    )


def _leaves(connection: Connection, after: int, upto: int) -> list[bytes]:
    rows = connection.execute(
        leaves.FEED.format(source="feed") + " where f.position > %s and f.position <= %s order by f.position",
        (after, upto),
        prepare=True,
    ).fetchall()
    held = leaves.attachments_of(connection, [row[2] for row in rows if row[2]])
    return [leaves.feed_leaf(row, held) for row in rows]


def seal_looks(connection: Connection) -> int:
    """Seal the looks of all transactions that are over, oldest first. Answers how many.

    Looks need no dense order, so here the horizon serves: a look becomes part of a seal once every transaction as
    old as its own has ended.
    """
    with connection.transaction():
        position, seal, chain = _head(connection)
        first = _first_look(connection)
        last = _look_horizon(connection, first)
        found = leaves.look_leaves(connection, first, last) if last > first else []
        if not found:
            return 0
        chain = link(chain, found)
        head = _seal(connection, seal + 1, SealKind.LOOKS, first, last, len(found), chain)
        connection.execute("update feed_head set look_xid = %s::text::xid8", (str(last),))
    anchor.append(anchor.Head(head, chain.hex(), position))
    return len(found)


def unsealed_looks(connection: Connection) -> bool:
    """True while looks are kept that no seal covers yet."""
    row = connection.execute(
        "select exists (select from look where xid >= (select look_xid from feed_head))"
    ).fetchone()
    return bool(row and row[0])


def _first_look(connection: Connection) -> int:
    row = connection.execute("select look_xid::text::bigint from feed_head").fetchone()
    assert row is not None
    return int(row[0])


def _look_horizon(connection: Connection, first: int) -> int:
    row = connection.execute(
        "with done as (select xid from look where xid >= %s::text::xid8"
        " and xid < pg_snapshot_xmin(pg_current_snapshot()) order by xid, number limit %s)"
        " select coalesce(max(xid::text::bigint), -1) + 1 from done",
        (str(first), LOOK_BATCH),
    ).fetchone()
    assert row is not None
    return int(row[0])


def _seal(
    connection: Connection, number: int, kind: SealKind, first: int, last: int, count: int, chain: bytes
) -> int:
    signature = sign(signing_key(), number, kind, chain)
    connection.execute(
        "insert into seal (number, kind, first, last, count, chain, signature, at)"
        " values (%s, %s, %s, %s, %s, %s, %s, clock_timestamp())",
        (number, int(kind), first, last, count, chain, signature),
    )
    connection.execute("update feed_head set seal = %s, chain = %s", (number, chain))
    return number


def catch_up_anchor(connection: Connection) -> None:
    """Write the heads that a crash kept from the anchor: a seal commits first, its head is written after."""
    known = anchor.last_head(anchor.anchor_file())
    rows = connection.execute(
        "select number, chain, case when kind = 1 then last else 0 end from seal where number > %s order by number",
        (known.seal if known else 0,),
    ).fetchall()
    for number, chain, position in rows:
        anchor.append(anchor.Head(number, bytes(chain).hex(), position))


def run(stop: threading.Event, dsn: str | None = None) -> None:
    """Drain and seal until told to stop; reconnect when the database goes away."""
    while not stop.is_set():
        try:
            with psycopg.connect(dsn or config.dsn("worker"), autocommit=True) as connection:
                if _is_the_one(connection, stop):
                    catch_up_anchor(connection)
                    _work(connection, stop)
        except psycopg.OperationalError:
            log.warning("the sequencer lost the database and tries again")
            stop.wait(0.5)


def _is_the_one(connection: Connection, stop: threading.Event) -> bool:
    """Wait until no other is at work, a second at a time so as to hear when told to stop; False when that came first."""
    connection.execute("set lock_timeout = '1s'")
    while not stop.is_set():
        try:
            connection.execute("select pg_advisory_lock(%s)", (ONLY_ONE,))
        except psycopg.errors.LockNotAvailable:
            continue
        connection.execute("reset lock_timeout")
        return True
    return False


def _work(connection: Connection, stop: threading.Event) -> None:
    made_for = None
    while not stop.is_set():
        if made_for != (today := date.today()):
            connection.execute("select kith_months()")  # months ahead, so that none is missing when it begins
            made_for = today
        if not drain(connection):
            seal_looks(connection)
            stop.wait(IDLE_SECONDS)


def main() -> None:
    """Run as a process of its own until SIGTERM or SIGINT."""
    stop = threading.Event()

    def ask(number: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, ask)
    signal.signal(signal.SIGINT, ask)
    run(stop)


if __name__ == "__main__":
    main()
