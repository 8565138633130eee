"""Walks the seals from the first: every batch is hashed again and compared with what was sealed and signed."""

from typing import Any

import psycopg

from kith.record import leaves
from kith.record.seals import START, SealKind, link, signed_by, signing_key
from kith.record.verify.report import Report

Connection = psycopg.Connection[Any]


def check_chain(connection: Connection, report: Report) -> dict[int, str]:
    """Check every seal; answers the chain after each, by number."""
    key, chain, expected, position, chains = signing_key(), START, 1, 0, {}
    seals = connection.execute(
        "select number, kind, first, last, count, chain, signature from seal order by number"
    ).fetchall()
    for number, kind, first, last, count, sealed, signature in seals:
        if number != expected:
            report.add("chain", f"seal {expected}", "A seal is missing.")
        found = _batch(connection, kind, first, last)
        _count(report, kind, len(found))
        if kind == SealKind.FEED and first != position + 1:
            report.add(
                "feed", f"position {position + 1}", "Positions of the feed are missing between two seals."
            )
        if len(found) != count or link(chain, found) != bytes(sealed):
            what = "look" if kind == SealKind.LOOKS else "version"
            report.add(
                what, f"seal {number}, {first} to {last}", "What this seal covers is not what was sealed."
            )
        if not signed_by(key, number, kind, bytes(sealed), bytes(signature)):
            report.add(
                "signature",
                f"seal {number}",
                "This seal was not signed with our key: the chain was made again.",
            )
        chain, expected, chains[number] = bytes(sealed), number + 1, bytes(sealed).hex()
        position = last if kind == SealKind.FEED else position
    report.seals = len(seals)
    _check_end(connection, report, position)
    return chains


def _batch(connection: Connection, kind: int, first: int, last: int) -> list[bytes]:
    if kind == SealKind.LOOKS:
        return leaves.look_leaves(connection, first, last)
    rows = connection.execute(
        leaves.FEED.format(source="feed") + " where f.position between %s and %s order by f.position",
        (first, last),
    ).fetchall()
    held = leaves.attachments_of(connection, [row[2] for row in rows if row[2]])
    return [leaves.feed_leaf(row, held) for row in rows]


def _count(report: Report, kind: int, number: int) -> None:
    if kind == SealKind.LOOKS:
        report.looks += number
    else:
        report.versions += number


def _check_end(connection: Connection, report: Report, position: int) -> None:
    row = connection.execute(
        "select count(*), max(position) from feed where position > %s", (position,)
    ).fetchone()
    if row and row[0]:
        report.add("feed", f"position {position + 1}", "Rows of the feed follow that no seal covers.")
