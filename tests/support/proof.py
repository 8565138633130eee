"""What a proof has measured and how far it came, kept so that a stopped proof goes on where it was.

A test asks for the fixture `proof`. In an ordinary run its memory is thrown away with the run; under
`make prove PART=...` it is kept as long as the commit is the same, and its figures are published.
"""

import json
import os
from pathlib import Path
from typing import Any


class Proof:
    """A small memory in one file, written whole at each change."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._commit = os.environ.get("KITH_TEST_COMMIT", "")
        found = json.loads(path.read_text()) if path.exists() else {}
        fresh: dict[str, Any] = {"commit": self._commit, "done": {}, "figures": []}
        self._memory = found if found.get("commit") == self._commit else fresh

    @property
    def full(self) -> bool:
        """True when the proof is wanted at full size."""
        return bool(os.environ.get("KITH_FULL"))

    def get(self, key: str, otherwise: Any = None) -> Any:
        """What was remembered under this key, for going on after a stop."""
        return self._memory["done"].get(key, otherwise)

    def put(self, key: str, value: Any) -> None:
        """Remembers a JSON value."""
        self._memory["done"][key] = value
        self._write()

    def figure(self, name: str, value: float | int | str, unit: str = "") -> None:
        """Publishes a figure; a later one of the same name takes its place."""
        rest = [figure for figure in self._memory["figures"] if figure["name"] != name]
        self._memory["figures"] = [*rest, {"name": name, "figure": value, "unit": unit}]
        self._write()

    def _write(self) -> None:
        draft = self._path.with_suffix(".new")
        draft.write_text(json.dumps(self._memory, indent=2))
        draft.replace(self._path)
