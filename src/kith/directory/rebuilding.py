"""Derived rows made anew from the record."""

from collections.abc import Iterator
from dataclasses import dataclass

import orjson
from django.db import transaction

from kith.directory.derive import IN_ORDER, derive
from kith.directory.models import Choice, KnownPatient, OwnAccess, PersonName, Post, Registration, Tie
from kith.record.connection import cursor
from kith.record.statuses import DELETED, ENTERED_IN_ERROR
from kith.record.types import type_number

TIES = ("ServiceRequest", "Encounter", "CareTeam", "Appointment")

BODIES = (
    "select c.id, c.custodian, c.never <> 0 or c.status = any(%s) as gone, v.body"
    " from current c join version v on v.id = c.id and v.version = c.version and v.recorded = c.recorded"
    " where c.type = %s::smallint and v.body is not null order by c.id"
)


@dataclass(frozen=True)
class Rebuilt:
    """How many resources were gone through, and how many derived rows had no resource."""

    resources: int
    orphans: int


@transaction.atomic
def rebuild() -> Rebuilt:
    """Derive every row again, and take away rows about people whose resource is not there. Runs as the owner.

    Links between Patients, accounts and devices are truths of their own and are left alone.
    """
    count = 0
    for type_name in IN_ORDER:
        for resource, custodian, gone in _resources(type_name):
            derive(resource, custodian=custodian, gone=gone)
            count += 1
    return Rebuilt(count, _drop_orphans())


def _resources(type_name: str) -> Iterator[tuple[dict[str, object], int, bool]]:
    rows = cursor().execute(BODIES, ([DELETED, ENTERED_IN_ERROR], type_number(type_name))).fetchall()
    for row in rows:
        yield orjson.loads(row.body), row.custodian, row.gone


def _drop_orphans() -> int:
    c = cursor()
    rows = c.execute("select id from current where type = any(%s)", (_numbers("Patient"),)).fetchall()
    people = [row.id for row in rows]
    dropped = KnownPatient.objects.exclude(id__in=people).delete()[0]
    dropped += PersonName.objects.exclude(patient__in=people).delete()[0]
    for model, type_name in (
        (Registration, "EpisodeOfCare"),
        (Post, "PractitionerRole"),
        (Choice, "Consent"),
        (OwnAccess, "Consent"),
    ):
        there = c.execute("select id from current where type = any(%s)", (_numbers(type_name),)).fetchall()
        dropped += model._default_manager.exclude(id__in=[row.id for row in there]).delete()[0]
    tied = c.execute("select id from current where type = any(%s)", (_numbers(*TIES),)).fetchall()
    return dropped + Tie.objects.exclude(resource__in=[row.id for row in tied]).delete()[0]


def _numbers(*type_names: str) -> list[int]:
    return [type_number(each) for each in type_names]
