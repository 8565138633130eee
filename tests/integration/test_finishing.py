"""The half hour after a login made at the door has ended by itself: what may still be done in it, and all that may not."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from django.db import transaction
from django.utils import timezone

from kith.access import finishing, sessions
from kith.access.agency import Checked, admit
from kith.access.sessions import NOWHERE
from kith.catalogue.browser import definitions
from kith.directory.models import Account, AgencyLogin, ChosenPerson, KnownPatient
from kith.record.connection import cursor
from kith.record.ids import new_id
from tests.integration.test_pocket import Tablet, draft, sign_in
from tests.support.homes import Home, as_owner, home, signed_in
from tests.support.passing import time_passes

pytestmark = [pytest.mark.usefixtures("store_url"), pytest.mark.store]
SHIFT = timedelta(hours=6)
SEEN = Checked("Bright Staff", "Passport", "DBS on the agency's profile", "Training certificates")
Entry = dict[str, Any]


@dataclass
class Evening:
    """An agency worker signed in at a home, with the form of a drink open about one person."""

    home: Home
    lead: Account
    worker: Account
    green: KnownPatient
    other: KnownPatient
    tablet: Tablet
    open: Entry
    owner: psycopg.Connection[Any]

    def later(self, by: timedelta) -> None:
        time_passes(self.owner, self.worker.pk, by)

    def drink(self, **changes: Any) -> Entry:
        kind = next(each for each in definitions()["kinds"] if each["key"] == "drink")
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        return {
            "id": str(new_id()), "kind": "drink", "definition": f"{kind['url']}|{kind['version']}",
            "patient": str(self.green.id), "occurred": now, "until": None,
            "answers": {"what": "tea", "offered": "200", "taken": "150"}, "note": "", "helpers": [], "confirmed": [],
            "made": now, "device": {"clock": now, "offset_seconds": 0}, "replaces": None, "reason": None,
        } | changes  # fmt: skip

    def opens(self, patient: KnownPatient | None = None) -> Entry:
        """A form whose draft the server has."""
        who = patient or self.green
        self.tablet.client.get(f"/people/{who.id}/record/")
        entry = self.drink(patient=str(who.id))
        answer = self.tablet.send("PUT", f"drafts/{entry['id']}", draft(who.id, "Half of it"))
        assert answer.status_code == 204, answer.content
        return entry

    def kept(self, entry: Entry) -> tuple[Any, ...] | None:
        """Author and session of the entry's version, or None."""
        asked = "select author, session from version where id = %s"
        return self.owner.execute(asked, (entry["id"],)).fetchone()


@pytest.fixture
def evening(owner: psycopg.Connection[Any]) -> Evening:
    with as_owner():
        place = home()
        green, other = place.person("Green", "Walter"), place.person("Brown", "Ivy")
        lead = place.worker("nurse", "Eva Lindholm")
    with signed_in(lead) as by:
        until = timezone.now() + SHIFT
        made = admit(by, name="Ivy Stone", role_key="agency_care_worker", until=until, checked=SEEN)
    with as_owner():
        worker = Account.objects.select_related("staff").get(pk=made.account.pk)
    found = Evening(place, lead, worker, green, other, sign_in(worker), {}, owner)
    return replace(found, open=found.opens())


def test_what_was_open_is_kept_and_signed_once_and_nothing_else_is_open(evening: Evening) -> None:
    evening.later(SHIFT + timedelta(minutes=5))
    client, patient = evening.tablet.client, evening.green.id
    told = client.get("/session")
    assert told.status_code == 401
    left = datetime.fromisoformat(told.json()["finish_by"]) - timezone.now()
    assert timedelta(minutes=24) < left < timedelta(minutes=25)

    for page in (
        "/",
        f"/people/{patient}/",
        f"/people/{patient}/record/",
        "/todo/",
        "/handover/",
        "/account",
        "/emergency/",
    ):
        answer = client.get(page)
        assert answer.status_code in (302, 404), page
        assert b"Green" not in answer.content
    for method, path in (
        ("GET", "key"), ("GET", "drafts"), ("GET", f"drafts/{evening.open['id']}"),
        ("DELETE", f"drafts/{evening.open['id']}"),
        ("POST", f"entries/{evening.open['id']}/withdraw"),
    ):  # fmt: skip
        assert evening.tablet.send(method, path, {"reason": "x"}).status_code == 401, path
    fresh = evening.drink()
    assert evening.tablet.send("PUT", f"drafts/{fresh['id']}", draft(patient, "new")).status_code == 401
    assert evening.tablet.put(fresh).status_code == 404
    assert evening.tablet.put(evening.open | {"patient": str(evening.other.id)}).status_code == 404
    assert evening.tablet.put(evening.open | {"replaces": 1, "reason": "x"}).status_code == 404
    assert evening.tablet.put(evening.open, **{"X-Kith-Account": "0" * 32}).status_code == 401
    assert evening.kept(evening.open) is None
    assert evening.kept(fresh) is None

    assert evening.tablet.put(evening.open).status_code == 201
    assert evening.tablet.put(evening.open).status_code == 200  # the answer was lost on the way
    assert evening.tablet.put(evening.open | {"note": "another"}).status_code == 404
    assert evening.kept(evening.open) == (evening.worker.staff_id, evening.tablet.session)
    assert client.get(f"/people/{patient}/").status_code == 302


def test_after_half_an_hour_it_is_over(evening: Evening) -> None:
    evening.later(SHIFT + timedelta(minutes=29))
    assert "finish_by" in evening.tablet.client.get("/session").json()
    evening.later(timedelta(minutes=1, seconds=1))
    assert evening.tablet.put(evening.open).status_code == 401
    assert "finish_by" not in evening.tablet.client.get("/session").json()
    assert evening.kept(evening.open) is None


def test_it_does_not_begin_before_the_end(evening: Evening) -> None:
    """Until then the worker is signed in like everybody else, and nothing but the gate decides."""
    with transaction.atomic():
        assert finishing.enter(evening.tablet.session, evening.worker.pk, NOWHERE, touch=False) is None
    assert evening.tablet.put(evening.open).status_code == 201


def ended_by_the_lead(evening: Evening) -> None:
    with as_owner():
        login = AgencyLogin.objects.get(account=evening.worker).post_id
    with signed_in(evening.lead):
        cursor().execute("select kith_move_login(%s, now())", (login,))


def signed_out(evening: Evening) -> None:
    sessions.end(evening.tablet.session)


def account_closed(evening: Evening) -> None:
    with as_owner():
        Account.objects.filter(pk=evening.worker.pk).update(is_active=False)


def locked(evening: Evening) -> None:
    evening.owner.execute("update session set locked = now() where number = %s", (evening.tablet.session,))


def person_left(evening: Evening) -> None:
    with as_owner():
        registration = evening.home.registration(evening.green)
        registration.until = timezone.now() - timedelta(seconds=1)
        registration.save()


def another_device(evening: Evening) -> None:
    evening.owner.execute(
        "update session set device = gen_random_uuid() where number = %s", (evening.tablet.session,)
    )


@pytest.mark.parametrize(
    "before", [ended_by_the_lead, signed_out, account_closed, locked, person_left, another_device]
)
def test_whatever_ended_it_otherwise_leaves_no_half_hour(
    evening: Evening, before: Callable[[Evening], None]
) -> None:
    before(evening)
    evening.later(SHIFT + timedelta(minutes=1))
    assert evening.tablet.put(evening.open).status_code in (401, 404)
    assert evening.kept(evening.open) is None


def test_nor_does_anything_that_is_taken_away_within_it(evening: Evening) -> None:
    evening.later(SHIFT + timedelta(minutes=1))
    person_left(evening)
    assert evening.tablet.put(evening.open).status_code == 404
    assert evening.kept(evening.open) is None


def test_somebody_who_is_chosen_no_longer_is_closed_in_it_too(evening: Evening) -> None:
    with as_owner():
        login = AgencyLogin.objects.get(account=evening.worker)
        for person in (evening.green, evening.other):
            ChosenPerson.objects.create(login=login, patient=person.id)
        AgencyLogin.objects.filter(pk=login.pk).update(only_chosen=True)
    green, other = evening.opens(), evening.opens(evening.other)
    evening.later(SHIFT + timedelta(minutes=1))
    assert evening.tablet.put(other).status_code == 201
    with as_owner():
        ChosenPerson.objects.filter(login=login, patient=evening.green.id).delete()
    assert evening.tablet.put(green).status_code == 404


def test_whoever_can_sign_in_again_does(evening: Evening) -> None:
    """A member of the home's own staff has no login that ends for good, and so no half hour."""
    with as_owner():
        own = evening.home.worker("care_worker", "Daniel Hughes")
    tablet = sign_in(own)
    daniel = replace(evening, worker=own, tablet=tablet)
    entry = daniel.opens()
    evening.owner.execute("update session set until = now() where number = %s", (tablet.session,))
    assert tablet.put(entry).status_code == 401
    assert daniel.kept(entry) is None


def test_the_database_itself_shows_nothing_and_writes_nothing_more(evening: Evening) -> None:
    """Whatever the application asks it in that half hour."""
    evening.later(SHIFT + timedelta(minutes=1))
    with transaction.atomic():
        who = finishing.enter(evening.tablet.session, evening.worker.pk, NOWHERE, touch=True)
        assert who is not None
        for table in (
            "current",
            "version",
            "session",
            "decision",
            "pocket_draft",
            "look_person",
            "directory_knownpatient",
        ):
            row = cursor().execute(f"select count(*) as n from {table}").fetchone()  # noqa: S608 - our own words
            assert row is not None
            assert row.n == 0, table
        assert cursor().execute("select kith_session()").fetchone() == (None,)
    with transaction.atomic(), pytest.raises(psycopg.errors.InsufficientPrivilege):
        cursor().execute(
            "update pocket_draft set begun = now() - interval '1 day' where account = %s",
            (evening.worker.pk,),
        )
