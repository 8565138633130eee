"""B10: the memory of everything that runs for a home, idle and with 15 people recording."""

import threading
from collections.abc import Iterator
from pathlib import Path

from benchmarks import clients, creating
from benchmarks.bed import Bed
from benchmarks.results import Result, against
from kith.ops.postgres import stale

PEOPLE = 15
SECONDS = 20
PROC = Path("/proc")


def measure(bed: Bed) -> Iterator[Result]:
    """Proportional set size: a page that several processes share counts once, in parts."""
    for name, figure, limit in (("idle", used(bed), 600.0), ("15 people recording", _busy(bed), 1000.0)):
        words = f"memory of server, database and sequencer, {name}"
        yield against("B10", words, figure, "MB", f"{limit:.0f} MB", figure <= limit, data=bed.told)


def _busy(bed: Bed) -> float:
    """The most that was used while 15 clients wrote as fast as they could, far faster than people do."""
    most, done = [0.0], threading.Event()

    def watch() -> None:
        while not done.wait(0.5):
            most.append(used(bed))

    watcher = threading.Thread(target=watch)
    watcher.start()
    clients.run(bed.kith.port, creating.maker(bed), clients=PEOPLE, seconds=SECONDS, wanted=201)
    done.set()
    watcher.join()
    return max(most)


def used(bed: Bed) -> float:
    """Megabytes of the running Kith and its database."""
    cluster = bed.server.data / "postgres"
    mine = _with_children(bed.kith.pid) | {pid for pid in stale.pids() if stale.works_in(pid, cluster)}
    return sum(_pss(pid) for pid in mine) / 1024


def _with_children(root: int) -> set[int]:
    parents = {pid: _parent(pid) for pid in stale.pids()}
    found = {root}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def _parent(pid: int) -> int:
    try:
        return int((PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:  # it ended meanwhile
        return 0


def _pss(pid: int) -> int:
    """Kilobytes; nothing for a process that ended meanwhile."""
    try:
        lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
