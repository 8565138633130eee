"""Check seals, looks, labels, bodies and index rows, and the anchor outside the database. Changes nothing."""

import argparse
from collections import Counter
from pathlib import Path

import psycopg

from kith.cli.environment import prepare
from kith.record.verify import Report, verify

SHOWN = 50
"""Findings of one kind that are told one by one; the rest is counted."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds this command's options."""
    parser.add_argument(
        "--anchor",
        nargs="?",
        const="",
        metavar="FILE",
        help="compare with the anchor: this file, else KITH_ANCHOR, else the one in the data folder",
    )


def run(options: argparse.Namespace) -> int:
    """Tells what was found and what cannot be proved. Gives back 1 when anything was found."""
    from kith.ops import config
    from kith.ops.postgres import database_running

    with database_running():
        prepare("owner")
        with psycopg.connect(config.dsn("owner")) as connection:
            # One picture of the store, so that nothing that is written meanwhile looks like a fault.
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            connection.read_only = True
            with connection.transaction():
                report = verify(connection, _anchor(options.anchor))
    print("\n".join(told(report)))
    return 0 if report.sound else 1


def _anchor(given: str | None) -> Path | None:
    from kith.record.anchor import anchor_file

    return None if given is None else Path(given) if given else anchor_file()


def told(report: Report) -> list[str]:
    """The report, a line each: findings first, then what is unproved, then the counts."""
    lines = []
    for what, number in Counter(finding.what for finding in report.findings).items():
        some = [finding for finding in report.findings if finding.what == what]
        lines += [f"FOUND {what}: {each.where}: {each.words}" for each in some[:SHOWN]]
        if number > SHOWN:
            lines.append(f"FOUND {what}: {number - SHOWN} more like this.")
    lines += [f"NOT PROVED: {words}" for words in report.unproved]
    if report.restores:
        lines.append(f"The anchor tells of {report.restores} restore(s) to an earlier position.")
    lines.append(
        f"{report.seals} seals, {report.versions} changes and {report.looks} looks checked: "
        + ("nothing was found." if report.sound else f"{len(report.findings)} finding(s).")
    )
    return lines
