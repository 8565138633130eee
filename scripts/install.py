"""Installs what Kith needs, from a bare clone: only Python 3.11 or later is expected on the machine.

    python3 scripts/install.py run|dev

Every package is pinned, and checked against its hash. What is there already is not fetched again.
This file runs before anything is installed, so it uses the standard library alone.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

CLONE = Path(__file__).resolve().parents[1]
VENV = CLONE / ".venv"
PYTHON = VENV / "bin" / "python"
MODULES = CLONE / "node_modules"
QUIET = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "UV_NO_PROGRESS": "1", "UV_LINK_MODE": "copy"}


def main() -> int:
    """Installs the wanted set; 1 with a sentence when something cannot be had."""
    wanted = sys.argv[1]
    if sys.version_info < (3, 11):  # noqa: UP036 - the one file that an older Python may be given
        found = sys.version.split()[0]
        print(f"Kith needs Python 3.11 or later, and this is {found}. Name a newer one: PYTHON=python3.12")
        return 1
    try:
        _environment()
        _packages("build", "tools")
        _packages(wanted, "Python packages")
        _browser_parts()
    except (subprocess.CalledProcessError, OSError) as error:
        print(f"This could not be installed: {error}", file=sys.stderr)
        return 1
    return 0


def _environment() -> None:
    if PYTHON.exists():
        return
    with _step("Making the Python environment"):
        try:
            _run([sys.executable, "-m", "venv", str(VENV)])
        except subprocess.CalledProcessError:
            print("\nPython's own venv and pip are needed (on Debian: apt-get install python3-venv).")
            raise


def _packages(name: str, words: str) -> None:
    """Installs one lock file, unless this environment has that very lock installed."""
    lock = CLONE / "requirements" / f"{name}.txt"
    stamp = VENV / f"kith-{name}.stamp"
    now = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == now:
        return
    pip = ["-m", "pip"] if name == "build" else ["-m", "uv", "pip"]
    options = ["install", "--quiet", "--require-hashes", "-r", str(lock)]
    with _step(f"Installing {words}"):
        _run([str(PYTHON), *pip, *options], VIRTUAL_ENV=str(VENV))
    stamp.write_text(now)


def _browser_parts() -> None:
    """npm's packages as the lock file has them, by the pinned npm and without anybody's install scripts."""
    if MODULES.is_symlink():  # somebody shares one folder between clones: theirs to keep
        return
    stamp = MODULES / "kith.stamp"
    now = hashlib.sha256((CLONE / "package-lock.json").read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == now:
        return
    path = f"{VENV / 'bin'}{os.pathsep}{os.environ['PATH']}"
    with _step("Installing the browser's parts"):
        _run([str(VENV / "bin" / "npm"), "ci", "--ignore-scripts", "--silent"], PATH=path)
    stamp.write_text(now)


def _run(command: list[str], **more: str) -> None:
    """Runs a program in the clone; its words are shown only when it fails."""
    told = subprocess.run(
        command, cwd=CLONE, env={**os.environ, **QUIET, **more}, capture_output=True, text=True, check=False
    )
    if told.returncode:
        print(f"\n{told.stdout}{told.stderr}".rstrip()[-4000:], file=sys.stderr)
        raise subprocess.CalledProcessError(told.returncode, Path(command[0]).name)


class _step:
    """Says what is being done, and how long it took."""

    def __init__(self, words: str) -> None:
        self.words = words

    def __enter__(self) -> None:
        self.begun = time.monotonic()
        print(f"  {self.words} ...", end="", flush=True)

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        print(" failed" if kind else f" {time.monotonic() - self.begun:.0f} s", flush=True)


if __name__ == "__main__":
    sys.exit(main())
