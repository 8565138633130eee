"""Taking somebody in: the Patient that one's own organisation keeps, and the registration that opens the record.

Nobody has a relationship with somebody who is not there yet. So whoever may take people in is given, inside one
transaction, the right to write who the new person is; the registration replaces it by the ordinary decision.
"""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kith.access.deciding import decide_named, gather, store
from kith.access.decisions import Grant, Reason
from kith.access.viewer import Viewer
from kith.catalogue.categories import Category, Tier, allows, gate_number, masks
from kith.catalogue.components.patient import Patient
from kith.catalogue.components.registration import Registration
from kith.directory.actions import about_person, put
from kith.directory.models import Service
from kith.record.connection import cursor
from kith.record.ids import new_id

WHO_THEY_ARE = (Category.DEMOGRAPHICS, Tier.HEADLINE)


class NotPossible(Exception):
    """The person cannot be taken in so; the words say why."""


def may_admit(viewer: Viewer) -> bool:
    """Whether the viewer may take people in: who leads a shift, and may write who somebody is.

    A manager or the nurse in charge may, from an agency too; a senior care worker lets workers in, not people.
    """
    return viewer.may("admit") and allows(viewer.role.add, *WHO_THEY_ARE)


@transaction.atomic
def admit(viewer: Viewer, person: Patient, *, since: datetime) -> UUID:
    """Register a new person with the viewer's service from `since` on; answers with the Patient's id.

    The id is made with the form, and a form that is sent again takes nobody in twice. Raises `NotPossible` for a role
    that may not, and for an id that belongs to somebody who is not the viewer's own.
    """
    if not may_admit(viewer):
        raise NotPossible("Your role cannot take people in.")
    [known] = gather(cursor(), viewer, [person.id])
    if known.holdings:
        if decide_named(viewer, person.id).allowed:
            return person.id
        raise NotPossible("This form was used already. Begin again.")
    _register(viewer, person, since)
    decide_named(viewer, person.id)
    return person.id


def _register(viewer: Viewer, person: Patient, since: datetime) -> None:
    organisation = Service.objects.values_list("organization_id", flat=True).get(id=viewer.service)
    stay = Registration(new_id(), person.id, organisation, since, viewer.service)
    labels, author = about_person(viewer.custodian), viewer.practitioner
    store(cursor(), viewer, [who_they_are(viewer, person.id)])
    for resource in (replace(person, organisation=organisation).to_fhir(), stay.to_fhir()):
        put(resource, labels=labels, author=author, reason="admitted")


def who_they_are(viewer: Viewer, patient: UUID) -> Grant:
    """The right to read and write who the person is, and nothing else; gone with the next registration (staleness.sql)."""
    who = masks([gate_number(*WHO_THEY_ARE)])
    return Grant(
        patient=patient,
        custodian=viewer.custodian,
        read=who,
        add=who,
        change=who,
        teams=(),
        until=viewer.until,
        reason=Reason.OWN_SERVICE,
    )
