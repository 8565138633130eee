"""Organisations with a service, staff and accounts for generated people."""

from collections.abc import Sequence
from datetime import datetime
from random import Random

from kith.access.roles import role
from kith.care.generation.drawing import id_at
from kith.care.generation.place import Place
from kith.care.generation.sets import DataSet
from kith.directory import actions
from kith.directory.models import Account, Service
from kith.record.connection import cursor

ROLES = ("care_worker", "nurse", "manager", "care_worker", "senior_care_worker")


def make(count: int, roles: Sequence[str], since: datetime, password: str, lot: Random) -> list[Place]:
    """So many organisations with staff in these roles, their ids by lot. Runs as the owner.

    Accounts are called `home<n>.<n>` and have this password.
    """
    coded = Account()
    coded.set_password(password)
    return [_place(number, roles, since, coded.password, lot) for number in range(1, count + 1)]


def roles_of(data: DataSet) -> list[str]:
    """Who works in each organisation of a benchmark's set."""
    return [ROLES[each % len(ROLES)] for each in range(data.staff_each)]


def _place(number: int, roles: Sequence[str], since: datetime, coded: str, lot: Random) -> Place:
    organization = actions.add_organization(name=f"Generated Care {number}", id=id_at(since, lot))
    service = actions.add_service(organization=organization, name=f"Home {number}", id=id_at(since, lot))
    made = [
        (_employ(service, f"{number}{{}}{each}", key, since, coded, lot), key)
        for each, key in enumerate(roles, 1)
    ]
    assert organization.custodian is not None  # it was just given one
    staff, sessions = zip(
        *((account.staff_id, _session(account, service, key)) for account, key in made), strict=True
    )
    return Place(organization.custodian, organization.id, service.id, staff, sessions, tuple(roles))


def _employ(service: Service, place: str, key: str, since: datetime, coded: str, lot: Random) -> Account:
    staff = actions.add_staff(
        organization=service.organization, name="Worker " + place.format("-"), id=id_at(since, lot)
    )
    actions.add_post(
        staff=staff, service=service, role=key, words=role(key).words, since=since, id=id_at(since, lot)
    )
    account = Account(username="home" + place.format("."), staff=staff, password=coded)
    account.save()
    return account


def _session(account: Account, service: Service, key: str) -> int:
    """A session that is over, under which generated looks are filed."""
    row = cursor().execute(
        "insert into session (account, staff, role, service, custodian, purpose, started, until, ended)"
        " values (%s, %s, %s, %s, %s, %s, now(), now(), now()) returning number",
        (account.pk, account.staff_id, key, service.id, service.organization.custodian, int(role(key).purposes[0])),
    ).fetchone()  # fmt: skip
    assert row is not None
    return int(row[0])
