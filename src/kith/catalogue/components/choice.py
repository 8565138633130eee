"""What a person chose about sharing: an objection, or a yes to giving or receiving."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from kith.catalogue import instants, systems
from kith.catalogue.categories import Category
from kith.catalogue.components import amending
from kith.catalogue.components.amending import Resource, concept, put, put_extension


class ChoiceKind(StrEnum):
    """What is said: a no, a yes to what an organisation gives, or a yes to what one receives."""

    OBJECTION = "objection"
    SHARE_OUT = "share-out"
    SHARE_IN = "share-in"


class Standing(StrEnum):
    """Where it stands, in FHIR's words (Consent.status). An objection counts while it waits for its answer."""

    WAITING = "proposed"
    UPHELD = "active"
    REFUSED = "rejected"
    WITHDRAWN = "inactive"


COUNTING = frozenset({Standing.WAITING, Standing.UPHELD})


class How(StrEnum):
    """How it was said. Nobody needs a screen to choose (practice, rule 14)."""

    IN_PERSON = "in-person"
    PHONE = "phone"
    PAPER = "paper"


class DecidedBy(StrEnum):
    """Who chose. An attorney or deputy decides only where the person cannot decide this now (practice, rule 2)."""

    PERSON = "person"
    ATTORNEY = "attorney"
    DEPUTY = "deputy"
    BEST_INTERESTS = "best-interests"


@dataclass(frozen=True)
class Choice:
    """One choice. `of` holds and `to` receives: empty means any organisation; no categories means all of them."""

    id: UUID
    patient: UUID
    organisation: UUID
    """The organisation that wrote it down."""
    kind: ChoiceKind
    since: datetime
    of: UUID | None = None
    to: UUID | None = None
    categories: frozenset[Category] = frozenset()
    until: datetime | None = None
    standing: Standing = Standing.WAITING
    how: How = How.IN_PERSON
    decided_by: DecidedBy = DecidedBy.PERSON
    words: str = ""
    """What the person said, in their words."""
    answer: str = ""
    """What they were answered, and what it cannot stop (practice, rule 5)."""
    source: Resource | None = field(default=None, compare=False, repr=False)

    @property
    def counts(self) -> bool:
        """Whether it is neither withdrawn nor refused."""
        return self.standing in COUNTING

    @classmethod
    def from_fhir(cls, resource: Resource) -> Choice:
        """Read a Consent of ours. Raises KeyError or ValueError for one that is no choice about sharing."""
        provision: Resource = resource.get("provision", {})
        end = provision.get("period", {}).get("end")
        return cls(
            id=UUID(resource["id"]),
            patient=UUID(amending.reference(resource["patient"], "Patient")),
            organisation=UUID(amending.reference(resource["organization"][0], "Organization")),
            kind=ChoiceKind(amending.code_in(resource["category"][0], systems.CHOICE_KIND)),
            since=instants.read_fhir(resource["dateTime"]),
            of=_actor(provision, CUSTODIAN),
            to=_actor(provision, RECIPIENT),
            categories=frozenset(Category.from_slug(each["code"]) for each in provision.get("class", ())),
            until=instants.read_fhir(end) if end else None,
            standing=Standing(resource["status"]),
            how=How(_coded(resource, systems.CHOICE_HOW)),
            decided_by=DecidedBy(_coded(resource, systems.CHOICE_DECIDED_BY)),
            words=_said(resource, systems.CHOICE_WORDS),
            answer=_said(resource, systems.CHOICE_ANSWER),
            source=resource,
        )

    def to_fhir(self) -> Resource:
        """The choice as a Consent; only what changed is changed."""
        permits = self.kind is not ChoiceKind.OBJECTION
        fresh: Resource = {
            "resourceType": "Consent",
            "id": str(self.id),
            "scope": concept(f"{HL7}/consentscope", "patient-privacy", "Privacy Consent"),
            "category": [concept(systems.CHOICE_KIND, self.kind.value, self.kind.value)],
            "patient": {"reference": f"Patient/{self.patient}"},
            "dateTime": instants.write(self.since),
            "organization": [{"reference": f"Organization/{self.organisation}"}],
            "policyRule": concept(
                f"{HL7}/v3-ActCode", *(("OPTIN", "opt-in") if permits else ("OPTOUT", "opt-out"))
            ),
            "provision": {"type": "permit" if permits else "deny"},
        }
        return amending.write(self, fresh, Choice.from_fhir, _WRITERS)


HL7 = "http://terminology.hl7.org/CodeSystem"
CUSTODIAN = ("CST", "custodian")
RECIPIENT = ("IRCP", "information recipient")


def _actor(provision: Resource, role: tuple[str, str]) -> UUID | None:
    for each in provision.get("actor", ()):
        if amending.code_in(each["role"], f"{HL7}/v3-ParticipationType") == role[0]:
            return UUID(amending.reference(each["reference"], "Organization"))
    return None


def _coded(resource: Resource, url: str) -> str:
    return str(amending.extension(resource, url).get("valueCode", ""))


def _said(resource: Resource, url: str) -> str:
    return str(amending.extension(resource, url).get("valueString", ""))


def _write_actors(resource: Resource, choice: Choice) -> None:
    named = [(CUSTODIAN, choice.of), (RECIPIENT, choice.to)]
    actors = [
        {
            "role": concept(f"{HL7}/v3-ParticipationType", *role),
            "reference": {"reference": f"Organization/{organisation}"},
        }
        for role, organisation in named
        if organisation
    ]
    put(resource["provision"], "actor", actors)


def _write_categories(resource: Resource, choice: Choice) -> None:
    codes = [{"system": systems.RECORD_CATEGORY, "code": each.slug} for each in sorted(choice.categories)]
    put(resource["provision"], "class", codes)


def _write_end(resource: Resource, choice: Choice) -> None:
    put(resource["provision"], "period", {"end": instants.write(choice.until)} if choice.until else None)


_WRITERS: amending.Writers[Choice] = (
    (("standing",), lambda resource, choice: put(resource, "status", choice.standing.value)),
    (("of", "to"), _write_actors),
    (("categories",), _write_categories),
    (("until",), _write_end),
    (("how",), lambda r, c: put_extension(r, systems.CHOICE_HOW, {"valueCode": c.how.value})),
    (
        ("decided_by",),
        lambda r, c: put_extension(r, systems.CHOICE_DECIDED_BY, {"valueCode": c.decided_by.value}),
    ),
    (
        ("words",),
        lambda r, c: put_extension(r, systems.CHOICE_WORDS, {"valueString": c.words} if c.words else None),
    ),
    (
        ("answer",),
        lambda r, c: put_extension(r, systems.CHOICE_ANSWER, {"valueString": c.answer} if c.answer else None),
    ),
)
