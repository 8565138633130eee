"""Finds out whether a postmaster.pid tells of a server that still runs."""

import os
from pathlib import Path

PROC = Path("/proc")


def running_pid(cluster: Path) -> int | None:
    """The postmaster's process id, or None when no postmaster runs in this cluster."""
    pid = _written_pid(cluster)
    return pid if pid and _works_in(pid, cluster) else None


def clear(cluster: Path) -> bool:
    """Removes a pid file left by a crash whose number now belongs to another program; True when it did.

    PostgreSQL itself sees through a dead number. It refuses to start when the number lives again as something
    else of the same account, as after a reboot. The file goes only when no process works in the folder.
    """
    pid = _written_pid(cluster)
    if pid is None or not _alive(pid) or any(_works_in(other, cluster) for other in _pids()):
        return False
    (cluster / "postmaster.pid").unlink(missing_ok=True)
    return True


def _written_pid(cluster: Path) -> int | None:
    try:
        return abs(int((cluster / "postmaster.pid").read_text().splitlines()[0]))
    except (FileNotFoundError, IndexError, ValueError):
        return None


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _works_in(pid: int, cluster: Path) -> bool:
    """Every PostgreSQL process has the cluster as its working folder."""
    try:
        return (PROC / str(pid) / "cwd").resolve() == cluster.resolve() and not _is_zombie(pid)
    except OSError:
        return False


def _is_zombie(pid: int) -> bool:
    return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[0] == "Z"


def _pids() -> list[int]:
    return [int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit()]
