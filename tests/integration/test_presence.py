"""Away, back, and a death, over a real store: what stops, whom it is told, and what comes back when it was a mistake."""

import re
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from kith.access import gate
from kith.catalogue.components import DailyEntry
from kith.directory.models import Account, KnownPatient
from tests.integration.test_pages import browser, text
from tests.integration.test_pocket import sign_in
from tests.integration.test_todo import TURN, sent
from tests.support.facts import fact
from tests.support.feeding import drained
from tests.support.homes import Home, as_owner, home, signed_in

pytestmark = [pytest.mark.usefixtures("store_url")]
CONTACT = {
    "known": "known", "name": "Ann Green", "relation": "child", "tell": "everything", "phone": "01632 960 001",
    "when": "any-hour", "order": 1, "source": "person",
}  # fmt: skip
NEVER = {**CONTACT, "name": "Bert Green", "relation": "sibling", "tell": "nothing", "order": 2}
HOSPITAL = {
    "where": "hospital",
    "why": "Chest pain",
    "reach": "Ward 4, 01632 960 100",
    "back-by": "2026-01-02",
}
DIED = {"how": "with-them", "expected": True}


@dataclass
class House:
    """Walter, who is to be turned, and Ivy, in a home with a nurse, a carer and a cook."""

    place: Home
    walter: KnownPatient
    nurse: Account
    emily: Account
    cook: Account
    dsn: str

    def knows(self, kind: str, answers: dict[str, Any]) -> DailyEntry:
        """The nurse records a fact."""
        with signed_in(self.nurse) as viewer:
            made = fact(kind, answers, by=viewer.practitioner, patient=self.walter.id)
            gate.open_to_write(viewer, self.walter.id).add(made)
        return made

    def record(self, kind: str, answers: dict[str, Any], by: Account | None = None) -> dict[str, Any]:
        """Somebody records it on a tablet."""
        entry = sent(self.walter, kind, answers)
        answer = sign_in(by or self.emily).put(entry)
        assert answer.status_code == 201, answer.content
        return entry

    def summary(self, by: Account | None = None) -> str:
        """What the panel on the summary says, as plain words; nothing where there is none."""
        page = text(browser(by or self.emily).get(f"/people/{self.walter.id}/summary/"))
        found = re.search(r'<section class="kith-gone.*?</section>', page, re.S)
        return plain(found[0]) if found else ""


@pytest.fixture
def house(store_url: str, worker_dsn: str) -> House:
    with as_owner():
        place = home()
        walter = place.person()
        place.person("Brown", "Ivy")
        nurse, emily = place.worker("nurse", "Eva Lindholm"), place.worker("care_worker", "Emily Ward")
        cook = place.worker("kitchen", "Tom Baker")
    made = House(place, walter, nurse, emily, cook, worker_dsn)
    made.knows("must-do", TURN)
    return made


def plain(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def list_of(client: Client, address: str) -> str:
    return plain(text(client.get(address)))


def test_whoever_is_away_stands_apart_and_nothing_is_due_for_them_until_they_are_back(house: House) -> None:
    emily, turn = browser(house.emily), "Turn, and look at the heels"
    assert turn in list_of(emily, "/todo/")
    assert house.summary() == ""
    house.record("away", HOSPITAL)
    here = list_of(emily, "/")
    assert "1 person, 1 away." in here
    assert here.index("Ivy") < here.index("Walter")
    assert "In hospital since" in here
    assert turn not in list_of(emily, "/todo/")
    drinks = list_of(emily, "/round/drink/")
    assert "1 of 1 without it" in drinks
    assert drinks.index("Not here") < drinks.index("Walter")
    assert "In hospital since" in list_of(emily, f"/people/{house.walter.id}/")
    house.record("back", {"seems": "weaker"})
    assert turn in list_of(emily, "/todo/")
    assert "2 people." in list_of(emily, "/")
    assert house.summary() == ""


def test_the_summary_says_where_they_are_and_when_they_were_expected(house: House) -> None:
    house.record("away", HOSPITAL)
    panel = house.summary()
    for said in (
        "In hospital since", "Chest pain", "Ward 4, 01632 960 100", "They were expected back on 2 Jan 2026",
        "Recorded by Emily Ward", "They are back",
    ):  # fmt: skip
        assert said in panel, said
    house.record("drink", {"what": "tea", "offered": "200", "taken": "150"})
    assert "Care was recorded here at" in house.summary()
    assert "Turn, and look at the heels" in list_of(browser(house.emily), "/todo/")
    lead = list_of(browser(house.nurse), "/now/")
    assert "is away by the record, and had care here" in lead


def test_a_death_stops_what_is_planned_and_asks_for_what_is_due(house: House) -> None:
    house.knows("contact", CONTACT)
    house.knows("contact", NEVER)
    house.record("death", DIED)
    emily = browser(house.emily)
    assert "Turn, and look at the heels" not in list_of(emily, "/todo/")
    assert "Walter" not in list_of(emily, "/round/drink/")
    here = list_of(emily, "/")
    assert "1 person." in here
    assert "Died" in here[here.index("Walter") :]
    panel = house.summary()
    assert panel.index("Whom to tell") < panel.index("Ann Green") < panel.index("01632 960 001")
    assert panel.index("Ask the manager before anybody tells") < panel.index("Bert Green")
    assert "Keep their medicines until" in panel
    assert panel.count("Not recorded yet") == 8
    assert "5 things to do after a death" in list_of(browser(house.nurse), "/now/")
    house.record("after-death", {"done": "verified", "whom": "Nurse on duty"}, by=house.nurse)
    panel = house.summary()
    assert panel.count("Not recorded yet") == 7
    assert "The death was verified" in panel
    assert "Nurse on duty, recorded by Eva Lindholm" in panel


def test_a_death_recorded_by_mistake_is_taken_back_by_whoever_was_there_and_everything_is_due_again(
    house: House,
) -> None:
    entry = house.record("death", DIED)
    sent_back = {"version": 1, "reason": "It was the wrong person"}
    tablet = sign_in(house.emily)
    assert tablet.send("POST", f"entries/{entry['id']}/withdraw", sent_back).status_code == 200
    emily = browser(house.emily)
    assert "Turn, and look at the heels" in list_of(emily, "/todo/")
    assert "Died" not in list_of(emily, "/")
    assert house.summary() == ""


def test_the_kitchen_knows_who_is_away_and_no_more_than_that(house: House) -> None:
    house.record("away", HOSPITAL)
    house.record("drink", {"what": "tea", "offered": "200", "taken": "150"})
    cook = list_of(browser(house.cook), "/")
    assert "In hospital since" in cook
    assert "150" not in cook
    house.record("death", DIED)
    house.record("after-death", {"done": "verified", "whom": "Nurse on duty"})
    panel = house.summary(house.cook)
    assert "Died" in panel
    assert "Nurse on duty" not in panel
    assert "Record what was done" not in panel
    assert "Whom to tell is not open to your role" in panel


def test_both_are_first_in_the_handover(house: House) -> None:
    house.record("note", {"text": "Slept well"})
    house.record("away", {"where": "missing"})
    drained(house.dsn)
    told = list_of(browser(house.nurse), "/handover/")
    assert "Slept well" not in told
    assert told.index("Away") < told.index("Missing")
    house.record("death", DIED)
    drained(house.dsn)
    told = list_of(browser(house.nurse), "/handover/")
    assert told.index("A death") < told.index("Missing")
