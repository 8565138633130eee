"""Make derived rows anew from the record. Safe to run at any time."""

import argparse

from kith.cli.environment import prepare


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds this command's options."""


def run(options: argparse.Namespace) -> int:
    """Derives the directory again and says how much was gone through."""
    from kith.ops.postgres import database_running

    with database_running():
        prepare("owner")
        from kith.directory.rebuilding import rebuild

        done = rebuild()
    print(f"{done.resources} resources gone through; {done.orphans} rows without a resource taken away.")
    return 0
