"""What was planned and is recorded now: which plan, and the instant at which it was due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

from kith.catalogue import instants


@dataclass(frozen=True)
class Planned:
    """The instant `due` of the plan whose entry has the id `plan`."""

    plan: UUID
    due: datetime

    @property
    def id(self) -> UUID:
        """The id of the entry by which it is done: the same for everybody, so that two who record it meet.

        A second entry about the same instant has an id of its own (architecture, the record: ids).
        """
        return uuid5(self.plan, self.due.astimezone(UTC).isoformat(timespec="seconds"))

    @classmethod
    def from_browser(cls, sent: Any) -> Planned | None:
        """Read what a recording component sent. Raises ValueError, TypeError or KeyError for what is none."""
        return None if sent is None else cls(UUID(sent["plan"]), instants.read(sent["due"]))

    def to_browser(self) -> dict[str, str]:
        """As a recording component holds it."""
        return {"plan": str(self.plan), "due": instants.write(self.due)}

    @classmethod
    def from_extension(cls, extension: Mapping[str, Any]) -> Planned:
        """Read the extension `planned`. Raises ValueError or KeyError for one that says neither."""
        held = {each["url"]: each for each in extension["extension"]}
        plan = held["plan"]["valueReference"]["reference"].removeprefix("Observation/")
        return cls(UUID(plan), instants.read_fhir(held["due"]["valueDateTime"]))

    def to_extension(self) -> dict[str, Any]:
        """As FHIR holds it: R4's Observation.basedOn takes no Observation."""
        plan = {"url": "plan", "valueReference": {"reference": f"Observation/{self.plan}"}}
        return {"extension": [plan, {"url": "due", "valueDateTime": instants.write(self.due)}]}
