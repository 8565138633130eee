"""Looks for faults without running Kith: every check in order, a line for each, its words when it fails.

A check of our own is a file `scripts/check_<subject>.py` that prints one line and exits with 0, or says what
is wrong and exits with 1. It needs no registering here.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CLONE = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
TOOLS: list[tuple[str, list[str]]] = [
    ("lint", [str(BIN / "ruff"), "check", "--quiet", "."]),
    ("layout", [str(BIN / "ruff"), "format", "--check", "--quiet", "."]),
    ("types", [sys.executable, "-m", "mypy", "--no-error-summary"]),
    ("storeys", [str(BIN / "lint-imports"), "--no-cache"]),
]


def main() -> int:
    """Runs them all, whatever the first ones say; 1 when any found a fault."""
    with tempfile.TemporaryDirectory(prefix="kith-check-") as data:
        Path(data).chmod(0o711)
        results = [_passes(name, command, data) for name, command in [*TOOLS, *_own()]]
    if not all(results):
        print(f"{results.count(False)} of {len(results)} checks found a fault.")
        return 1
    print(f"All {len(results)} checks are well.")
    return 0


def _own() -> list[tuple[str, list[str]]]:
    files = sorted((CLONE / "scripts").glob("check_*.py"))
    return [
        (file.stem.removeprefix("check_").replace("_", " "), [sys.executable, str(file)]) for file in files
    ]


def _passes(name: str, command: list[str], data: str) -> bool:
    """Runs one check over a data folder that is thrown away: a check touches nobody's keys."""
    begun = time.monotonic()
    more = {"KITH_DATA": data, "DJANGO_SETTINGS_MODULE": "kith.ops.settings", "PYTHONPATH": "src:."}
    told = subprocess.run(
        command, cwd=CLONE, env={**os.environ, **more}, capture_output=True, text=True, check=False
    )
    words = (told.stdout + told.stderr).strip()
    well = told.returncode == 0
    last = words.splitlines()[-1] if well and words and name not in {"storeys"} else ""
    print(f"{'well ' if well else 'FAULT'} {name:<18} {time.monotonic() - begun:5.1f} s  {last}", flush=True)
    if not well:
        print(words, flush=True)
    return well


if __name__ == "__main__":
    sys.exit(main())
