"""HealthcareService to a row of services."""

import datetime
from uuid import UUID

from kith.directory.models import Service
from kith.directory.reading import Json, extension, reference
from kith.directory.systems import DAY_START


def derive_service(resource: Json, custodian: int, gone: bool) -> None:
    """The service of the same id, with the time at which its day starts."""
    organization = reference(resource.get("providedBy"), "Organization")
    if organization is None:
        raise ValueError("a service says which organisation provides it (providedBy)")
    starts = extension(resource, DAY_START)
    Service.objects.update_or_create(
        id=UUID(resource["id"]),
        defaults={
            "organization_id": organization,
            "name": resource.get("name", ""),
            "day_start": datetime.time.fromisoformat(starts["valueTime"]) if starts else datetime.time(7),
            "active": resource.get("active", True) and not gone,
        },
    )
