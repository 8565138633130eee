"""The database's roles: the owner migrates, the others have only what migrations grant them."""

from typing import Any, LiteralString

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from kith.ops import config

Connection = psycopg.Connection[Any]

OTHERS = ("app", "worker", "backup")
_LOCK = 7_163_552_001  # any number that nobody else takes: two migrations at once take turns


def ensure(connection: Connection) -> None:
    """Makes every role of ours, the owner too, with its password; as a cluster's administrator."""
    with connection.transaction():
        connection.execute("select pg_advisory_xact_lock(%s)", [_LOCK])
        _role(connection, "owner", "login nosuperuser createrole createdb")
    ensure_others(connection)


def ensure_others(connection: Connection) -> bool:
    """Makes the application's, worker's and backup's roles, as the owner or an administrator.

    Gives back whether the backup's role may replicate; where the server does not let us say so, it may not.
    """
    with connection.transaction():
        connection.execute("select pg_advisory_xact_lock(%s)", [_LOCK])
        for role in OTHERS:
            if not _signs_in(connection, role):
                _role(connection, role, "login")
        return _may_replicate(connection)


def _signs_in(connection: Connection, role: str) -> bool:
    """True when the role is there with our password: an owner may not change a role it did not make."""
    name = f"kith_{role}"
    if not _exists(connection, name):
        return False
    try:
        words = make_conninfo(connection.info.dsn, user=name, password=config.password(role))
        psycopg.connect(words).close()
    except psycopg.OperationalError:
        return False
    return True


def _role(connection: Connection, role: str, attributes: LiteralString) -> None:
    name = f"kith_{role}"
    if not _exists(connection, name):
        connection.execute(sql.SQL("create role {}").format(sql.Identifier(name)))
    # The server is given the verifier, never the password: a log of statements holds nothing to sign in with.
    verifier = connection.pgconn.encrypt_password(
        config.password(role).encode(), name.encode(), b"scram-sha-256"
    ).decode()
    connection.execute(
        sql.SQL("alter role {} {} password {}").format(
            sql.Identifier(name), sql.SQL(attributes), sql.Literal(verifier)
        )
    )


def _exists(connection: Connection, name: str) -> bool:
    return connection.execute("select 1 from pg_roles where rolname = %s", [name]).fetchone() is not None


def _may_replicate(connection: Connection) -> bool:
    """Asks for replication; servers that others run seldom let an owner give it."""
    found = connection.execute("select rolreplication from pg_roles where rolname = 'kith_backup'")
    if found.fetchone() == (True,):
        return True
    try:
        with connection.transaction():
            connection.execute("alter role kith_backup replication")
    except psycopg.errors.InsufficientPrivilege:
        return False
    return True


def ensure_database(connection: Connection, name: str) -> None:
    """Makes the owner's database where it is missing; as a cluster's administrator, outside a transaction."""
    found = connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone()
    if found is None:
        connection.execute(
            sql.SQL("create database {} owner kith_owner template template0").format(sql.Identifier(name))
        )


def let_connect(connection: Connection) -> None:
    """Only our own roles may connect to this database; as its owner, after migrating."""
    row = connection.execute("select current_database()").fetchone()
    name = sql.Identifier(row[0] if row else "kith")
    connection.execute(sql.SQL("revoke all on database {} from public").format(name))
    roles = sql.SQL(", ").join(sql.Identifier(f"kith_{role}") for role in OTHERS)
    connection.execute(sql.SQL("grant connect on database {} to {}").format(name, roles))
