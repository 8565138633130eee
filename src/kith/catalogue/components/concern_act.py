"""What somebody did about a concern, or that it was opened again: FHIR's DetectedIssue, one for each act."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid5

from kith.catalogue import instants, systems
from kith.catalogue.components import amending
from kith.catalogue.components.amending import Resource
from kith.catalogue.kinds import Option
from kith.catalogue.loader import catalogue

CONCERN = "concern"
LIST = "concern-actions"
ACTIONS = f"{systems.CODE_SYSTEMS}{LIST}"
OPENED_AGAIN = "opened-again"
"""The one act after which a concern is open."""


@dataclass(frozen=True)
class ConcernAct:
    """One act: what was done about which concern, by whom, when, and in their words. It is never changed."""

    id: UUID
    patient: UUID
    concern: UUID
    how: str
    words: str
    at: datetime
    author: UUID
    source: Resource | None = field(default=None, compare=False, repr=False)

    @property
    def closes(self) -> bool:
        """Whether the concern is closed by it."""
        return self.how != OPENED_AGAIN

    @property
    def option(self) -> Option | None:
        """What was chosen; None for a code that this installation does not know."""
        return next((each for each in catalogue().shared.lists[LIST].options if each.code == self.how), None)

    @classmethod
    def from_fhir(cls, resource: Resource) -> ConcernAct:
        """Read a DetectedIssue of ours. Raises ValueError or KeyError for any other."""
        if amending.code_in(resource["code"], systems.ENTRY_KINDS) != CONCERN:
            raise ValueError("This is no act about a concern.")
        [concern], [act] = resource["implicated"], resource["mitigation"]
        return cls(
            id=UUID(resource["id"]),
            patient=UUID(amending.reference(resource["patient"], "Patient")),
            concern=UUID(amending.reference(concern, "Observation")),
            how=amending.code_in(act["action"], ACTIONS),
            words=resource.get("detail", ""),
            at=instants.read(act["date"]),
            author=UUID(amending.reference(act["author"], "Practitioner")),
            source=resource,
        )

    def to_fhir(self) -> Resource:
        """The act as a DetectedIssue."""
        option = self.option
        clinical, everyday = (
            (option.words.clinical, option.words.everyday) if option else (self.how, self.how)
        )
        at = instants.write(self.at)
        return {
            "resourceType": "DetectedIssue",
            "id": str(self.id),
            "status": "final",
            "code": amending.concept(systems.ENTRY_KINDS, CONCERN, "Safeguarding concern"),
            "patient": {"reference": f"Patient/{self.patient}"},
            "identifiedDateTime": at,
            "implicated": [{"reference": f"Observation/{self.concern}"}],
            "detail": self.words,
            "mitigation": [
                {
                    "action": {**amending.concept(ACTIONS, self.how, clinical), "text": everyday},
                    "date": at,
                    "author": {"reference": f"Practitioner/{self.author}"},
                }
            ],
        }


def act_id(concern: UUID, place: int) -> UUID:
    """The id of a concern's act in this place, from 1: two people who act at once meet on it."""
    return uuid5(concern, f"act {place}")


def actions() -> tuple[Option, ...]:
    """What can be done about a concern, in order."""
    return tuple(each for each in catalogue().shared.lists[LIST].options if each.code != OPENED_AGAIN)
