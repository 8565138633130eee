"""What was planted in generated lives, kept apart from the record: for tests of what notices change."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class Episode:
    """A story in one person's life, over service days from `begins` to `ends`, both included.

    `measures` says what it changes and which way ("up", "down", "worse", "better", "absent"), against the same
    person's days before: by kind and part, "drink/taken", or by kind alone where entries are counted, "distress".
    `peak` is the day on which it shows most. `severity` runs from 0 (barely to be seen) to 1.
    """

    person: UUID
    kind: str
    begins: date
    ends: date
    severity: float
    measures: dict[str, str]
    peak: date | None = None

    def as_json(self) -> dict[str, Any]:
        """The episode with its dates and ids as text."""
        return {key: _plain(value) for key, value in asdict(self).items()}


def written(episodes: Iterable[Episode]) -> str:
    """Episodes as a JSON list, by person and time, a line each."""
    order = sorted(episodes, key=lambda each: (each.begins, str(each.person), each.kind))
    return "[\n" + ",\n".join(json.dumps(each.as_json()) for each in order) + "\n]\n"


def read(text: str) -> list[Episode]:
    """The episodes that `written` wrote."""
    return [_episode(each) for each in json.loads(text)]


def _episode(held: dict[str, Any]) -> Episode:
    days = {key: date.fromisoformat(held[key]) if held[key] else None for key in ("begins", "ends", "peak")}
    return Episode(**{**held, **days, "person": UUID(held["person"])})


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, date | UUID) else value
