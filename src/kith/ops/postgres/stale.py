"""Finds out whether a postmaster.pid tells of a server that still runs."""

from pathlib import Path

PROC = Path("/proc")


def running_pid(cluster: Path) -> int | None:
    """The postmaster's process id, or None when no postmaster runs in this cluster."""
    pid = _written_pid(cluster)
    return pid if pid and works_in(pid, cluster) else None


def clear(cluster: Path, socket_folder: Path) -> None:
    """Removes the locks that a killed server left, when no process at all works in its folder.

    PostgreSQL itself sees through a number that is dead. It refuses to start when the number lives again as
    something else of the same account, as after a reboot, or as a process that nobody has buried.
    """
    if not PROC.exists() or any(works_in(pid, cluster) for pid in pids()):
        return
    (cluster / "postmaster.pid").unlink(missing_ok=True)
    for name in (".s.PGSQL.5432", ".s.PGSQL.5432.lock"):
        (socket_folder / name).unlink(missing_ok=True)


def _written_pid(cluster: Path) -> int | None:
    try:
        return abs(int((cluster / "postmaster.pid").read_text().splitlines()[0]))
    except (FileNotFoundError, IndexError, ValueError):
        return None


def works_in(pid: int, cluster: Path) -> bool:
    """Every PostgreSQL process has the cluster as its working folder."""
    try:
        return (PROC / str(pid) / "cwd").resolve() == cluster.resolve() and not _is_zombie(pid)
    except OSError:
        return False


def _is_zombie(pid: int) -> bool:
    return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[0] == "Z"


def pids() -> list[int]:
    """Every process on this machine."""
    return [int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit()]
