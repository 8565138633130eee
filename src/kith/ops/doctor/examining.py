"""The order in which the doctor looks."""

import psycopg

from kith.ops import config
from kith.ops.doctor import database, machine
from kith.ops.doctor.finding import Finding, wrong


def examine() -> list[Finding]:
    """Every finding. A database that does not answer is one of them, and the rest is still examined."""
    data = config.data_folder()
    return [
        *_database(),
        machine.keys(data / "secrets"),
        machine.space(data),
        machine.encryption(data),
        machine.clock(),
        machine.backups(data),
    ]


def _database() -> list[Finding]:
    try:
        with psycopg.connect(config.dsn("owner"), autocommit=True, connect_timeout=5) as connection:
            return [check(connection) for check in database.CHECKS]
    except psycopg.OperationalError as error:
        return [wrong("database", f"It does not answer: {str(error).strip()}")]
