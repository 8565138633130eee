"""A change that the rules noticed and somebody acted on: FHIR's DetectedIssue with its mitigations."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from kith.catalogue import instants, systems
from kith.catalogue.components import amending
from kith.catalogue.components.amending import Resource, put, put_extension
from kith.catalogue.kinds import Option
from kith.catalogue.loader import catalogue

CLOSINGS = f"{systems.CODE_SYSTEMS}change-closings"
SEVERITIES = {1: "high", 2: "moderate", 3: "low", 4: "low"}
NEEDS_NOTE = frozenset({"expected", "not-a-change"})
"""Ways of closing that say nothing without the reason."""


@dataclass(frozen=True)
class Act:
    """What somebody did about it, when, and in their words why."""

    how: str
    at: datetime
    author: UUID
    note: str = ""

    @property
    def option(self) -> Option | None:
        """What was chosen; None for a code that this installation does not know."""
        return next((each for each in ways_to_close() if each.code == self.how), None)


@dataclass(frozen=True)
class NoticedChange:
    """A finding that was acted on, with its sentence as it was read then and the entries it rested on.

    `rule` is the rule and version that found it; `words` its name. `status` is final, amended or
    entered-in-error, which opens the finding again.
    """

    id: UUID
    patient: UUID
    rule: str
    words: str
    clinical: str
    rank: int
    sentence: str
    acts: tuple[Act, ...]
    entries: tuple[UUID, ...] = ()
    status: str = "final"
    source: Resource | None = field(default=None, compare=False, repr=False)

    @classmethod
    def from_fhir(cls, resource: Resource) -> NoticedChange:
        """Read a DetectedIssue of ours. Raises ValueError or KeyError for another system's."""
        coding = next(each for each in resource["code"]["coding"] if each["system"] == systems.NOTICING_RULES)
        severity = resource.get("severity", "low")
        details = [each for held in resource.get("evidence", ()) for each in held.get("detail", ())]
        return cls(
            id=UUID(resource["id"]),
            patient=UUID(amending.reference(resource["patient"], "Patient")),
            rule=amending.extension(resource, systems.INSTANTIATES)["valueCanonical"],
            words=resource["code"]["text"],
            clinical=coding["display"],
            rank=next(rank for rank, word in SEVERITIES.items() if word == severity),
            sentence=resource["detail"],
            acts=tuple(_act(each) for each in resource["mitigation"]),
            entries=tuple(UUID(amending.reference(each, "Observation")) for each in details),
            status=resource["status"],
            source=resource,
        )

    def to_fhir(self) -> Resource:
        """The change as a DetectedIssue; only what changed is changed."""
        code = self.rule.rpartition("/")[2].partition("|")[0]
        ours = {"system": systems.NOTICING_RULES, "code": code, "display": self.clinical}
        fresh: Resource = {
            "resourceType": "DetectedIssue",
            "id": str(self.id),
            "extension": [{"url": systems.INSTANTIATES, "valueCanonical": self.rule}],
            "status": self.status,
            "code": {"coding": [ours], "text": self.words},
            "severity": SEVERITIES[self.rank],
            "patient": {"reference": f"Patient/{self.patient}"},
            "identifiedDateTime": instants.write(self.acts[0].at),
            "detail": self.sentence,
        }
        if self.entries:
            fresh["evidence"] = [{"detail": [{"reference": f"Observation/{id}"} for id in self.entries]}]
        return amending.write(self, fresh, NoticedChange.from_fhir, _WRITERS)

    def and_also(self, act: Act) -> NoticedChange:
        """The same with a further act; one that had been opened again is closed again."""
        return replace(self, acts=(*self.acts, act), status="amended")

    def opened_again(self) -> NoticedChange:
        """The same, marked as closed by mistake."""
        return replace(self, status="entered-in-error")


def ways_to_close() -> tuple[Option, ...]:
    """What can be done about a change, in order."""
    return catalogue().shared.lists["change-closings"].options


def _act(held: Resource) -> Act:
    return Act(
        how=amending.code_in(held["action"], CLOSINGS),
        at=instants.read(held["date"]),
        author=UUID(amending.reference(held["author"], "Practitioner")),
        note=amending.extension(held, systems.CLOSING_NOTE).get("valueString", ""),
    )


def _write_acts(resource: Resource, change: NoticedChange) -> None:
    held = resource.get("mitigation", [])
    resource["mitigation"] = [*held, *(_mitigation(act) for act in change.acts[len(held) :])]


def _mitigation(act: Act) -> Resource:
    option = act.option
    clinical, everyday = (option.words.clinical, option.words.everyday) if option else (act.how, act.how)
    made: Resource = {
        "action": {**amending.concept(CLOSINGS, act.how, clinical), "text": everyday},
        "date": instants.write(act.at),
        "author": {"reference": f"Practitioner/{act.author}"},
    }
    put_extension(made, systems.CLOSING_NOTE, {"valueString": act.note} if act.note else None)
    return made


_WRITERS: amending.Writers[NoticedChange] = (
    (("status",), lambda resource, change: put(resource, "status", change.status)),
    (("acts",), _write_acts),
)
