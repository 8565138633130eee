"""Who somebody is, over a real store: who may change it, what follows, what is kept, and who meets."""

import re
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from kith.directory.models import Account, KnownPatient
from tests.integration.test_pages import browser, text
from tests.support.homes import Home, as_owner, home

pytestmark = [pytest.mark.usefixtures("store_url")]


@dataclass
class House:
    """A home with Walter and Ivy, a nurse, a carer and a manager."""

    place: Home
    walter: KnownPatient
    ivy: KnownPatient
    nurse: Account
    emily: Account

    @property
    def address(self) -> str:
        """The page."""
        return f"/people/{self.walter.id}/who/"


@pytest.fixture
def house(store_url: str) -> House:
    with as_owner():
        place = home()
        walter = place.person("Green", "Walter")
        ivy = place.person("Brown", "Ivy")
        nurse, emily = place.worker("nurse", "Eva Lindholm"), place.worker("care_worker", "Emily Ward")
    return House(place, walter, ivy, nurse, emily)


def form(client: Client, address: str, **changed: str) -> dict[str, str]:
    """The form as it stands, with what is changed."""
    page = text(client.get(address))
    typed = dict(re.findall(r'<input[^>]*name="([a-z]+)"[^>]*value="([^"]*)"', page))
    checked = dict(re.findall(r'name="([a-z]+)" type="radio" value="([^"]*)" checked', page))
    typed |= checked
    typed.pop("csrfmiddlewaretoken", None)
    return {"version": "1", "given": "Walter", "family": "Green", "gender": "unknown", "unborn": "yes",
            "source": "staff", **{k: v for k, v in typed.items() if k == "version"}, **changed}  # fmt: skip


def shown(client: Client, house: House) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text(client.get(house.address))))


def test_a_room_is_changed_where_it_is_read_and_lists_follow(house: House) -> None:
    nurse = browser(house.nurse)
    answer = nurse.post(house.address, form(nurse, house.address, room="Room 12", why="Nearer to the nurses"))
    assert answer["Location"].endswith("said=done")
    page = shown(nurse, house)
    assert "Room: Not recorded → Room 12" in page
    assert re.search(r"by Eva Lindholm\. [^.]*\. Nearer to the nurses", page)
    assert "Room 12" in text(browser(house.emily).get("/"))
    with as_owner():
        assert KnownPatient.objects.get(id=house.walter.id).room == "12"


def test_a_name_is_found_by_its_new_spelling_and_what_is_not_asked_stays(house: House) -> None:
    nurse = browser(house.nurse)
    nurse.post(house.address, form(nurse, house.address, family="Greene", preferred="Wally"))
    with as_owner():
        known = KnownPatient.objects.get(id=house.walter.id)
    assert (known.family, known.given) == ("Greene", "Wally")  # lists call them what they like to be called
    found = text(browser(house.emily).post("/find/", {"typed": "gree"}, follow=True))
    assert "Greene" in found


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"family": ""}, "Write their last name."),
        ({"source": ""}, "Say who says so."),
        ({"number": "9990000000", "checked": "02"}, "has a mistake in it"),
        ({"unborn": "", "born": "tomorrow"}, "Write the birth date"),
    ],
)
def test_what_cannot_be_is_asked_about_and_nothing_is_lost(
    house: House, changed: dict[str, str], said: str
) -> None:
    nurse = browser(house.nurse)
    answer = nurse.post(house.address, form(nurse, house.address, room="Room 99", **changed))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert said in page
    assert "Room 99" in page
    assert "Room 99" not in shown(nurse, house)


def test_two_who_change_it_meet_and_neither_overwrites_the_other(house: House) -> None:
    nurse, other = browser(house.nurse), browser(house.nurse)
    mine, theirs = form(nurse, house.address, room="Room 1"), form(other, house.address, room="Room 2")
    nurse.post(house.address, mine)
    met = other.post(house.address, theirs).content.decode()
    assert "Somebody changed this meanwhile" in met
    assert "Room 1" in met
    assert "Room 2" not in shown(nurse, house)


def test_who_may_read_it_may_not_change_it_for_that_and_a_stranger_opens_nothing(house: House) -> None:
    emily = browser(house.emily)
    assert "Change it" not in text(emily.get(house.address))
    assert emily.post(house.address, form(emily, house.address, room="Room 1")).status_code == 404
    with as_owner():
        other: Any = home("Elm House").worker("nurse", "Nora Quill")
    assert browser(other).get(house.address).status_code == 404
    assert browser(other).post(house.address, {"version": "1"}).status_code == 404


def test_an_nhs_number_of_somebody_else_here_is_refused(house: House) -> None:
    nurse = browser(house.nurse)
    number = {"number": "999 000 0018", "checked": "02"}
    address = f"/people/{house.ivy.id}/who/"
    first = nurse.post(address, form(nurse, address, given="Ivy", family="Brown", **number))
    assert first.status_code == 302, first.content.decode()[:2000]
    second = nurse.post(house.address, form(nurse, house.address, **number))
    assert "Two people cannot have one NHS number" in second.content.decode()
