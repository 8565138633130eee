"""Brings the database's tables up to date, as its owner."""

import psycopg

from kith.ops import config
from kith.ops.postgres import roles


def migrate(*, verbosity: int = 1) -> bool:
    """Makes the roles, runs Django's migrations as the owner, and lets only our roles connect.

    The process must run with `KITH_DB_ROLE=owner`. Gives back whether the backup's role may replicate.
    Raises psycopg.Error when the server cannot be reached or the owner may not make roles.
    """
    from django.core.management import call_command

    with psycopg.connect(config.dsn("owner"), autocommit=True) as connection:
        # Over our own server the launcher has made them already, as its administrator.
        replicates = roles.ensure_others(connection) if config.database_url() else True
        call_command("migrate", interactive=False, verbosity=verbosity)
        roles.let_connect(connection)
    return replicates
