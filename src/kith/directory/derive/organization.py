"""Organization to a row of organisations."""

from uuid import UUID

from kith.directory.models import Organization
from kith.directory.reading import Json
from kith.record.connection import cursor


def derive_organization(resource: Json, custodian: int, gone: bool) -> None:
    """The organisation of the same id; its custodian number stands where the record keeps it."""
    row = (
        cursor().execute("select number from custodian where organization = %s", (resource["id"],)).fetchone()
    )
    Organization.objects.update_or_create(
        id=UUID(resource["id"]),
        defaults={
            "name": resource.get("name", ""),
            "custodian": row[0] if row else None,
            "active": resource.get("active", True) and not gone,
        },
    )
