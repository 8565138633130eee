"""Leaving, moving to another service, and coming back: who may know what, before and after, and nothing is lost."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from kith.access import gate, staying
from kith.access.admitting import NotPossible
from kith.directory import actions
from kith.directory.models import Account, KnownPatient, Service
from kith.record import reading
from kith.record.connection import cursor
from tests.integration.test_pages import browser, text
from tests.support.homes import Home, as_owner, home, signed_in
from tests.support.lived_in import know_allergy, person

pytestmark = [pytest.mark.usefixtures("store_url")]


@dataclass
class House:
    """A home with Walter and Ivy, its nurse and carer; and the same organisation's second home with its own nurse."""

    place: Home
    second: Service
    walter: KnownPatient
    ivy: KnownPatient
    nurse: Account
    emily: Account
    there: Account


@pytest.fixture
def house(store_url: str) -> House:
    with as_owner():
        place = home()
        second = actions.add_service(organization=place.organization, name="Garden House")
        walter, ivy = person(place, "Green", "Walter", "Room 4"), person(place, "Brown", "Ivy", "Room 5")
        know_allergy(place, walter.id, "Penicillin")
        there = Home(place.organization, second).worker("nurse", "Nora Quill")
        return House(
            place, second, walter, ivy, place.worker("nurse", "Eva Lindholm"),
            place.worker("care_worker", "Emily Ward"), there,
        )  # fmt: skip


def day(days: int = 0) -> str:
    return f"{timezone.localtime() + timedelta(days=days):%d/%m/%Y}"


def leaves(client: Client, who: KnownPatient, **more: str) -> Any:
    return client.post(f"/people/{who.id}/leave/", {"when": day(), "where": "home", **more})


def opens(account: Account, who: KnownPatient) -> bool:
    return browser(account).get(f"/people/{who.id}/summary/").status_code == 200


def test_whoever_leaves_is_nobodys_here_from_the_next_request_and_everybody_else_stays(house: House) -> None:
    nurse, emily = browser(house.nurse), browser(house.emily)
    assert "Walter Green" in text(emily.get("/"))
    assert "They leave" in text(nurse.get(f"/people/{house.walter.id}/who/"))
    assert leaves(nurse, house.walter, why="His son's house").status_code == 302
    for client in (nurse, emily):
        for address in ("", "summary/", "emergency/", "record/", "who/", "leave/"):
            assert client.get(f"/people/{house.walter.id}/{address}").status_code == 404, address
        assert "Walter Green" not in text(client.get("/"))
        assert "Ivy Brown" in text(client.get("/"))
    with signed_in(house.nurse) as viewer:
        found = gate.find_people(viewer, staying_sought("Green"), face="test")
        assert found[0] == []
    kept = _stay(house.walter.id)
    assert kept["status"] == "finished"
    assert "end" in kept["period"]


def staying_sought(words: str) -> Any:
    from kith.directory import finding

    return finding.read(words)


def _stay(patient: UUID) -> dict[str, Any]:
    with as_owner():
        found = reading.find(cursor(), reading.Query("EpisodeOfCare", patients=[patient]))
        return max(found, key=lambda each: each.recorded).resource


def test_whoever_comes_back_has_the_record_that_they_had(house: House) -> None:
    nurse = browser(house.nurse)
    leaves(nurse, house.walter)
    assert "Who left lately" in text(nurse.get("/find/"))
    page = text(nurse.get("/left/"))
    assert "Walter Green" in page
    assert "Ivy Brown" not in page
    assert nurse.get(f"/people/{house.walter.id}/summary/").status_code == 404, "the list opens no record"
    answer = nurse.post("/left/", {"patient": str(house.walter.id)})
    assert answer["Location"] == f"/people/{house.walter.id}/summary/"
    assert "Penicillin" in text(browser(house.emily).get(f"/people/{house.walter.id}/summary/"))
    assert "Walter Green" not in text(nurse.get("/left/"))
    assert nurse.post("/left/", {"patient": str(house.walter.id)}).status_code == 404
    looks = text(nurse.get(f"/people/{house.walter.id}/looks/"))
    assert "who left lately" in looks.lower()


def test_whoever_moves_is_known_there_and_no_longer_here(house: House) -> None:
    nurse = browser(house.nurse)
    assert not opens(house.there, house.walter)
    assert "To Garden House, another of our services" in text(nurse.get(f"/people/{house.walter.id}/leave/"))
    assert leaves(nurse, house.walter, where=str(house.second.id)).status_code == 302
    assert opens(house.there, house.walter)
    assert not opens(house.nurse, house.walter)
    assert "Penicillin" in text(browser(house.there).get(f"/people/{house.walter.id}/summary/"))
    with as_owner():
        elsewhere = home("Elm House").service
    assert "Please check this" in text(leaves(nurse, house.ivy, where=str(elsewhere.id)))
    assert opens(house.nurse, house.ivy)


def test_only_those_who_admit_people_end_a_stay_and_take_anybody_back(house: House) -> None:
    emily = browser(house.emily)
    assert "They leave" not in text(emily.get(f"/people/{house.walter.id}/who/"))
    assert emily.get(f"/people/{house.walter.id}/leave/").status_code == 404
    assert leaves(emily, house.walter).status_code == 404
    assert emily.get("/left/").status_code == 404
    with signed_in(house.emily) as viewer:
        record = gate.open_to_write(viewer, house.walter.id)
        with pytest.raises(NotPossible):
            staying.leave(record, at=timezone.now(), why="x")
        assert staying.left_lately(viewer, face="test") == []
    assert leaves(browser(house.there), house.walter).status_code == 404
    assert opens(house.emily, house.walter)
    leaves(browser(house.nurse), house.walter)
    with signed_in(house.emily) as viewer, pytest.raises(NotPossible):
        staying.take_back(viewer, house.walter.id, since=timezone.now())
    with signed_in(house.there) as viewer, pytest.raises(NotPossible):
        staying.take_back(viewer, house.walter.id, since=timezone.now())


def test_the_end_may_be_said_before_and_counts_from_then_on(house: House) -> None:
    nurse = browser(house.nurse)
    assert leaves(nurse, house.walter, when=day(5)).status_code == 302
    assert opens(house.emily, house.walter)
    assert "Their stay ends on" in text(nurse.get(f"/people/{house.walter.id}/leave/"))
    assert leaves(nurse, house.walter, when=day(-2)).status_code == 302, "a day that was wrong is put right"
    assert not opens(house.emily, house.walter)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"when": ""}, "Write the day"),
        ({"when": "tomorrow"}, "Write the day"),
        ({"when": "31/02/2026"}, "Write the day"),
        ({"where": ""}, "Say where they go"),
        ({"where": "nowhere"}, "Say where they go"),
        ({"when": "01/01/2020"}, "after they came"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_ends(house: House, more: dict[str, str], said: str) -> None:
    nurse = browser(house.nurse)
    answer = text(leaves(nurse, house.walter, why="His son's house", **more))
    assert said in answer
    assert "His son&#39;s house" in answer
    assert opens(house.emily, house.walter)


def test_the_names_are_open_for_the_list_alone(house: House) -> None:
    leaves(browser(house.nurse), house.walter)
    with signed_in(house.nurse) as viewer:
        assert [who.name for who, _ in staying.left_lately(viewer, face="test")] == ["Walter Green"]
        assert not KnownPatient.objects.filter(id=house.walter.id).exists()
    with transaction.atomic():
        rows = cursor().execute("select * from kith_left_lately('180 days')").fetchall()
    assert rows == [], "nobody is told without a session"
