"""`make bench`, or `python -m benchmarks B1 B12`: measures all or some, prints a table, writes `benchmarks/latest.json`.

`KITH_BENCH_DATA=M` measures on two million resources instead of the home of forty.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django

from benchmarks.results import Result, tell


def main(wanted: list[str]) -> None:
    """Measures what is wanted in a folder of its own, which goes afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="kith-bench-"))
    folder.chmod(0o711)  # the service account must pass through
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "kith.ops.settings",
        "KITH_DATA": str(folder),
        "KITH_DB_ROLE": "owner",  # the data set is loaded as the owner; what is measured is Kith as it runs
    }
    try:
        django.setup()
        tell(_results(wanted, folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _results(wanted: list[str], folder: Path) -> Iterator[Result]:
    """Everything when nothing is named. B14 is measured with B2."""
    from benchmarks import (
        bed,
        beginning,
        creating,
        finding,
        handover,
        memory,
        phone,
        reading,
        searching,
        sharing,
        summary,
        validating,
    )
    from scripts import fhir_schema

    fhir_schema.build_if_changed()
    if not wanted or "B9" in wanted:
        yield from validating.measure()
    if not wanted or "B11" in wanted:
        yield from beginning.measure()
    # Memory last: what was measured before has filled every cache.
    on_a_bed = {
        "B1": reading.measure,
        "B4": searching.measure,
        "B2": creating.measure,
        "B3": summary.measure,
        "B5": finding.measure,
        "B8": handover.measure,
        "B12": phone.a_drink,
        "B13": phone.weight,
        "B15": sharing.ratio,
        "B16": sharing.year_of_looks,
        "B10": memory.measure,
    }
    chosen = [measure for name, measure in on_a_bed.items() if not wanted or name in wanted]
    if chosen:
        with bed.made(folder) as made:
            for measure in chosen:
                yield from measure(made)


if __name__ == "__main__":
    main(sys.argv[1:])
