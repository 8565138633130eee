"""A daily entry: something that happened to one person on one day, or a fact that lasts until it is changed."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from kith.catalogue.categories import Category, Tier
from kith.catalogue.components import observation, observation_reading, submission
from kith.catalogue.components.planned import Planned
from kith.catalogue.components.submission import BadEntry
from kith.catalogue.kinds import EntryKind
from kith.catalogue.loader import Catalogue, UnknownKind, catalogue

__all__ = ["BadEntry", "DailyEntry", "Device", "Planned"]


@dataclass(frozen=True)
class Device:
    """What the device's own clock said, and how many seconds it was ahead of the server's."""

    clock: datetime
    offset_seconds: int


@dataclass(frozen=True)
class DailyEntry:
    """One entry of one kind about one person.

    `answers` holds one value a part: str for a choice, list of str for choices, Decimal, int, bool, str,
    time, or aware datetime. `helpers` are the others who took part. `confirmed` names the parts whose
    unusual answers the author confirmed. `about` are members of staff whom it names, and who may never see it
    (a concern about them). `planned` is the plan that it carries out, if it does one. `source` is the
    resource that the entry was read from, which its reader leaves alone from then on; writing copies it and
    changes only what differs.
    """

    id: UUID
    kind: str
    definition: str
    patient: UUID
    occurred: datetime
    author: UUID
    made: datetime
    answers: dict[str, Any] = field(default_factory=dict)
    until: datetime | None = None
    note: str = ""
    helpers: tuple[UUID, ...] = ()
    about: tuple[UUID, ...] = ()
    device: Device | None = None
    planned: Planned | None = None
    private: Category | None = None
    """What it tells of that is more careful than its kind, by its author's word; a kind's own category otherwise."""
    status: str = "final"
    confirmed: tuple[str, ...] = ()
    source: dict[str, Any] | None = field(default=None, compare=False, repr=False)

    @classmethod
    def from_browser(cls, sent: Any, author: UUID, *, known: Catalogue | None = None) -> DailyEntry:
        """Read what a recording component sent. Raises BadEntry, which holds findings to send back.

        Only the envelope is judged here; `checking.check` judges the answers.
        """
        fields = submission.read(sent, known or catalogue())
        device = fields.pop("device")
        return cls(author=author, device=Device(**device) if device else None, **fields)

    @classmethod
    def from_fhir(cls, resource: Mapping[str, Any], *, known: Catalogue | None = None) -> DailyEntry:
        """Read an Observation. Raises ValueError for one that is not a daily entry of a known kind."""
        fields = observation_reading.read(resource, known or catalogue())
        device = fields.pop("device")
        return cls(device=Device(**device) if device else None, source=dict(resource), **fields)

    def to_fhir(self, *, known: Catalogue | None = None) -> dict[str, Any]:
        """The entry as an Observation, with Decimal numbers: write it with `kith.catalogue.exact.dumps`."""
        known = known or catalogue()
        kind = self.definition_in(known)
        if self.source is None:
            resource, before = observation.skeleton(self, kind), None
        else:
            resource, before = deepcopy(self.source), DailyEntry.from_fhir(self.source, known=known)
        for names, write in observation.WRITERS:
            if before is None or any(getattr(self, name) != getattr(before, name) for name in names):
                write(resource, self, kind)
        observation.write_answers(resource, before.answers if before else {}, self.answers, kind)
        return resource

    def to_browser(self) -> dict[str, Any]:
        """The entry as a recording component holds it, to be shown or amended."""
        return submission.write(self)

    def amended(self, **changes: Any) -> DailyEntry:
        """The entry with changes, marked as amended. Who it is about and its kind never change."""
        if fixed := {"id", "kind", "patient", "author", "source"} & changes.keys():
            raise ValueError(f"An amendment never changes {', '.join(sorted(fixed))}.")
        return replace(self, **{"status": "amended", **changes})

    def amended_by(self, other: DailyEntry) -> DailyEntry:
        """The entry as another submission of it would have it; what that did not touch stays."""
        if (self.id, self.kind, self.patient) != (other.id, other.kind, other.patient):
            raise ValueError("That is another entry.")
        names = (
            "definition",
            "occurred",
            "until",
            "answers",
            "note",
            "helpers",
            "about",
            "made",
            "device",
            "confirmed",
        )
        return self.amended(**{name: getattr(other, name) for name in names})

    def withdrawn(self) -> DailyEntry:
        """The entry marked as entered in error."""
        return replace(self, status="entered-in-error")

    def definition_in(self, known: Catalogue | None = None) -> EntryKind:
        """The definition it was made with, or the newest of its kind where that version is not known."""
        return (known or catalogue()).best(self.definition, self.kind)

    @property
    def is_fact(self) -> bool:
        """Whether it says what is lastingly so. Then `occurred` is from when on it was known. Not of an unknown kind."""
        with suppress(UnknownKind):
            return self.definition_in().fact is not None
        return False

    @property
    def category(self) -> Category:
        """The category under which access to it is decided."""
        return self.definition_in().category

    @property
    def tier(self) -> Tier:
        """The depth at which access to it is decided."""
        return self.definition_in().tier
