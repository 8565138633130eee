"""Practitioner to a row of staff."""

from uuid import UUID

from kith.directory import names
from kith.directory.models import Staff
from kith.directory.reading import Json


def derive_practitioner(resource: Json, custodian: int, gone: bool) -> None:
    """The member of staff of the same id."""
    Staff.objects.update_or_create(
        id=UUID(resource["id"]),
        defaults={
            "name": names.text(names.shown(resource.get("name", ()))),
            "active": resource.get("active", True) and not gone,
        },
    )
