"""Make invented people and entries of a given size in an empty store, for benchmarks. The same seed, the same data."""

import argparse
import datetime
import sys

from kith.cli.environment import prepare


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds this command's options."""
    parser.add_argument(
        "set", choices=["S", "M"], help="S: 40 people, 90 days. M: 10,000 people, 2 million resources"
    )
    parser.add_argument("--seed", type=int, default=1, help="another number makes other data (1)")
    parser.add_argument(
        "--last", type=datetime.date.fromisoformat, metavar="YYYY-MM-DD", help="the last day (yesterday)"
    )
    parser.add_argument("--processes", type=int, help="how many work at once (one for each core)")


def run(options: argparse.Namespace) -> int:
    """Fills the store and says how long it took. Gives back 1 when it is not empty."""
    from kith.ops.postgres import database_running

    with database_running():
        prepare("owner")
        from kith.care.generation import making
        from kith.care.generation.sets import SETS
        from kith.ops.migrating import migrate

        migrate(verbosity=0)
        try:
            made = making.make(
                SETS[options.set], seed=options.seed, last=options.last, processes=options.processes, say=_say
            )
        except making.InUse:
            print(
                "kith: this store holds records already. Give an empty one with KITH_DATA.", file=sys.stderr
            )
            return 1
    rate = made.resources / made.loaded
    print(
        f"{made.resources} resources and {made.looks} looks loaded in {made.loaded:.0f} s ({rate:.0f} a second)."
    )
    print(f"Sealing the rest took {made.sealed:.0f} s, tidying {made.settled:.0f} s.")
    print(f"Accounts are called home1.1, home1.2, and so on; their password is {made.password}")
    return 0


def _say(words: str) -> None:
    print(f"  {words} ...", flush=True)
