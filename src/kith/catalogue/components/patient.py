"""What one organisation holds about who a person is: names, birth date, NHS number, home, picture."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from kith.catalogue import files, systems
from kith.catalogue.components import amending
from kith.catalogue.components.amending import Resource, put, put_extension

NHS_NUMBER_STATUS: dict[str, str] = files.read(files.DEFINITIONS / "nhs-number-status.yaml")


@dataclass(frozen=True)
class NhsNumber:
    """Ten digits, and how sure we are of them: a code of `NHS_NUMBER_STATUS`."""

    value: str
    status: str = "02"

    def __post_init__(self) -> None:
        if self.status not in NHS_NUMBER_STATUS:
            raise ValueError(f"{self.status!r} is not a status of an NHS number.")


@dataclass(frozen=True)
class Address:
    """Where a person lives."""

    lines: tuple[str, ...] = ()
    town: str = ""
    postcode: str = ""


@dataclass(frozen=True)
class Patient:
    """A person as one organisation knows them. `preferred` is what they like to be called."""

    id: UUID
    family: str
    given: tuple[str, ...] = ()
    prefix: str = ""
    preferred: str = ""
    birth_date: date | None = None
    gender: str = ""
    nhs_number: NhsNumber | None = None
    address: Address | None = None
    room: str = ""
    photo: str = ""
    organisation: UUID | None = None
    source: Resource | None = field(default=None, compare=False, repr=False)

    @property
    def called(self) -> str:
        """What to call them, and so how they are listed."""
        return self.preferred or " ".join((*self.given[:1], self.family))

    @property
    def full_name(self) -> str:
        """Their name in full."""
        return " ".join(piece for piece in (self.prefix, *self.given, self.family) if piece)

    @classmethod
    def from_fhir(cls, resource: Resource) -> Patient:
        """Read a Patient. A date of birth that is only a year or a month is left in the resource alone."""
        name = _named(resource, "official")
        managing = resource.get("managingOrganization")
        return cls(
            id=UUID(resource["id"]),
            family=name.get("family", ""),
            given=tuple(name.get("given", ())),
            prefix=" ".join(name.get("prefix", ())),
            preferred=_preferred(resource, name.get("family", "")),
            birth_date=_date(resource.get("birthDate", "")),
            gender=resource.get("gender", ""),
            nhs_number=_nhs_number(resource),
            address=_address(resource),
            room=amending.extension(resource, systems.ROOM).get("valueString", ""),
            photo=next((each.get("url", "") for each in resource.get("photo", ())), ""),
            organisation=UUID(amending.reference(managing, "Organization")) if managing else None,
            source=resource,
        )

    def to_fhir(self) -> Resource:
        """The person as a Patient; only what changed is changed."""
        fresh: Resource = {"resourceType": "Patient", "id": str(self.id), "active": True}
        return amending.write(self, fresh, Patient.from_fhir, _WRITERS)


def _named(resource: Resource, use: str) -> Resource:
    names: list[Resource] = resource.get("name", [])
    found = next((name for name in names if name.get("use") == use), None)
    if found is not None or use == "usual" or not names:
        return found or {}
    return names[0]


def _preferred(resource: Resource, family: str) -> str:
    """What they like to be called. The usual name carries the family name too: a list without it mixes people up."""
    text: str = _named(resource, "usual").get("text", "")
    return text.removesuffix(f" {family}") if family else text


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if len(text) == len("2026-01-01") else None


def _nhs_identifier(resource: Resource) -> Resource:
    identifiers = resource.get("identifier", ())
    return next((each for each in identifiers if each.get("system") == systems.NHS_NUMBER), {})


def _nhs_number(resource: Resource) -> NhsNumber | None:
    held = _nhs_identifier(resource)
    if "value" not in held:
        return None
    status = amending.extension(held, systems.NHS_NUMBER_STATUS).get("valueCodeableConcept")
    return NhsNumber(held["value"], amending.code_in(status, systems.NHS_NUMBER_STATUSES) or "02")


def _address(resource: Resource) -> Address | None:
    for held in resource.get("address", ()):
        return Address(tuple(held.get("line", ())), held.get("city", ""), held.get("postalCode", ""))
    return None


def _write_names(resource: Resource, person: Patient) -> None:
    official: Resource = {"use": "official"}
    put(official, "text", person.full_name)
    put(official, "family", person.family)
    put(official, "given", list(person.given))
    put(official, "prefix", [person.prefix] if person.prefix else [])
    whole = f"{person.preferred} {person.family}" if person.family else person.preferred
    usual: Resource = {"use": "usual", "text": whole, "given": person.preferred.split()[:1]}
    put(usual, "family", person.family)
    others = [name for name in resource.get("name", ()) if name.get("use") not in ("official", "usual", None)]
    resource["name"] = [official, *([usual] if person.preferred else []), *others]


def _write_nhs_number(resource: Resource, person: Patient) -> None:
    held = _nhs_identifier(resource)
    others = [each for each in resource.get("identifier", ()) if each is not held]
    made: list[Resource] = []
    if number := person.nhs_number:
        status = amending.concept(
            systems.NHS_NUMBER_STATUSES, number.status, NHS_NUMBER_STATUS[number.status]
        )
        made = [{**held, "system": systems.NHS_NUMBER, "value": number.value}]
        put_extension(made[0], systems.NHS_NUMBER_STATUS, {"valueCodeableConcept": status})
    put(resource, "identifier", made + others)


def _write_address(resource: Resource, person: Patient) -> None:
    made: Resource = {}
    if address := person.address:
        put(made, "line", list(address.lines))
        put(made, "city", address.town)
        put(made, "postalCode", address.postcode)
    put(resource, "address", ([made] if made else []) + resource.get("address", [])[1:])


def _write_room(resource: Resource, person: Patient) -> None:
    put_extension(resource, systems.ROOM, {"valueString": person.room} if person.room else None)


def _write_photo(resource: Resource, person: Patient) -> None:
    made: list[Any] = [{"url": person.photo}] if person.photo else []
    put(resource, "photo", made + resource.get("photo", [])[1:])


def _write_organisation(resource: Resource, person: Patient) -> None:
    owner = person.organisation
    put(resource, "managingOrganization", {"reference": f"Organization/{owner}"} if owner else None)


def _write_birth_date(resource: Resource, person: Patient) -> None:
    put(resource, "birthDate", person.birth_date.isoformat() if person.birth_date else None)


_WRITERS: amending.Writers[Patient] = (
    (("room",), _write_room),
    (("nhs_number",), _write_nhs_number),
    (("family", "given", "prefix", "preferred"), _write_names),
    (("gender",), lambda resource, person: put(resource, "gender", person.gender)),
    (("birth_date",), _write_birth_date),
    (("address",), _write_address),
    (("photo",), _write_photo),
    (("organisation",), _write_organisation),
)
