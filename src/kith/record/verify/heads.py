"""Compares the chain with the anchor outside the database."""

from pathlib import Path

from kith.record import anchor
from kith.record.verify.report import Report


def check_anchor(file: Path | None, chains: dict[int, str], report: Report) -> None:
    """Every anchored head must stand in the chain, unless a restore to an earlier seal says that it may not."""
    if file is None:
        report.unproved.append(
            "Without an anchor nobody can tell whether the newest seals were cut off,"
            " or whether everything was made again by somebody who also holds the signing key."
        )
        return
    if not file.exists():
        report.add("tail", file.name, "The anchor's file is not there.")
        return
    standing = _standing(file, report)
    for number, chain in sorted(standing.items()):
        if number not in chains:
            report.add(
                "tail",
                f"seal {number}",
                "The anchor knows this seal and the store does not: the end was cut off.",
            )
        elif chains[number] != chain:
            report.add(
                "chain", f"seal {number}", "The anchor has another chain here: the seals were made again."
            )


def _standing(file: Path, report: Report) -> dict[int, str]:
    """The heads that still hold, after every recorded restore."""
    standing: dict[int, str] = {}
    for head in anchor.heads(file):
        if head.restored:
            report.restores += 1
            standing = {number: chain for number, chain in standing.items() if number <= head.seal}
        else:
            standing[head.seal] = head.chain
    return standing
