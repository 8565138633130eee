"""Organisations with a service, staff and accounts for generated people."""

from datetime import datetime

from kith.access.roles import role
from kith.care.generation.place import Place
from kith.care.generation.sets import DataSet
from kith.directory import actions
from kith.directory.models import Account, Service
from kith.record.connection import cursor

ROLES = ("care_worker", "nurse", "manager", "care_worker", "senior_care_worker")


def make(data: DataSet, since: datetime, password: str) -> list[Place]:
    """Every organisation of the set. Accounts are called `home<n>.<n>` and have this password. Runs as the owner."""
    coded = Account()
    coded.set_password(password)
    return [_place(number, data, since, coded.password) for number in range(1, data.organisations + 1)]


def _place(number: int, data: DataSet, since: datetime, coded: str) -> Place:
    organization = actions.add_organization(name=f"Generated Care {number}")
    service = actions.add_service(organization=organization, name=f"Home {number}")
    made = [_employ(service, number, each, since, coded) for each in range(1, data.staff_each + 1)]
    assert organization.custodian is not None  # it was just given one
    staff, sessions = zip(
        *((account.staff_id, _session(account, service, key)) for account, key in made), strict=True
    )
    return Place(organization.custodian, organization.id, service.id, staff, sessions)


def _employ(service: Service, number: int, each: int, since: datetime, coded: str) -> tuple[Account, str]:
    key = ROLES[(each - 1) % len(ROLES)]
    staff = actions.add_staff(organization=service.organization, name=f"Worker {number}-{each}")
    actions.add_post(staff=staff, service=service, role=key, words=role(key).words, since=since)
    account = Account(username=f"home{number}.{each}", staff=staff, password=coded)
    account.save()
    return account, key


def _session(account: Account, service: Service, key: str) -> int:
    """A session that is over, under which generated looks are filed."""
    row = cursor().execute(
        "insert into session (account, staff, role, service, custodian, purpose, started, until, ended)"
        " values (%s, %s, %s, %s, %s, %s, now(), now(), now()) returning number",
        (account.pk, account.staff_id, key, service.id, service.organization.custodian, int(role(key).purposes[0])),
    ).fetchone()  # fmt: skip
    assert row is not None
    return int(row[0])
