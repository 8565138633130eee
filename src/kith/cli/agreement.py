"""Make sharing agreements from a file, list them, write them out as files, and end them."""

import argparse
import sys
from pathlib import Path

from kith.cli.environment import prepare


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds this command's options."""
    words = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    add = words.add_parser(
        "add", help="make an agreement, or its next version; its parties sign it on their pages"
    )
    add.add_argument("file", type=Path, help="what is agreed, in YAML (docs/operators/sharing.md)")
    words.add_parser("list", help="every agreement, and who has signed it")
    export = words.add_parser(
        "export", help="the newest version as the same kind of file, also where it was made on a screen"
    )
    export.add_argument("title", help="what the agreement is called")
    end = words.add_parser("end", help="end an agreement for everybody, with the next request")
    end.add_argument("title", help="what the agreement is called")


def run(options: argparse.Namespace) -> int:
    """Does what was asked, as the store's owner. Gives back 1 with a sentence when it cannot be done."""
    from kith.ops.postgres import database_running

    with database_running():
        prepare("owner")
        from kith.access import agreement_files

        try:
            print(_done(options))
        except (agreement_files.NotAnAgreement, OSError) as no:
            print(f"kith: {no}", file=sys.stderr)
            return 1
    return 0


def _done(options: argparse.Namespace) -> str:
    from kith.access import agreement_files

    if options.what == "add":
        made = agreement_files.add(options.file.read_text())
        return f"{made} is made. Nothing flows before its parties have signed it, each at /agreements/."
    if options.what == "export":
        return agreement_files.export(options.title).rstrip()
    if options.what == "end":
        ended = agreement_files.end(options.title)
        return f"{options.title!r} is ended." if ended else f"No agreement {options.title!r} is open."
    return "\n".join(agreement_files.listed()) or "There are no agreements yet."
