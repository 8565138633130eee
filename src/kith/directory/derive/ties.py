"""Referrals, admissions, caseloads and rotas to the relationships that they give (access rules, 4).

A resource that names no service of Kith gives none: a referral to somebody outside is a fact like any other.
"""

import datetime
from dataclasses import dataclass
from uuid import UUID

from kith.directory.models import Service, Tie
from kith.directory.reading import LONDON, Json, extension, moment, reference
from kith.directory.systems import REGISTERED_SERVICE

REFERRED = {"active", "on-hold"}
ADMITTED = {"in-progress", "onleave"}
STAYS = {"IMP", "ACUTE", "NONAC", "SS", "OBSENC", "EMER"}
"""Classes of Encounter in which somebody is in the building; a clinic that they go to is an Appointment."""
EXPECTED = {"booked", "arrived", "checked-in", "fulfilled"}


@dataclass(frozen=True)
class Span:
    """From when until when, and whether it counts at all."""

    since: datetime.datetime
    until: datetime.datetime | None
    open: bool


Found = dict[tuple[UUID, UUID | None], Span | None]
"""By service, and by member of staff where it is theirs alone."""


def derive_referral(resource: Json, custodian: int, gone: bool) -> None:
    """A ServiceRequest to a service: its staff know the person until it is completed or taken back."""
    ends = resource.get("occurrencePeriod", {}).get("end")
    span = _span({"start": resource.get("authoredOn"), "end": ends}, resource, REFERRED, gone)
    services = [reference(each, "HealthcareService") for each in resource.get("performer", ())]
    _keep(resource, Tie.Kind.REFERRED, custodian, {(each, None): span for each in services if each})


def derive_admission(resource: Json, custodian: int, gone: bool) -> None:
    """An Encounter in which somebody stays at one of the organisation's own services."""
    service = _own_service(resource, custodian)
    stays = resource.get("class", {}).get("code") in STAYS
    span = _span(resource.get("period", {}), resource, ADMITTED, gone)
    _keep(resource, Tie.Kind.ADMITTED, custodian, {(service, None): span} if service and stays else {})


def derive_caseload(resource: Json, custodian: int, gone: bool) -> None:
    """A CareTeam at one of the organisation's own services: each of its staff has the person on their caseload."""
    service = _own_service(resource, custodian)
    found: Found = {}
    for each in resource.get("participant", ()) if service else ():
        staff = reference(each.get("member"), "Practitioner")
        period = {**resource.get("period", {}), **each.get("period", {})}
        if staff and service:
            found[service, staff] = _span(period, resource, {"active"}, gone)
    _keep(resource, Tie.Kind.CASELOAD, custodian, found)


def derive_rota(resource: Json, custodian: int, gone: bool) -> None:
    """An Appointment of a person with staff of one's own: theirs for the whole day, in London's time."""
    actors = [each.get("actor") for each in resource.get("participant", ())]
    named = next(filter(None, (reference(each, "HealthcareService") for each in actors)), None)
    service = named if named and _is_own(named, custodian) else None
    span = _day(resource, gone)
    staff = [reference(each, "Practitioner") for each in actors] if service else []
    found: Found = {(service, each): span for each in staff if each and service}
    _keep(resource, Tie.Kind.ROTA, custodian, found)


def _day(resource: Json, gone: bool) -> Span | None:
    if not resource.get("start"):
        return None
    first = moment(resource["start"]).astimezone(LONDON).date()
    last = moment(resource.get("end") or resource["start"]).astimezone(LONDON).date()
    after = last + datetime.timedelta(days=1)
    since, until = (datetime.datetime.combine(day, datetime.time(), LONDON) for day in (first, after))
    return Span(since, until, resource.get("status") in EXPECTED and not gone)


def _span(period: Json, resource: Json, statuses: set[str], gone: bool) -> Span | None:
    if not period.get("start"):
        return None
    until = moment(period["end"], end=True) if period.get("end") else None
    return Span(moment(period["start"]), until, resource.get("status") in statuses and not gone)


def _own_service(resource: Json, custodian: int) -> UUID | None:
    """The service it names, where it is one of the organisation that holds the resource."""
    named = extension(resource, REGISTERED_SERVICE) or {}
    service = reference(named.get("valueReference"), "HealthcareService")
    return service if service and _is_own(service, custodian) else None


def _is_own(service: UUID, custodian: int) -> bool:
    return Service.objects.filter(id=service, organization__custodian=custodian).exists()


def _patient(resource: Json) -> UUID:
    actors = [each.get("actor") for each in resource.get("participant", ())]
    named = actors if resource["resourceType"] == "Appointment" else [resource.get("subject")]
    found = next(filter(None, (reference(each, "Patient") for each in named)), None)
    if found is None:
        raise ValueError("it says whom it is about")
    return found


def _keep(resource: Json, kind: Tie.Kind, custodian: int, found: Found) -> None:
    """The rows of the resource as it is now; one that it no longer names is closed, and never moves to somebody else.

    What changes is written in one statement: it takes the writer's own decision away, and with it the right to a second.
    """
    patient, id = _patient(resource), UUID(str(resource["id"]))
    wanted = {key: span for key, span in found.items() if span}
    moved = []
    for row in Tie.objects.filter(resource=id):
        span = wanted.pop((row.service_id, row.staff), None) if row.patient == patient else None
        if _brought_up(row, span or Span(row.since, row.until, open=False)):
            moved.append(row)
    if moved and Tie.objects.bulk_update(moved, ("since", "until", "open")) != len(moved):
        raise PermissionError("somebody may still be seen who should not be")
    known = Service.objects.filter(id__in={service for service, _ in wanted}).values_list("id", flat=True)
    Tie.objects.bulk_create(
        Tie(
            resource=id, kind=kind, patient=patient, custodian=custodian, service_id=service, staff=staff,
            since=span.since, until=span.until, open=span.open,
        )
        for (service, staff), span in wanted.items()
        if service in known
    )  # fmt: skip


def _brought_up(row: Tie, span: Span) -> bool:
    """Whether the row was another, now that it says this."""
    before = (row.since, row.until, row.open)
    row.since, row.until, row.open = span.since, span.until, span.open
    return before != (span.since, span.until, span.open)
