"""Runs one proof at full size and writes what it measured to `proofs/<part>.json`.

    make prove PART=bare          both commands on a bare clone, as an ordinary user and as root
    make prove PART=<name>        the tests in `tests/**/test_<name>.py` or `tests/<name>/`, with KITH_FULL=1

A proof that is stopped goes on where it was, as long as the commit is the same: see `tests/support/proof.py`.
"""

import json
import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

CLONE = Path(__file__).resolve().parents[1]
PROOFS = CLONE / "proofs"


def main() -> int:
    """Runs the part; 0 when everything in it held."""
    if len(sys.argv) != 2:
        print(f"Say which: make prove PART=bare, or one of: {', '.join(parts())}", file=sys.stderr)
        return 2
    part = sys.argv[1]
    if part == "bare":
        return subprocess.run(
            [sys.executable, str(CLONE / "scripts" / "prove_bare.py")], check=False
        ).returncode
    files = tests_of(part)
    if not files:
        print(f"There is no part '{part}'. There are: bare, {', '.join(parts())}", file=sys.stderr)
        return 2
    return run_tests(part, files)


def parts() -> list[str]:
    """Every name that a part may have: test folders and files."""
    files = {path.stem.removeprefix("test_") for path in CLONE.glob("tests/[!u]*/**/test_*.py")}
    folders = {path.parent.name for path in CLONE.glob("tests/[!u]*/test_*.py")}
    return sorted(files | folders)


def tests_of(part: str) -> list[str]:
    """The test files or the folder of a part."""
    folder = CLONE / "tests" / part
    return (
        [str(folder)] if folder.is_dir() else [str(path) for path in CLONE.glob(f"tests/**/test_{part}.py")]
    )


def run_tests(part: str, files: list[str]) -> int:
    """Runs them in one process, at full size, and writes the figures that they gave.

    A proof for one PostgreSQL among several (`KITH_TEST_PG=15`) has a page of its own.
    """
    if os.environ.get("KITH_TEST_PG"):
        part = f"{part}-pg{os.environ['KITH_TEST_PG']}"
    memory = CLONE / "build" / "proofs" / f"{part}.json"
    memory.parent.mkdir(parents=True, exist_ok=True)
    begun = time.monotonic()
    told = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *files],
        cwd=CLONE,
        env={**os.environ, "KITH_FULL": "1", "KITH_TEST_PROOF": str(memory), "KITH_TEST_COMMIT": commit()},
        check=False,
    )
    found = json.loads(memory.read_text()) if memory.exists() else {}
    write(part, told.returncode == 0, time.monotonic() - begun, found.get("figures", []))
    return told.returncode


def write(part: str, held: bool, seconds: float, figures: list[object]) -> None:
    """Writes the part's page: whether it held, on which commit, and its figures."""
    PROOFS.mkdir(exist_ok=True)
    page = {
        "part": part,
        "held": held,
        "commit": commit(),
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds": round(seconds, 1),
        "figures": figures,
    }
    path = PROOFS / f"{part}.json"
    path.write_text(json.dumps(page, indent=2) + "\n")
    print(f"{'Held' if held else 'Did not hold'}: {path.relative_to(CLONE)}")


def commit() -> str:
    """The commit that is proved, marked when files differ from it."""
    name = _git("rev-parse", "--short=12", "HEAD")
    return f"{name} with changes" if _git("status", "--porcelain", "--untracked-files=no") else name


def _git(*words: str) -> str:
    return subprocess.run(
        ["git", *words], cwd=CLONE, capture_output=True, text=True, check=True
    ).stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
