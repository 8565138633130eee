"""Who works where, written as FHIR resources by a right at the door (access/sql/door.sql)."""

from datetime import datetime
from uuid import UUID

import orjson

from kith.access.roles import role
from kith.access.viewer import Viewer
from kith.directory import resources
from kith.directory.actions import about_work
from kith.directory.models import Service
from kith.record import writing
from kith.record.connection import cursor
from kith.record.writing import By, Written


def put(viewer: Viewer, resource: resources.Resource, *, reason: str, expected: int | None = None) -> Written:
    """Write a Practitioner or PractitionerRole of the viewer's own service. Raises `RecordError`."""
    return writing.put(
        cursor(), orjson.dumps(resource).decode(), id=UUID(resource["id"]), labels=about_work(viewer.custodian),
        author=viewer.practitioner, expected=expected, reason=reason, by=By.DOOR,
    )  # fmt: skip


def post(
    viewer: Viewer, id: UUID, *, staff: UUID, role_key: str, since: datetime, until: datetime | None = None
) -> resources.Resource:
    """A post in this role at the viewer's service."""
    organization = Service.objects.values_list("organization_id", flat=True).get(id=viewer.service)
    return resources.practitioner_role(
        id, staff=staff, organization=organization, service=viewer.service, role=role_key,
        words=role(role_key).words, since=since, until=until,
    )  # fmt: skip
