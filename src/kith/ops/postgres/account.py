"""Who runs PostgreSQL: it refuses to run as root, so root gives it an account of its own."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kith.ops.postgres.errors import LauncherError

NAME = "kith"
# Nothing of the caller's environment reaches the server: a stray PGDATA or LC_ALL would change it.
CLEAN = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


@dataclass(frozen=True)
class Account:
    """The operating system's account that owns the database's files and runs its programs."""

    name: str
    uid: int
    gid: int

    @property
    def is_other(self) -> bool:
        """True when the account is not the one that runs this process."""
        return self.uid != os.geteuid()

    def run(
        self, arguments: Sequence[str | Path], *, seconds: float = 600
    ) -> subprocess.CompletedProcess[str]:
        """Runs a program as this account, from `/`, and gives back its output and exit code."""
        other = {"user": self.uid, "group": self.gid, "extra_groups": []} if self.is_other else {}
        return subprocess.run(  # type: ignore[call-overload, no-any-return]  # the three keys of `other`
            [str(argument) for argument in arguments],
            **other,
            cwd="/",
            env=CLEAN,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=seconds,
            check=False,
        )

    def reaches(self, folder: Path) -> bool:
        """True when this account may enter the folder, through all its parents."""
        return self.run(["/bin/sh", "-c", 'cd -- "$1"', "sh", folder]).returncode == 0


def runner() -> Account:
    """This process's own account, or for root the service account `kith`, made where it is missing."""
    if os.geteuid() != 0:
        return Account(str(os.geteuid()), os.geteuid(), os.getegid())
    try:
        return _existing()
    except KeyError:
        _make()
    try:
        return _existing()
    except KeyError:
        raise LauncherError(
            f"PostgreSQL does not run as root, and the account '{NAME}' could not be made. Make it with "
            f"'useradd --system {NAME}', or run Kith as an ordinary user."
        ) from None


def _existing() -> Account:
    found = pwd.getpwnam(NAME)
    return Account(found.pw_name, found.pw_uid, found.pw_gid)


def _make() -> None:
    """Asks the machine for the account; two processes may ask at once, so only the result counts."""
    program = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if program is None:
        return
    wanted = ["--system", "--user-group", "--no-create-home", "--home-dir", "/var/lib/kith"]
    subprocess.run([program, *wanted, "--shell", "/usr/sbin/nologin", NAME], capture_output=True, check=False)
