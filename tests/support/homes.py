"""A home with people and staff, made as the store's owner, for tests of the directory and the gate."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

import pytest
from django.db import connection, connections, transaction

from kith.access import sessions
from kith.access.roles import role
from kith.access.viewer import Viewer
from kith.directory import actions
from kith.directory.models import Account, KnownPatient, Organization, Post, Registration, Service
from kith.ops import config
from kith.record.ids import new_id

LONG_AGO = datetime.datetime(2026, 1, 5, 9, tzinfo=datetime.UTC)
PASSWORD = "a plain long password"


@contextmanager
def as_owner() -> Iterator[None]:
    """Django speaks to the same database as its owner, whom policies do not bind."""
    before = dict(connection.settings_dict)
    connections.close_all()
    with pytest.MonkeyPatch.context() as changed:
        changed.setenv("KITH_DB_ROLE", "owner")
        connection.settings_dict.update(config.database())
    try:
        yield
    finally:
        connections.close_all()
        connection.settings_dict.update(before)


@dataclass
class Home:
    """One service of one organisation."""

    organization: Organization
    service: Service

    def person(self, family: str = "Green", given: str = "Walter", *, since: datetime.datetime = LONG_AGO,
               until: datetime.datetime | None = None) -> KnownPatient:  # fmt: skip
        """Somebody who lives here."""
        born = datetime.date(1938, 3, 9)
        known = actions.add_patient(
            organization=self.organization, family=family, given=given, birth_date=born
        )
        actions.register(patient=known, service=self.service, since=since, until=until)
        return known

    def registration(self, patient: KnownPatient) -> Registration:
        """Somebody's registration here."""
        return Registration.objects.get(patient=patient.id, service=self.service)

    def worker(
        self, key: str = "nurse", name: str = "Sam Field", *, until: datetime.datetime | None = None
    ) -> Account:
        """Somebody who works here, with an account whose password is `PASSWORD`."""
        staff = actions.add_staff(organization=self.organization, name=name)
        words = role(key).words
        actions.add_post(
            staff=staff, service=self.service, role=key, words=words, since=LONG_AGO, until=until
        )
        account = Account(username=f"{key}-{new_id()}", staff=staff)
        account.set_password(PASSWORD)
        account.save()
        return account


def home(name: str = "Rosewood House") -> Home:
    """A new organisation with one service. Call it as the owner."""
    organization = actions.add_organization(name=f"{name} Ltd")
    return Home(organization, actions.add_service(organization=organization, name=name))


def post_of(account: Account) -> Post:
    """The account's first post."""
    return Post.objects.select_related("service__organization").get(staff_id=account.staff_id)


@contextmanager
def signed_in(account: Account) -> Iterator[Viewer]:
    """One request by somebody who has just signed in: a transaction under their session."""
    with transaction.atomic():
        number = sessions.open_session(account, post_of(account))
        yield viewer(number, account)


def viewer(number: int, account: Account) -> Viewer:
    """The viewer of a session that is open, made this transaction's own."""
    session = sessions.enter(number, account.pk)
    assert session is not None
    return Viewer.staff(session)


def entry_id() -> UUID:
    """An id as a browser would make it."""
    return new_id()
