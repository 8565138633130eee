"""The wall board: who puts it up and where, what it shows, and that its cookie opens nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from kith.access import gate, sessions
from kith.access.factors import devices
from kith.access.middleware import KEY
from kith.access.viewer import Viewer
from kith.directory.models import Account, KnownPatient, Post
from tests.integration.test_pages import browser, text
from tests.integration.test_todo import TURN
from tests.support.doors import submit, tablet, type_pin, who, with_pin
from tests.support.facts import fact
from tests.support.homes import Home, as_owner, home, signed_in
from tests.support.lived_in import know_allergy, person

pytestmark = [pytest.mark.usefixtures("store_url")]


@pytest.fixture
def rosewood(store_url: str) -> Home:
    with as_owner():
        return home()


@pytest.fixture
def eva(rosewood: Home) -> Account:
    with as_owner():
        return with_pin(rosewood.worker("nurse", "Eva Lindholm"))


@pytest.fixture
def walter(rosewood: Home, eva: Account) -> KnownPatient:
    with as_owner():
        walter = person(rosewood, "Green", "Walter", "Room 12")
        know_allergy(rosewood, walter.id, "Penicillin")
    with signed_in(eva) as viewer:
        made = fact("must-do", TURN, by=viewer.practitioner, patient=walter.id)
        gate.open_to_write(viewer, walter.id).add(made)
    return walter


def wall(where: Home, lead: Account) -> Client:
    """A screen on which a lead has put the board up."""
    screen = tablet(where, name="Office wall")
    type_pin(screen, lead)
    assert submit(screen, "/board/put-up", _at="/board/")["Location"] == "/board/"
    return screen


@contextmanager
def at_the_wall(screen: Client, lead: Account) -> Iterator[Viewer]:
    """One request of the board's own session, by whatever program."""
    at = devices.presented(screen.cookies[devices.COOKIE].value)
    with transaction.atomic():
        session = sessions.enter(screen.session[KEY], lead.pk, at)
        assert session is not None
        yield Viewer.staff(session)


def test_a_lead_puts_it_up_on_a_device_of_their_own_service_and_nobody_else_anywhere(
    rosewood: Home, eva: Account
) -> None:
    with as_owner():
        daniel = with_pin(rosewood.worker("care_worker", "Daniel Hughes"))
    mine, elsewhere = tablet(rosewood, name="Office wall"), browser(eva)
    type_pin(mine, eva)
    assert "Make Office wall the wall board" in text(mine.get("/board/"))
    assert "not a shared device of your service" in text(elsewhere.get("/board/"))
    assert elsewhere.post("/board/put-up").status_code == 404
    theirs = tablet(rosewood)
    type_pin(theirs, daniel)
    assert theirs.get("/board/").status_code == 404
    assert theirs.post("/board/put-up", headers={"X-CSRFToken": "x"}).status_code in (403, 404)
    assert submit(mine, "/board/put-up", _at="/board/").status_code == 302
    assert "Take the board down" in text(mine.get("/board/"))


def test_it_says_who_is_here_by_first_name_and_no_word_of_their_care(
    rosewood: Home, eva: Account, walter: KnownPatient
) -> None:
    with as_owner():
        other = home("Elm House")
        person(other, "Stranger", "Sam", "Room 1")
    shown = text(wall(rosewood, eva).get("/board/"))
    for said in ("Room 12", "Walter G.", "kith-place--"):
        assert said in shown, said
    for kept in ("Penicillin", "Turn", "heels", "Green", "Stranger", str(walter.id)):
        assert kept not in shown, kept
    assert "Penicillin" in text(browser(eva).get(f"/people/{walter.id}/summary/"))


def test_its_cookie_opens_the_board_and_nothing_else(
    rosewood: Home, eva: Account, walter: KnownPatient
) -> None:
    screen = wall(rosewood, eva)
    entry = f"/people/{walter.id}/"
    for address in ("/", entry, f"{entry}summary/", f"{entry}emergency/", "/handover/", "/staff/", "/find/",
                    "/fhir/R4/Patient", f"/fhir/R4/Patient/{walter.id}", "/pocket/key", "/account"):  # fmt: skip
        answer = screen.get(address)
        assert (answer.status_code, answer["Location"]) == (302, "/board/"), address
    for address in ("/live/here", "/live/todo", f"/live?after=0&patient={walter.id}"):
        assert screen.get(address).status_code == 404
    token = screen.cookies["csrftoken"].value
    for address in ("/board/put-up", "/handover/read", "/pocket/entries", "/staff/lock", "/lock"):
        assert screen.post(address, headers={"X-CSRFToken": token}).status_code == 404, address
    assert screen.get("/live/board").status_code == 200
    assert browser(eva).get(entry).status_code == 200


def test_the_database_itself_keeps_the_rest_from_it(
    rosewood: Home, eva: Account, walter: KnownPatient
) -> None:
    with signed_in(eva) as viewer:
        assert gate.open(viewer, walter.id, face="test", asked="x").find(type="AllergyIntolerance")
    screen = wall(rosewood, eva)
    with at_the_wall(screen, eva) as viewer:
        assert viewer.role.board
        record = gate.open(viewer, walter.id, face="test", asked="x")
        assert not record.find(type="AllergyIntolerance")
        assert record.person.name == "Walter Green"


def test_it_does_not_lock_and_ends_with_a_tap_the_post_or_the_device(rosewood: Home, eva: Account) -> None:
    screen = wall(rosewood, eva)
    with transaction.atomic():
        assert sessions.enter(screen.session[KEY], eva.pk) is None, "it counts on its own device alone"
    assert who(screen) == eva.pk
    with at_the_wall(screen, eva) as viewer:
        assert viewer.locks is None
        assert timedelta(days=30) < viewer.until - timezone.now() <= sessions.ON_A_WALL
    assert submit(screen, "/sign-out", _at="/board/")["Location"] == "/sign-in"
    assert screen.get("/board/").status_code == 302
    assert screen.get("/live/board").status_code == 401
    again = wall(rosewood, eva)
    with as_owner():
        Post.objects.filter(staff=eva.staff_id).update(until=timezone.now())
    assert again.get("/live/board").status_code == 401


def test_who_looked_says_the_wall_board_and_who_put_it_up(
    rosewood: Home, eva: Account, walter: KnownPatient
) -> None:
    wall(rosewood, eva).get("/board/")
    looks = text(browser(eva).get(f"/people/{walter.id}/looks/"))
    assert "Wall board" in looks
    assert "Eva Lindholm" in looks
