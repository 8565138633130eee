"""Keeping accounts as the `kith user` command does, and rebuilding what is derived."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from kith.access import accounts, sessions
from kith.directory.models import Account, Device, KnownPatient, PersonName, Post, Registration, Token
from kith.directory.rebuilding import rebuild
from kith.record.ids import new_id
from tests.support.homes import Home, as_owner, home

pytestmark = pytest.mark.usefixtures("store_url")

DERIVED = [
    "directory_organization", "directory_service", "directory_staff", "directory_post", "directory_knownpatient",
    "directory_registration",
]  # fmt: skip


@pytest.fixture
def rosewood(store_url: str) -> Home:
    with as_owner():
        return home(f"Rosewood {new_id()}")


def test_an_account_comes_with_its_place_and_a_password_that_works(store_url: str) -> None:
    name = f"The Willows {new_id()}"
    with as_owner():
        account, password = accounts.add(
            f"Sam-{new_id()}", name="Sam Field", role="nurse", service=name, organisation=f"{name} Ltd"
        )
        assert account.check_password(password)
        assert [post.service.name for post in sessions.posts_of(account)] == [name]


def test_what_is_wrong_is_said(rosewood: Home) -> None:
    place = rosewood.service.name
    with as_owner():
        for wrong, words in [
            ({"role": "wizard", "service": place}, "no role"),
            ({"role": "nurse", "service": "Nowhere"}, "--organisation"),
        ]:
            with pytest.raises(accounts.NotPossible, match=words):
                accounts.add("somebody", name="Some Body", **wrong)
        with pytest.raises(accounts.NotPossible, match="no account"):
            accounts.disable("nobody at all")
        worker = rosewood.worker()
        with pytest.raises(accounts.NotPossible, match="too short"):
            accounts.set_password(worker.username, "short")


def test_a_token_acts_until_it_ends_and_only_its_hash_is_kept(rosewood: Home) -> None:
    with as_owner():
        nurse = rosewood.worker("nurse")
        text = accounts.token(nurse.username, "laboratory", lasts=timedelta(days=3))
        assert not _anywhere(text)
    with transaction.atomic():
        session = sessions.enter_by_token(text)
        assert session is not None
        assert session.account == nurse.pk
        assert session.until - timezone.now() > timedelta(days=2)
        assert sessions.enter_by_token(text + "x") is None
    with as_owner():
        Token.objects.get(account=nurse).delete()
    with transaction.atomic():
        assert sessions.enter_by_token(text) is None


def test_a_disabled_accounts_token_is_dead(rosewood: Home) -> None:
    with as_owner():
        nurse = rosewood.worker("nurse")
        text = accounts.token(nurse.username, "laboratory", lasts=timedelta(days=3))
        accounts.disable(nurse.username)
    with transaction.atomic():
        assert sessions.enter_by_token(text) is None


def test_everything_is_listed(rosewood: Home) -> None:
    with as_owner():
        nurse = rosewood.worker("nurse")
        accounts.token(nurse.username, "laboratory", lasts=timedelta(days=3))
        accounts.device_code(rosewood.service.name, "Tablet upstairs")
        lines = "\n".join(accounts.listed())
        assert accounts.retire(rosewood.service.name, "Tablet upstairs") == 1
        with pytest.raises(accounts.NotPossible, match="no device"):
            accounts.retire(rosewood.service.name, "Tablet upstairs")
        assert "Tablet upstairs" not in "\n".join(accounts.listed())
    assert nurse.username in lines
    assert "token laboratory" in lines
    assert f"device Tablet upstairs, {rosewood.service.name}  (waiting)" in lines


def test_rebuilding_gives_the_same_rows_and_mends_what_was_changed(rosewood: Home) -> None:
    with as_owner():
        walter = rosewood.person()
        rosewood.worker("nurse")
        before = _derived()
        rebuild()
        assert _derived() == before
        KnownPatient.objects.filter(id=walter.id).update(name="Somebody Else")
        PersonName.objects.filter(patient=walter.id).delete()
        Registration.objects.filter(patient=walter.id).delete()
        Post.objects.update(role="manager")
        stray = KnownPatient.objects.create(id=new_id(), custodian=walter.custodian, name="Nobody")
        assert _derived() != before
        assert rebuild().orphans == 1
        assert _derived() == before
        assert not KnownPatient.objects.filter(id=stray.id).exists()


def _derived() -> dict[str, list[Any]]:
    found = {}
    with connection.cursor() as cursor:
        for table in DERIVED:
            cursor.execute(f"select * from {table} order by id")
            found[table] = cursor.fetchall()
        cursor.execute("select patient, custodian, word from directory_personname order by 1, 3")
        found["words"] = cursor.fetchall()
    return found


def _anywhere(text: str) -> bool:
    """Whether a token stands in clear in any table that sign-in keeps."""
    with connection.cursor() as cursor:
        for table in ("directory_token", "session", "directory_account"):
            cursor.execute(f"select 1 from {table} t where t::text like %s", [f"%{text}%"])
            if cursor.fetchone():
                return True
    return False


def test_accounts_differ_by_more_than_case(rosewood: Home) -> None:
    with as_owner():
        nurse = rosewood.worker("nurse")
        assert Account.objects.get_by_natural_key(f" {nurse.username.upper()} ") == nurse
        assert Device.objects.filter(service=rosewood.service).count() == 0
