"""Letting one transaction at a time past a resource, where what it decides rests on what others may be writing."""

from uuid import UUID

from kith.record.connection import Cursor


def one_at_a_time(cursor: Cursor, id: UUID) -> None:
    """Wait until no other transaction that asked for this resource is under way; held until this one ends."""
    cursor.execute("select pg_advisory_xact_lock(%s)", (int.from_bytes(id.bytes[8:], "big", signed=True),))
