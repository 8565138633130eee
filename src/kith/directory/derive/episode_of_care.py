"""EpisodeOfCare to a registration with a service."""

from uuid import UUID

from kith.directory.models import Registration, Service
from kith.directory.reading import Json, extension, moment, reference
from kith.directory.systems import REGISTERED_SERVICE

OPEN = {"active", "onhold"}
"""Statuses under which a person is still looked after; on hold is a stay away, say in hospital."""


def derive_episode(resource: Json, custodian: int, gone: bool) -> None:
    """The registration of the same id, which opens the person's record to the service's staff."""
    patient = reference(resource.get("patient"), "Patient")
    if patient is None:
        raise ValueError("an episode of care says whose it is (patient)")
    period = resource.get("period", {})
    values = {
        "patient": patient,
        "custodian": custodian,
        "service_id": _service(resource),
        "since": moment(period["start"]),
        "until": moment(period["end"], end=True) if period.get("end") else None,
        "open": resource.get("status") in OPEN and not gone,
    }
    known = Registration.objects.filter(id=resource["id"]).first()
    if known is None:
        Registration.objects.create(id=UUID(resource["id"]), **values)
    elif any(getattr(known, name) != value for name, value in values.items()):
        Registration.objects.filter(id=known.id).update(**values)


def _service(resource: Json) -> UUID:
    """The service it names, or the only one of the organisation that manages it."""
    named = extension(resource, REGISTERED_SERVICE)
    if named and (service := reference(named.get("valueReference"), "HealthcareService")):
        return service
    organization = reference(resource.get("managingOrganization"), "Organization") or UUID(int=0)
    services = list(Service.objects.filter(organization_id=organization).values_list("id", flat=True)[:2])
    if len(services) != 1:
        raise ValueError("an episode of care names its service, unless its organisation has only one")
    return services[0]
