"""Make invented people and their days in an empty store, at any size. The same seed, the same data."""

import argparse
import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kith.cli.environment import prepare

if TYPE_CHECKING:
    from kith.care.generation.making import Made


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds this command's options."""
    parser.add_argument(
        "set", nargs="?", choices=["S", "M"],
        help="a benchmark's set, of an exact size, without stories: S is 40 people, M 10,000 with 2 million resources",
    )  # fmt: skip
    parser.add_argument(
        "--people", type=_count, help="so many people with lives and stories, in homes of forty"
    )
    parser.add_argument("--days", type=_count, default=90, help="how many days of them (90)")
    parser.add_argument(
        "--truth", type=Path, metavar="FILE", help="write down what was planted in those lives, as JSON"
    )
    parser.add_argument("--seed", type=int, default=1, help="another number makes other data (1)")
    parser.add_argument(
        "--last", type=datetime.date.fromisoformat, metavar="YYYY-MM-DD", help="the last day (yesterday)"
    )
    parser.add_argument("--processes", type=int, help="how many work at once (one for each core)")


def run(options: argparse.Namespace) -> int:
    """Fills the store and says how long it took. Gives back 1 when it is not empty, 2 when it is not said with what."""
    from kith.ops.postgres import database_running

    if (options.set is None) == (options.people is None):
        print(
            "kith: say either S or M, or how many people: kith generate --people 40 --days 90",
            file=sys.stderr,
        )
        return 2

    with database_running():
        prepare("owner")
        from kith.care.generation import making
        from kith.ops.migrating import migrate

        migrate(verbosity=0)
        try:
            made = _make(options)
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


def _make(options: argparse.Namespace) -> "Made":
    from kith.care.generation import living, making
    from kith.care.generation.lives import truth
    from kith.care.generation.sets import SETS

    how = {"seed": options.seed, "last": options.last, "processes": options.processes, "say": _say}
    if options.set:
        return making.make(SETS[options.set], **how)
    made, planted = living.make(options.people, options.days, **how)
    if options.truth:
        options.truth.write_text(truth.written(planted), "utf-8")
    return made


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 on")
    return int(text)


def _say(words: str) -> None:
    print(f"  {words} ...", flush=True)
