"""The end of a stay with a service, a move to another service of the same organisation, and the way back.

Who lives here decides who may know anything: each of these changes the registration, and with it goes every decision
(staleness.sql).
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from kith.access.admitting import NotPossible, may_admit, who_they_are
from kith.access.deciding import decide_named, store
from kith.access.open_record import OpenRecord
from kith.access.sharing import CLOSED
from kith.access.viewer import Viewer
from kith.catalogue.categories import Tier
from kith.catalogue.components.registration import Registration
from kith.directory.actions import about_person, put
from kith.directory.models import KnownPatient, Service
from kith.record.connection import cursor
from kith.record.ids import new_id
from kith.record.looks import LookKind, record_look

ACTIVE, FINISHED = "active", "finished"
REMEMBERED = timedelta(days=180)
"""So long those who take people in find somebody who left, to take them back under the same record."""
SAID_BEFORE = timedelta(days=31)
"""So long before it happens the end of a stay may be recorded."""


@dataclass(frozen=True)
class Stay:
    """The stay that stands with the viewer's own service, and its version."""

    registration: Registration
    version: int


def stay_of(record: OpenRecord) -> Stay | None:
    """The open stay with the viewer's own service; None where there is none."""
    for stored in record.find(type="EpisodeOfCare"):
        held = Registration.from_fhir(stored.resource)
        lasts = held.until is None or held.until > timezone.now()
        if held.service == record.viewer.service and held.status == ACTIVE and lasts:
            return Stay(held, stored.version)
    return None


def other_services(viewer: Viewer) -> list[Service]:
    """The other services of the viewer's organisation that somebody could move to."""
    own = Service.objects.get(id=viewer.service)
    others = Service.objects.filter(organization=own.organization_id, active=True)
    return list(others.exclude(id=own.id).order_by("name"))


@transaction.atomic
def leave(record: OpenRecord, *, at: datetime, why: str, to: Service | None = None) -> None:
    """The person leaves the viewer's service at that moment; with `to` they go on to that service.

    From then on nobody of this service opens their record, unless they are taken back. Raises `NotPossible`, with words
    fit to show, for a role that may not and a moment that cannot be.
    """
    viewer, stay = record.viewer, stay_of(record)
    if not may_admit(viewer) or stay is None:
        raise NotPossible("Your role cannot record that somebody leaves.")
    if not stay.registration.since < at <= timezone.now() + SAID_BEFORE:
        raise NotPossible("They leave after they came, and within a month from today.")
    if to is not None and to not in other_services(viewer):
        raise NotPossible("Choose one of your own services.")
    ended = replace(stay.registration, until=at, status=FINISHED if at <= timezone.now() else ACTIVE)
    _keep(viewer, ended, expected=stay.version, reason=why)
    if to is not None:
        _keep(viewer, _begun(stay.registration, to.id, at), reason=why)
    decide_named(viewer, record.patient)


@transaction.atomic
def take_back(viewer: Viewer, patient: UUID, *, since: datetime) -> None:
    """Somebody who left comes back, under the record that they have. Raises `NotPossible` for anybody else."""
    if patient not in _left(viewer):
        raise NotPossible("They did not leave here lately.")
    organisation = Service.objects.values_list("organization_id", flat=True).get(id=viewer.service)
    _keep(viewer, Registration(new_id(), patient, organisation, since, viewer.service), reason="came back")
    decide_named(viewer, patient)


def left_lately(viewer: Viewer, *, face: str) -> list[tuple[KnownPatient, datetime]]:
    """Whoever left the viewer's service in the last half year, by name, and when; logged as a list.

    Their names are open inside this call alone. Nobody, for a role that takes nobody in.
    """
    left = _left(viewer)
    grants = [who_they_are(viewer, patient) for patient in left]
    store(cursor(), viewer, grants)
    people = list(KnownPatient.objects.filter(id__in=left).order_by("family", "given", "id"))
    ids = [person.id for person in people]
    record_look(
        cursor(), ids, kind=LookKind.LIST, face=face, asked="who left lately", depth=int(Tier.HEADLINE)
    )
    over = timezone.now()
    store(
        cursor(),
        viewer,
        [replace(each, read=CLOSED, add=CLOSED, change=CLOSED, until=over) for each in grants],
    )
    return [(person, left[person.id]) for person in people]


def _left(viewer: Viewer) -> dict[UUID, datetime]:
    if not may_admit(viewer):
        return {}
    rows = cursor().execute("select * from kith_left_lately(%s)", (REMEMBERED,)).fetchall()
    return {row.patient: row.until for row in rows}


def _begun(former: Registration, service: UUID, at: datetime) -> Registration:
    return Registration(new_id(), former.patient, former.organisation, at, service, lead=former.lead)


def _keep(viewer: Viewer, stay: Registration, *, reason: str, expected: int | None = None) -> None:
    """Each registration that is written takes the decision away, so the right to write is given before each."""
    store(cursor(), viewer, [who_they_are(viewer, stay.patient)])
    labels = about_person(viewer.custodian)
    put(stay.to_fhir(), labels=labels, author=viewer.practitioner, expected=expected, reason=reason)
