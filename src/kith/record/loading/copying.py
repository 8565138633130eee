"""Rows as PostgreSQL's COPY reads them (its text format), formed here because that is the quickest way in."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import psycopg

Connection = psycopg.Connection[Any]

_ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"})
NOTHING = r"\N"


def copy(connection: Connection, into: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Copy rows into `into`, a table with its columns in brackets."""
    block = block_of(rows)
    if block:
        send(connection, into, block)


def send(connection: Connection, into: str, block: bytes) -> None:
    """Copy rows that are formed already."""
    with connection.cursor() as cursor, cursor.copy(f"copy {into} from stdin".encode()) as stream:
        stream.write(block)


def block_of(rows: Iterable[tuple[Any, ...]]) -> bytes:
    """Rows in COPY's text format, a line each."""
    return "".join(["\t".join([_WRITE[type(value)](value) for value in row]) + "\n" for row in rows]).encode()


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat()


def _list(value: list[Any]) -> str:
    return "{" + ",".join(map(str, value)) + "}"


def _text(value: str) -> str:
    return value.translate(_ESCAPES) if _needs_escape(value) else value


def _needs_escape(value: str) -> bool:
    return "\\" in value or "\n" in value or "\t" in value or "\r" in value


# By exact type: a subclass (an IntEnum) is turned into its plain value before it comes here.
_WRITE: dict[type, Callable[[Any], str]] = {
    type(None): lambda value: NOTHING,
    str: _text,
    int: str,
    float: repr,
    bool: lambda value: "t" if value else "f",
    UUID: str,
    datetime: _moment,
    bytes: lambda value: "\\\\x" + value.hex(),
    list: _list,
}
