"""Compares every current row, body and search row with the versions that the seals cover."""

import hashlib
from collections.abc import Iterator
from typing import Any

import orjson
import psycopg

from kith.record.search import Extracted, extract
from kith.record.statuses import DELETED, status_number
from kith.record.types import type_number
from kith.record.verify.report import Report

Connection = psycopg.Connection[Any]

BODIES = """
    select v.id, v.version, v.body, v.body_hash, d.done_at is not null,
           exists (select 1 from feed f where f.id = v.id and f.version = v.version and f.what = 1)
           or exists (select 1 from feed_pending p where p.id = v.id and p.version = v.version and p.what = 1)
    from version v left join destruction d on d.id = v.id
"""

CURRENT = """
    select c.id, c.type, c.patient, c.status, c.version, c.code, c.occurred, c.occurred_end, c.recorded, c.author, c.tokens,
           kith_labels(c.custodian, c.category, c.tier, c.team, c.barred) || '/' || c.never, c.never, c.gate,
           (c.category::int << 2) | c.tier::int,
           v.body, v.author, v.action, v.labels, v.recorded, v.patient, v.type,
           (select max(version) from version m where m.id = c.id),
           (select l.new from label_change l where l.id = c.id and l.version >= v.version order by l.number desc limit 1),
           d.done_at is not null,
           (select coalesce(array_agg(param || ' ' || value order by param, value), '{}')
            from search_text s where s.id = c.id),
           (select coalesce(array_agg(param || ' ' || extract(epoch from low) || ' ' || extract(epoch from high)
                   order by param, low, high), '{}') from search_date s where s.id = c.id),
           (select count(*) from search_number s where s.id = c.id)
    from current c
    left join version v on v.id = c.id and v.version = c.version and v.recorded = c.recorded
    left join destruction d on d.id = c.id
"""


def check_bodies(connection: Connection, report: Report) -> None:
    """Every body hashes to what was sealed, and every version has its place in the feed."""
    for id, version, body, body_hash, destroyed, fed in _stream(connection, "bodies", BODIES):
        where = f"{id} version {version}"
        if not fed:
            report.add("version", where, "This version has no place in the feed.")
        if body is None:
            if not destroyed:
                report.add("body", where, "The body is gone and no lawful destruction says why.")
        elif hashlib.sha256(body.encode()).digest() != bytes(body_hash):
            report.add("body", where, "The body is not the one that was sealed.")


def check_current(connection: Connection, report: Report) -> None:
    """Every current row points at its newest version, carries its last labels and indexes what the body says."""
    for row in _stream(connection, "rows", CURRENT):
        for what, words in _faults(row):
            report.add(what, row[0], words)
    lost = connection.execute(
        "select v.id from version v left join current c on c.id = v.id where c.id is null"
    ).fetchall()
    for (id,) in lost:
        report.add("current", id, "Versions stand here without a current row.")


def _faults(row: Any) -> Iterator[tuple[str, str]]:
    (version, recorded, labels, never) = (row[4], row[8], row[11], row[12])
    (body, author, labels_then, newest, relabelled, destroyed) = (
        row[15],
        row[16],
        row[18],
        row[22],
        row[23],
        row[24],
    )
    if row[19] is None or newest != version or row[19] != recorded or row[20] != row[2] or row[21] != row[1]:
        yield "current", "The current row does not point at the newest version."
        return
    if author != row[9]:
        yield "index", "The author on the current row is not the version's."
    expected = relabelled or f"{labels_then}/0"
    if destroyed:
        expected = expected.rsplit("/", 1)[0] + "/2"
    if labels != expected or row[13] != row[14]:
        yield "label", "The labels are not those last recorded."
    if never != 2 and body is not None and not _indexed(row, extract(orjson.loads(body)), orjson.loads(body)):
        yield "index", "The index does not say what the body says."


def _indexed(row: Any, found: Extracted, body: dict[str, Any]) -> bool:
    deleted = row[17] == 3
    patient = row[0] if body["resourceType"] == "Patient" else found.patient
    return (
        row[1] == type_number(body["resourceType"])
        and row[2] == patient
        and row[3] == (DELETED if deleted else status_number(found.status))
        and (row[5], row[6], row[7]) == (found.code, found.occurred, found.occurred_end)
        and sorted(row[10]) == sorted(found.tokens)
        and list(row[25]) == sorted(f"{param} {value}" for param, value in found.texts)
        and len(row[26]) == len(found.dates)
        and row[27] == len(found.numbers)
    )


def _stream(connection: Connection, name: str, query: str) -> Iterator[Any]:
    """Rows through a server-side cursor, so that a large store needs little memory."""
    with connection.transaction(), connection.cursor(name=f"verify_{name}") as rows:
        rows.itersize = 2000
        yield from rows.execute(query)
