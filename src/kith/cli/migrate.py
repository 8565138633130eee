"""Bring the database up to date: roles, tables, rights. Safe to run again."""

import argparse

from kith.cli.environment import prepare


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds this command's options."""
    parser.add_argument("--quiet", action="store_true", help="say nothing when all is well")


def run(options: argparse.Namespace) -> int:
    """Migrates, starting our own database for it where none is given."""
    from kith.ops.postgres import database_running

    with database_running():
        prepare("owner")
        from kith.ops.migrating import migrate

        replicates = migrate(verbosity=0 if options.quiet else 1)
    if not replicates:
        print("The backup's role may not replicate here: use the server's own backup.")
    return 0
