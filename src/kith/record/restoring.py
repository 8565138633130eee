"""What the record does after a restore, before anyone can sign in: destructions again, and a word in the anchor.

Works on any server that was restored, by `kith restore` or by the server's own means.
"""

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import psycopg
from psycopg.rows import dict_row

from kith.record import anchor

Connection = psycopg.Connection[Any]
NOT_LISTED = {"asked_by": UUID(int=0), "done_by": UUID(int=1)}  # an older list names nobody

DESTROY = (
    "update version set body = null where id = %(id)s",
    "delete from search_text where id = %(id)s",
    "delete from search_date where id = %(id)s",
    "delete from search_number where id = %(id)s",
    "update current set never = 2, tokens = '{}', code = null where id = %(id)s",
)

CERTIFY = """
    insert into destruction (id, patient, rule, reason, asked_by, asked_at, done_by, done_at, hashes)
    select c.id, c.patient, %(rule)s, %(reason)s, %(asked_by)s, %(asked_at)s, %(done_by)s, %(at)s,
      (select string_agg(v.version || ':' || encode(v.body_hash, 'hex'), E'\\n' order by v.version)
       from version v where v.id = c.id)
    from current c where c.id = %(id)s
    on conflict (id) do update set done_by = excluded.done_by, done_at = excluded.done_at, hashes = excluded.hashes
    returning number
"""

TELL = """
    insert into feed_pending (what, id, version, recorded, patient, custodian, ref)
    select 4, c.id, c.version, c.recorded, c.patient, c.custodian, %(number)s from current c where c.id = %(id)s
"""

# Names of files that only destroyed resources hold.
LOOSE = "select distinct name from attachment where id = any(%s) and not kith_attachment_held(name)"


@dataclass
class Replayed:
    """The resources destroyed again, and the files that must go with them."""

    ids: list[UUID] = field(default_factory=list)
    files: list[str] = field(default_factory=list)


def after_restore(connection: Connection) -> Replayed:
    """Destroys again what the list beside the anchor says, and records the restore; all of it or nothing.

    `connection` is the owner's. A destruction that the restored store knows already is left as it is.
    """
    listed = list(_listed())
    with connection.transaction(), connection.cursor(row_factory=dict_row) as cursor:
        replayed = Replayed([line["id"] for line in listed if _destroy(cursor, line)])
        found = cursor.execute(LOOSE, [[line["id"] for line in listed]]).fetchall()
        replayed.files = [row["name"] for row in found]
        head = cursor.execute("select seal, chain, position from feed_head").fetchone()
    if head and anchor.anchor_file().exists():
        place = anchor.Head(head["seal"], bytes(head["chain"]).hex(), head["position"], restored=True)
        anchor.append(place)
    return replayed


def _listed() -> Iterator[dict[str, Any]]:
    """The listed destructions, with words for what an older list left out."""
    for text in anchor.lines(anchor.destruction_file()):
        with contextlib.suppress(ValueError, KeyError):  # a line that a power cut tore
            line = json.loads(text)
            listed = {"rule": "listed beside the anchor", "reason": "done again after a restore"}
            yield {**listed, **NOT_LISTED, "asked_at": line["at"], **line, "id": UUID(line["id"])}


def _destroy(cursor: psycopg.Cursor[dict[str, Any]], line: dict[str, Any]) -> bool:
    """Does one destruction again; False when the store has no body of it."""
    bodies = "select 1 from version where id = %(id)s and body is not null limit 1"
    if cursor.execute(bodies, line).fetchone() is None:
        return False
    certificate = cursor.execute(CERTIFY, line).fetchone()
    assert certificate is not None  # a version has always a current row
    for statement in DESTROY:
        cursor.execute(statement, line)
    cursor.execute(TELL, {**line, **certificate})
    return True
