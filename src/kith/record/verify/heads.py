"""Compares the chain with the anchor outside the database."""

from pathlib import Path

from kith.record import anchor
from kith.record.verify.report import Report


def anchored(file: Path | None) -> list[anchor.Head] | None:
    """The anchor's heads, or None without an anchor. Read them before the store, which a sequencer goes on sealing."""
    return None if file is None else list(anchor.heads(file))


def check_anchor(
    file: Path | None, heads: list[anchor.Head] | None, chains: dict[int, str], report: Report
) -> None:
    """Every anchored head must stand in the chain, unless a restore to an earlier seal says that it may not."""
    if file is None or heads is None:
        report.unproved.append(
            "Without an anchor nobody can tell whether the newest seals were cut off,"
            " or whether everything was made again by somebody who also holds the signing key."
        )
        return
    if not file.exists():
        report.add("tail", file.name, "The anchor's file is not there.")
        return
    standing = _standing(heads, report)
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


def _standing(heads: list[anchor.Head], report: Report) -> dict[int, str]:
    """The heads that still hold, after every recorded restore."""
    standing: dict[int, str] = {}
    for head in heads:
        if head.restored:
            report.restores += 1
            standing = {number: chain for number, chain in standing.items() if number <= head.seal}
        else:
            standing[head.seal] = head.chain
    return standing
