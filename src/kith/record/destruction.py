"""Lawful destruction (practice, rule 9): a rule or an order, two people, holds respected."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from kith.record import anchor, attachments
from kith.record.connection import Cursor
from kith.record.errors import Missing

ARCHIVE_DAYS = 35
"""Backups expire after this long (architecture, "Seals")."""


class Refused(Exception):
    """The destruction may not happen; the words say why."""


def ask(cursor: Cursor, id: UUID, *, rule: str, reason: str) -> int:
    """The first of two people asks. Answers the number that the second confirms; raises `Missing`."""
    row = cursor.execute("select kith_ask_destruction(%s, %s, %s)", (id, rule, reason)).fetchone()
    if row is None or row[0] is None:
        raise Missing(id)
    return int(row[0])


def place_hold(cursor: Cursor, id: UUID, *, reason: str, until: datetime | None = None) -> int:
    """Keep a resource from destruction until the hold ends. Raises `Missing`."""
    row = cursor.execute("select kith_place_hold(%s, %s, %s)", (id, reason, until)).fetchone()
    if row is None or row[0] is None:
        raise Missing(id)
    return int(row[0])


def confirm(cursor: Cursor, number: int, id: UUID) -> datetime:
    """The second person confirms: bodies and search rows go. Answers the day on which no backup holds them.

    The list beside the anchor is written before the transaction commits: a listed destruction that did not commit is
    asked for again, one that committed unlisted would come back with a restore. Raises `Missing` or `Refused`.
    """
    row = cursor.execute("select kith_destroy(%s)", (number,)).fetchone()
    answer = row[0] if row else "missing"
    if answer == "missing":
        raise Missing(id)
    if answer == "same person":
        raise Refused("Somebody else must confirm this: destruction needs two people.")
    if answer == "held":
        raise Refused("This is held and may not be destroyed until the hold ends.")
    moment = datetime.now(UTC)
    line = {"destruction": number, "id": str(id), "at": moment.isoformat(), **_certificate(cursor, number)}
    anchor.append_line(anchor.destruction_file(), json.dumps(line, default=str))
    return moment + timedelta(days=ARCHIVE_DAYS)


def _certificate(cursor: Cursor, number: int) -> dict[str, Any]:
    """Who and why, so that a restore to an earlier time can make the same certificate again."""
    columns = ("rule", "reason", "asked_by", "asked_at", "done_by")
    row = cursor.execute(
        "select rule, reason, asked_by, asked_at, done_by from destruction where number = %s", (number,)
    ).fetchone()
    return dict(zip(columns, row, strict=True)) if row else {}


def remove_files(cursor: Cursor, names: list[str]) -> None:
    """Remove the encrypted files of a destroyed resource that no other version still holds. Call after the commit."""
    for name in names:
        row = cursor.execute("select kith_attachment_held(%s)", (name,)).fetchone()
        if row is None or not row[0]:
            attachments.destroy(name)
