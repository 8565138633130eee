"""An entry about the wrong person, over a real store: it moves, both histories tell it, and nobody learns more by it."""

import re
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from kith.access import gate
from kith.directory.models import Account, KnownPatient
from kith.record.ids import new_id
from tests.integration.test_pages import browser, text
from tests.integration.test_pocket import sign_in
from tests.integration.test_todo import TURN, planned, sent
from tests.support.facts import fact
from tests.support.homes import Home, as_owner, home, signed_in

pytestmark = [pytest.mark.usefixtures("store_url")]


@dataclass
class House:
    """A home with Walter Green, Wilfred Greene and somebody elsewhere."""

    place: Home
    walter: KnownPatient
    wilfred: KnownPatient
    elsewhere: KnownPatient
    emily: Account
    nurse: Account
    cook: Account

    def recorded(self, kind: str = "drink", **more: Any) -> str:
        """Emily records it for Walter; answers its id."""
        answers = {
            "drink": {"what": "tea", "offered": "200", "taken": "150"},
            "note": {"text": "Sang all morning"},
        }
        entry = sent(self.walter, kind, more.pop("answers", None) or answers[kind], **more)
        assert sign_in(self.emily).put(entry).status_code == 201
        return str(entry["id"])


@pytest.fixture
def house(store_url: str) -> House:
    with as_owner():
        place = home()
        walter, wilfred = place.person("Green", "Walter"), place.person("Greene", "Wilfred")
        elsewhere = home("Elm House").person("Brown", "Ivy")
        emily, nurse = place.worker("care_worker", "Emily Ward"), place.worker("nurse", "Eva Lindholm")
        return House(place, walter, wilfred, elsewhere, emily, nurse, place.worker("kitchen", "Tom Baker"))


def address(house: House, entry: str) -> str:
    return f"/people/{house.walter.id}/entries/{entry}/move"


def moved(
    house: House, client: Client, entry: str, whom: KnownPatient | None = None, id: object = None, **more: str
) -> Any:
    whose = str((whom or house.wilfred).id) if id is None else str(id)
    form = {"form": str(new_id()), "version": "1", "whom": whose, **more}
    return client.post(address(house, entry), form)


def plain(client: Client, page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text(client.get(page))))


def test_it_moves_and_both_histories_tell_it(house: House) -> None:
    entry, emily = house.recorded(), browser(house.emily)
    assert "It is about somebody else" in plain(emily, f"/people/{house.walter.id}/entries/{entry}/")
    asked = plain(emily, address(house, entry))
    assert "Wilfred Greene" in asked
    assert "Brown" not in asked
    answer = moved(house, emily, entry, why="I had the wrong sheet open")
    assert answer.status_code == 302
    there = plain(emily, answer["Location"])
    assert "Moved here." in there
    assert "Recorded for the wrong person at first" in there
    assert "150" in there
    assert "I had the wrong sheet open" in there
    assert "Green " not in there.split("Every version")[1].replace("Wilfred Greene", "")
    day = plain(emily, f"/people/{house.walter.id}/")
    assert "Removed, recorded for the wrong person: something at" in day
    assert "by Emily Ward" in day
    assert "150" not in day
    assert "Wilfred" not in day
    assert browser(house.emily).get(f"/people/{house.walter.id}/entries/{entry}/").status_code == 404
    assert "150" in plain(emily, f"/people/{house.wilfred.id}/")


def test_what_it_answered_of_a_plan_is_due_again(house: House) -> None:
    with signed_in(house.nurse) as viewer:
        plan = fact("must-do", TURN, by=viewer.practitioner, patient=house.walter.id)
        gate.open_to_write(viewer, house.walter.id).add(plan)
    emily = browser(house.emily)
    button = re.search(r"<button[^>]*data-kith-do[^>]*>", text(emily.get("/todo/")))
    assert button
    held = dict(re.findall(r'data-([a-z]+)="([^"]*)"', button[0]))
    entry = house.recorded("turning", answers={"to": "left"}, **planned(held))
    assert "Late," not in plain(emily, "/todo/")
    assert moved(house, emily, entry).status_code == 302
    assert "Late," in plain(emily, "/todo/")


def test_sent_again_it_moves_once_and_a_second_who_moves_it_finds_nothing(house: House) -> None:
    entry, emily = house.recorded(), browser(house.emily)
    form = {"form": str(new_id())}
    first = moved(house, emily, entry, **form)
    assert moved(house, emily, entry, **form)["Location"] == first["Location"]
    assert moved(house, browser(house.nurse), entry).status_code == 404
    assert plain(emily, f"/people/{house.wilfred.id}/").count("150 of 200") >= 1
    assert "150 ml" in plain(emily, f"/people/{house.wilfred.id}/")


def test_two_who_change_it_meet(house: House) -> None:
    entry, emily = house.recorded(), browser(house.emily)
    tablet = sign_in(house.nurse)
    changed = {**sent(house.walter, "drink", {"what": "tea", "offered": "200", "taken": "100"}), "id": entry}
    assert tablet.put({**changed, "replaces": 1, "reason": "Half was left"}).status_code == 200
    answer = moved(house, emily, entry)
    assert "Somebody changed this entry meanwhile" in answer.content.decode()
    assert "150" not in plain(emily, f"/people/{house.wilfred.id}/")


def test_nobody_moves_what_they_may_not_change_nor_to_whom_they_do_not_know(house: House) -> None:
    entry, emily = house.recorded(), browser(house.emily)
    hidden, absent = (
        moved(house, emily, entry, house.elsewhere),
        moved(house, emily, entry, id=new_id()),
    )
    assert hidden.status_code == absent.status_code == 404
    assert hidden.content == absent.content
    assert moved(house, browser(house.cook), entry).status_code == 404
    assert moved(house, emily, entry, house.walter).status_code == 404
    assert "Choose whom it is about." in moved(house, emily, entry, id="").content.decode()
    assert "150" in plain(emily, f"/people/{house.walter.id}/")


def test_who_may_not_read_such_a_thing_is_not_told_that_it_went(house: House) -> None:
    entry, emily = house.recorded(), browser(house.emily)
    moved(house, emily, entry)
    assert "Removed, recorded" not in plain(browser(house.cook), f"/people/{house.walter.id}/")
    assert "Removed, recorded" in plain(browser(house.nurse), f"/people/{house.walter.id}/")


def test_a_concern_and_what_is_held_once_are_not_moved(house: House) -> None:
    with signed_in(house.nurse) as viewer:
        record = gate.open_to_write(viewer, house.walter.id)
        texture = fact("texture", by=viewer.practitioner, patient=house.walter.id)
        record.add(texture)
    nurse = browser(house.nurse)
    assert nurse.get(address(house, str(texture.id))).status_code == 404
    assert moved(house, nurse, str(texture.id)).status_code == 404
    assert "It is about somebody else" not in plain(nurse, f"/people/{house.walter.id}/entries/{texture.id}/")
