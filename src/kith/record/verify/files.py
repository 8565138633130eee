"""Compares every attachment's file with the hash in its version."""

from typing import Any

import psycopg

from kith.record import attachments
from kith.record.verify.report import Report


def check_attachments(connection: psycopg.Connection[Any], report: Report) -> None:
    """Every attachment that was not lawfully destroyed is there and hashes to what was sealed."""
    rows = connection.execute(
        "select a.id, a.version, a.name, a.sha256 from attachment a"
        " left join destruction d on d.id = a.id where d.done_at is null"
    ).fetchall()
    for id, version, name, sha256 in rows:
        where = f"{id} version {version}"
        try:
            sound = attachments.digest(attachments.load(name)) == bytes(sha256)
        except (OSError, attachments.Unreadable):
            sound = False
        if not sound:
            report.add(
                "attachment", where, "The attachment's file is missing or not the one that was sealed."
            )
