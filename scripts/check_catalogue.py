"""Checks the definitions of the catalogue. One line when all is well; otherwise what to mend, and 1.

With `--publish`, as part of a release, writes down the fingerprints of what is in use: it never changes again.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from kith.catalogue import published, rules
from kith.catalogue.loader import catalogue


def main() -> int:
    """Say what is wrong with the definitions, if anything is."""
    found = rules.problems()
    for problem in found:
        print(problem)
    if found:
        print(f"The catalogue has {len(found)} problem(s).")
        return 1
    if sys.argv[1:] == ["--publish"]:
        print(f"Published {published.publish(catalogue())} version(s) for ever.")
    kinds = catalogue().current.values()
    print(f"The catalogue is sound: {len(kinds)} kinds, {sum(len(kind.parts) for kind in kinds)} parts.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
