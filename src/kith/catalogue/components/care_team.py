"""Who of a service has a person on their caseload, and that a person was admitted somewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from kith.catalogue import instants, systems
from kith.catalogue.components import amending
from kith.catalogue.components.amending import Resource, put, put_extension

ACTIVE, INACTIVE = "active", "inactive"
STAYS = frozenset({"in-progress", "onleave"})


@dataclass(frozen=True)
class Member:
    """One of the team, up to, not including, `until`."""

    staff: UUID
    until: datetime | None = None

    def counts(self, now: datetime) -> bool:
        """Whether they are in it at that moment."""
        return self.until is None or self.until > now


@dataclass(frozen=True)
class CareTeam:
    """Staff of one service on whose caseload a person is."""

    id: UUID
    patient: UUID
    since: datetime
    service: UUID | None = None
    members: tuple[Member, ...] = ()
    until: datetime | None = None
    status: str = ACTIVE
    source: Resource | None = field(default=None, compare=False, repr=False)

    def at(self, now: datetime) -> tuple[UUID, ...]:
        """On whose caseload the person is at that moment."""
        begun = self.status == ACTIVE and self.since <= now and (self.until is None or self.until > now)
        return tuple(each.staff for each in self.members if each.counts(now)) if begun else ()

    def without(self, staff: UUID, now: datetime) -> CareTeam:
        """The team when this member has left it; over, when nobody is left."""
        members = tuple(replace(each, until=now) if each.staff == staff else each for each in self.members)
        if any(each.counts(now) for each in members):
            return replace(self, members=members)
        return replace(self, members=members, until=now, status=INACTIVE)

    @classmethod
    def from_fhir(cls, resource: Resource) -> CareTeam:
        """Read a CareTeam that says whose it is and since when. Raises KeyError or ValueError."""
        period = resource["period"]
        return cls(
            id=UUID(resource["id"]),
            patient=UUID(amending.reference(resource["subject"], "Patient")),
            since=instants.read_fhir(period["start"]),
            service=_service(resource),
            members=tuple(_members(resource.get("participant", ()))),
            until=instants.read_fhir(period["end"]) if "end" in period else None,
            status=resource.get("status", ACTIVE),
            source=resource,
        )

    def to_fhir(self) -> Resource:
        """The same as a CareTeam; only what changed is changed."""
        fresh: Resource = {
            "resourceType": "CareTeam",
            "id": str(self.id),
            "subject": {"reference": f"Patient/{self.patient}"},
        }
        return amending.write(self, fresh, CareTeam.from_fhir, _WRITERS)


@dataclass(frozen=True)
class Admission:
    """That a person stays, or stayed, somewhere. It is read alone: nothing here writes one."""

    id: UUID
    since: datetime
    service: UUID | None
    until: datetime | None
    status: str

    def counts(self, now: datetime) -> bool:
        """Whether they are there at that moment."""
        return self.status in STAYS and self.since <= now and (self.until is None or self.until > now)

    @classmethod
    def from_fhir(cls, resource: Resource) -> Admission:
        """Read an Encounter that says since when. Raises KeyError or ValueError."""
        period = resource["period"]
        return cls(
            id=UUID(resource["id"]),
            since=instants.read_fhir(period["start"]),
            service=_service(resource),
            until=instants.read_fhir(period["end"]) if "end" in period else None,
            status=resource["status"],
        )


def _service(resource: Resource) -> UUID | None:
    held = amending.extension(resource, systems.REGISTERED_SERVICE).get("valueReference")
    return UUID(amending.reference(held, "HealthcareService")) if held else None


def _members(participants: Iterable[Resource]) -> Iterable[Member]:
    for each in participants:
        try:
            staff = UUID(amending.reference(each["member"], "Practitioner"))
        except (KeyError, ValueError):  # a relative, or a team: none of the staff
            continue
        end = each.get("period", {}).get("end")
        yield Member(staff, instants.read_fhir(end) if end else None)


def _write_service(resource: Resource, team: CareTeam) -> None:
    held = {"valueReference": {"reference": f"HealthcareService/{team.service}"}}
    put_extension(resource, systems.REGISTERED_SERVICE, held if team.service else None)


def _write_period(resource: Resource, team: CareTeam) -> None:
    resource["period"] = {"start": instants.write(team.since)}
    put(resource["period"], "end", instants.write(team.until) if team.until else None)


def _write_members(resource: Resource, team: CareTeam) -> None:
    """Each by name; whoever is no member of staff stays as they stood."""
    held = {str(each.staff): each for each in team.members}
    before = list(resource.get("participant", ()))
    known = {str(_member(each)) for each in before}
    fresh = [{"member": {"reference": f"Practitioner/{id}"}} for id in held if id not in known]
    for each in [*before, *fresh]:
        member = held.get(str(_member(each)))
        if member is not None and member.until is not None:
            each["period"] = {**each.get("period", {}), "end": instants.write(member.until)}
    put(resource, "participant", [*before, *fresh])


def _member(participant: Resource) -> UUID | None:
    return next((each.staff for each in _members([participant])), None)


_WRITERS: amending.Writers[CareTeam] = (
    (("service",), _write_service),
    (("members",), _write_members),
    (("since", "until"), _write_period),
    (("status",), lambda resource, team: put(resource, "status", team.status)),
)
