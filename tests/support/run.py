"""One folder for a test run: its database server, its secrets, and one data folder for each test module.

Imported before Django's settings, because those read the environment. Processes started by
the run (pytest-xdist's workers, a Kith that a test starts) inherit it.
"""

import os
import secrets
import shutil
import tempfile
from pathlib import Path

MARK = "KITH_TEST_RUN"
PREFIX = f"kith-tests-{os.geteuid()}-"
KEPT = ("KITH_TEST_", "KITH_FULL", "KITH_PICTURES")


def begin() -> Path:
    """The run's folder: made by its first process, which also forgets every setting of a real Kith."""
    if MARK in os.environ:
        return Path(os.environ[MARK])
    for name in [name for name in os.environ if name.startswith("KITH_") and not name.startswith(KEPT)]:
        del os.environ[name]
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    folder.chmod(0o711)  # root's database runs under an account of its own, which passes through here
    for name in ("DJANGO", "DB_ADMIN", "DB_OWNER", "DB_APP", "DB_WORKER", "DB_BACKUP"):
        os.environ[f"KITH_SECRET_{name}"] = secrets.token_urlsafe(24)
    os.environ["KITH_DATA"] = str(folder / "data")
    os.environ["DJANGO_SETTINGS_MODULE"] = "kith.ops.settings"
    os.environ[MARK] = str(folder)
    return folder


def is_ours(folder: Path) -> bool:
    """True in the process that made the run's folder, which alone removes it."""
    return folder.name.startswith(f"{PREFIX}{os.getpid()}-")


def left_over() -> list[Path]:
    """Folders of runs of this account whose process was killed."""
    found = Path(tempfile.gettempdir()).glob(f"{PREFIX}*")
    return [folder for folder in found if not _alive(int(folder.name.removeprefix(PREFIX).split("-")[0]))]


def remove(folder: Path) -> None:
    """Removes a run's folder with everything in it."""
    shutil.rmtree(folder, ignore_errors=True)


def _alive(pid: int) -> bool:
    return Path("/proc", str(pid)).exists()
