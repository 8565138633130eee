"""Make sharing agreements from a file, and list them."""

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


def run(options: argparse.Namespace) -> int:
    """Does what was asked, as the store's owner. Gives back 1 with a sentence when it cannot be done."""
    from kith.ops.postgres import database_running

    with database_running():
        prepare("owner")
        from kith.access import agreement_files

        try:
            if options.what == "add":
                made = agreement_files.add(options.file.read_text())
                print(
                    f"{made} is made. Nothing flows before its parties have signed it, each at /agreements/."
                )
            else:
                print("\n".join(agreement_files.listed()) or "There are no agreements yet.")
        except (agreement_files.NotAnAgreement, OSError) as no:
            print(f"kith: {no}", file=sys.stderr)
            return 1
    return 0
