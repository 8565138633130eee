"""What a seal covers: the exact columns of feed rows and looks, gathered for sealing and again for verifying."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import psycopg

from kith.record.seals import leaf

Row = Sequence[Any]

VERSION, RELABEL, LEFT_SCOPE, DESTRUCTION = 1, 2, 3, 4

FEED = """
    select f.position, f.what, f.id, f.version, f.recorded, f.patient, f.custodian, f.ref, f.at,
           v.type, v.patient, v.author, v.session, v.action, v.reason, v.labels, v.content_hash, v.body_hash,
           l.id, l.version, l.at, l.author, l.session, l.old, l.new, l.reason,
           d.id, d.rule, d.reason, d.asked_by, d.asked_at, d.done_by, d.done_at, d.hashes
    from {source} f
    left join version v on f.what = 1 and v.id = f.id and v.version = f.version and v.recorded = f.recorded
    left join label_change l on f.what = 2 and l.number = f.ref
    left join destruction d on f.what = 4 and d.number = f.ref
"""

LOOKS = """
    select number, at, session, staff, role, custodian, purpose, kind, face, asked, depth
    from look where xid >= %s::text::xid8 and xid < %s::text::xid8 order by xid, number
"""


def feed_leaf(row: Row, attachments: dict[tuple[UUID, int], list[Row]]) -> bytes:
    """The leaf of one row of `FEED`. A missing version or label change changes it, and so is found."""
    held = attachments.get((row[2], row[3]), []) if row[1] == VERSION else []
    return leaf([*row, *(value for each in held for value in each)])


def attachments_of(connection: psycopg.Connection[Any], ids: list[UUID]) -> dict[tuple[UUID, int], list[Row]]:
    """The attachments of these resources by (id, version): name, hash, size and media type, in order of name."""
    found: dict[tuple[UUID, int], list[Row]] = defaultdict(list)
    rows = connection.execute(
        "select id, version, name, sha256, size, media from attachment where id = any(%s) order by name",
        (ids,),
    )
    for id, version, *rest in rows:
        found[id, version].append(rest)
    return found


def look_leaves(connection: psycopg.Connection[Any], first: int, last: int) -> list[bytes]:
    """The leaves of all looks by transactions `first` to `last` (exclusive), each with the people it showed."""
    looks = connection.execute(LOOKS, (str(first), str(last))).fetchall()
    people: dict[int, list[str]] = defaultdict(list)
    if looks:
        moments = [row[1] for row in looks]
        rows = connection.execute(
            "select number, patient from look_person where at >= %s and at <= %s and number = any(%s) order by patient",
            (min(moments), max(moments), [row[0] for row in looks]),
        )
        for number, patient in rows:
            people[number].append(str(patient))
    return [leaf([*row, *people[row[0]]]) for row in looks]
