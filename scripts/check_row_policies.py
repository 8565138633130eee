"""Every table with personal data has its policy, and each kind of search uses its index as the application's role."""

import subprocess
import sys
from pathlib import Path

CLONE = Path(__file__).resolve().parents[1]
TESTS = ["tests/integration/record/test_policies.py", "tests/integration/record/test_plans.py"]


def main() -> int:
    """Runs the two test files on a database of their own; says what fails."""
    told = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *TESTS],
        cwd=CLONE, capture_output=True, text=True, check=False,
    )  # fmt: skip
    lines = told.stdout.strip().splitlines() or [told.stderr.strip()]
    print(lines[-1] if told.returncode == 0 else "\n".join(lines[-60:]))
    return told.returncode


if __name__ == "__main__":
    sys.exit(main())
