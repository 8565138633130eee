"""What the doctor asks the database, as its owner."""

from datetime import UTC, datetime
from typing import Any, LiteralString

import psycopg

from kith.ops.doctor.finding import Finding, look, well, wrong
from kith.ops.postgres.programs import NEWEST, OLDEST

Connection = psycopg.Connection[Any]

SAFE = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}
CLOCK_LIMIT = 2.0  # seconds between this machine's clock and the database's


def version(connection: Connection) -> Finding:
    """PostgreSQL 15 to 18."""
    major = connection.info.server_version // 10_000
    if OLDEST <= major <= NEWEST:
        return well("database", f"PostgreSQL {major} answers")
    return wrong("database", f"This is PostgreSQL {major}. Kith is made for {OLDEST} to {NEWEST}.")


def checksums(connection: Connection) -> Finding:
    """A page that the disk has damaged is noticed only with checksums."""
    if _one(connection, "show data_checksums") == "on":
        return well("checksums", "Damaged pages are noticed")
    return wrong("checksums", "A damaged page would go unnoticed. Turn checksums on with pg_checksums.")


def durability(connection: Connection) -> Finding:
    """What is acknowledged must be on the disk."""
    off = [name for name, value in SAFE.items() if _one(connection, f"show {name}") != value]
    if not off:
        return well("durability", "What is acknowledged is on the disk")
    return wrong("durability", f"A power cut loses entries: turn on {', '.join(off)}.")


def clocks(connection: Connection) -> Finding:
    """Entries carry the server's time, and the database its own."""
    there = _one(connection, "select clock_timestamp()")
    apart = abs((datetime.now(UTC) - there).total_seconds())
    if apart <= CLOCK_LIMIT:
        return well("clocks", "This machine and the database agree about the time")
    return wrong("clocks", f"This machine and the database are {apart:.0f} seconds apart. Set both by NTP.")


def migrations(connection: Connection) -> Finding:
    """Tables as new as the code."""
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(None)
    try:
        done = set(connection.execute("select app, name from django_migrations").fetchall())
    except psycopg.errors.UndefinedTable:
        done = set()
    missing = [key for key in loader.graph.nodes if key not in done]
    if not missing:
        return well("tables", "They are up to date")
    return wrong("tables", f"{len(missing)} changes are waiting. Run: kith migrate")


def backup_role(connection: Connection) -> Finding:
    """Kith's own backup needs a role that may replicate."""
    if _one(connection, "select rolreplication from pg_roles where rolname = 'kith_backup'"):
        return well("backup role", "It may replicate: kith backup can stream every change")
    return look("backup role", "It may not replicate: use the backup that your database server brings.")


def _one(connection: Connection, question: LiteralString) -> Any:
    row = connection.execute(question).fetchone()
    return row[0] if row else None


CHECKS = (version, checksums, durability, clocks, migrations, backup_role)
