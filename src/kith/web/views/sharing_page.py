"""What the pages of who can see are made from, for staff who read them with the person and for the person alone."""

from datetime import datetime, timedelta

from kith.access import agreements, choosing, giving
from kith.access.declaring import declared_about
from kith.access.open_record import OpenRecord
from kith.access.roles import called, named, roles
from kith.care import queries
from kith.catalogue.components.choice import Choice
from kith.directory.models import Organization, Post, Registration, Service
from kith.directory.models.team_member import during
from kith.web.presenters import sharing as shown
from kith.web.presenters.looks import summary_of
from kith.web.presenters.readers import readers_see
from kith.web.views.helping_page import helping_of
from kith.web.views.looks import SHOWN, as_shown

TOLD = timedelta(days=365)


def sharing_page(
    record: OpenRecord, choices: list[Choice], own: Organization, now: datetime
) -> shown.SharingPage:
    """The page, said to the person."""
    everybody = {each.custodian: each for each in Organization.objects.exclude(custodian=None)}
    names = {number: each.name for number, each in everybody.items() if number is not None}
    ids = {number: each.id for number, each in everybody.items() if number is not None}
    declared = declared_about(record.patients, since=now - TOLD)
    looks = as_shown(record, now - SHOWN)
    return shown.SharingPage(
        own=shown.roles_see(named(_roles_at(service_of(record), now)).values()),
        others=shown.others_see(agreements.receivers(), names, choices, ids, own.id),
        helping=shown.helps(helping_of(record)),
        readers=readers_see(access for access, _ in giving.given(record)),
        choices=shown.chosen(choices, {each.id: each.name for each in everybody.values()}),
        told=shown.told(
            declared,
            queries.names_of(each.staff for each in declared),
            called(each.role for each in declared),
            names,
        ),
        looked=summary_of(looks),
        most=shown.looked_most(looks),
    )


def choices_in(record: OpenRecord) -> list[Choice]:
    """The person's choices that the viewer may see."""
    return [choice for choice, _ in choosing.choices_of(record)]


def service_of(record: OpenRecord) -> Service | None:
    """Where the person is looked after: where the viewer works, or where the person is registered."""
    here = Service.objects.filter(id=record.viewer.service).first()
    return here or _registered(record)


def _registered(record: OpenRecord) -> Service | None:
    found = Registration.objects.filter(patient=record.patient, open=True).order_by("-since")
    place = found.select_related("service").first()
    return place.service if place else None


def _roles_at(service: Service | None, now: datetime) -> set[str]:
    if service is None:
        return set()
    return set(Post.objects.filter(during(now), service=service).values_list("role", flat=True)) & set(
        roles()
    )
