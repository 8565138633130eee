"""What is to be done, over a real store: who sees it, what answers it wherever it is recorded, and that nothing is lost."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from django.test import Client

from kith.access import gate
from kith.catalogue import instants
from kith.catalogue.components import DailyEntry, Planned
from kith.catalogue.loader import catalogue
from kith.directory.models import Account, KnownPatient
from kith.record.ids import new_id
from tests.integration.test_pages import browser, text
from tests.integration.test_pocket import Tablet, sign_in
from tests.support.facts import fact
from tests.support.feeding import drained
from tests.support.homes import Home, as_owner, home, signed_in

pytestmark = [pytest.mark.usefixtures("store_url")]
TURN = {
    "known": "known", "what": "Turn, and look at the heels", "harm": True, "timing": "every", "every": Decimal(3),
    "between": "always", "record": "turning", "source": "staff",
}  # fmt: skip
AIDS = {**TURN, "what": "Hearing aids in", "harm": False, "record": "planned-care"}


@dataclass
class House:
    """A home with Walter, who is to be turned, and a nurse who wrote that down."""

    place: Home
    walter: KnownPatient
    nurse: Account
    emily: Account

    def plans(self, answers: dict[str, Any] = TURN) -> DailyEntry:
        """A plan is recorded."""
        with signed_in(self.nurse) as viewer:
            made = fact("must-do", answers, by=viewer.practitioner, patient=self.walter.id)
            gate.open_to_write(viewer, self.walter.id).add(made)
        return made


@pytest.fixture
def house(store_url: str) -> House:
    with as_owner():
        place = home()
        walter = place.person()
        nurse, emily = place.worker("nurse", "Eva Lindholm"), place.worker("care_worker", "Emily Ward")
    return House(place, walter, nurse, emily)


def sections(client: Client) -> dict[str, str]:
    """The page's parts by their key, as plain words."""
    page = text(client.get("/todo/"))
    parts = re.split(r'<(?:section aria-labelledby|details class="nhsuk-details" id)="todo-', page)[1:]
    return {part.split('"', 1)[0]: re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", part)) for part in parts}


def asked(client: Client) -> dict[str, str]:
    """What the first button holds."""
    button = re.search(r"<button[^>]*data-kith-do[^>]*>", text(client.get("/todo/")))
    assert button, "nothing can be recorded"
    return dict(re.findall(r'data-([a-z]+)="([^"]*)"', button[0]))


def sent(walter: KnownPatient, kind: str, answers: dict[str, Any], **more: Any) -> dict[str, Any]:
    """An entry as the components send it."""
    now = instants.write(datetime.now(UTC))
    return {
        "id": str(new_id()), "kind": kind, "definition": catalogue().kind(kind).canonical, "patient": str(walter.id),
        "occurred": now, "until": None, "answers": answers, "note": "", "helpers": [], "about": [], "confirmed": [],
        "made": now, "device": None, "replaces": None, "reason": None, **more,
    }  # fmt: skip


def planned(held: dict[str, str]) -> dict[str, Any]:
    return {"id": held["entry"], "planned": {"plan": held["plan"], "due": held["due"]}}


def test_what_is_late_says_so_until_somebody_records_it_anywhere(house: House) -> None:
    house.plans()
    emily = browser(house.emily)
    late = sections(emily)["late"]
    for said in ("Walter", "Turn, and look at the heels", "Late, was due", "Must not be missed", "Record"):
        assert said in late
    tablet = sign_in(house.emily)
    assert tablet.put(sent(house.walter, "turning", {"to": "left"})).status_code == 201
    found = sections(browser(house.emily))
    assert "late" not in found
    assert "by Emily Ward" in found["done"]
    assert "Turn, and look at the heels" in found["later"]


def test_two_who_record_it_meet_and_both_are_kept(house: House) -> None:
    house.plans(AIDS)
    held = asked(browser(house.emily))
    one, other = sign_in(house.emily), sign_in(house.nurse)
    first = sent(house.walter, "planned-care", {"did": "done"}, **planned(held))
    assert one.put(first).status_code == 201
    late = sent(house.walter, "planned-care", {"did": "done"}, **planned(held))
    assert other.put(late).status_code in (409, 412)
    assert other.put(late | {"id": str(new_id())}).status_code == 201
    done = sections(browser(house.emily))["done"]
    assert re.search(r"by Emily Ward: .*Recorded more than once: also .* by Eva Lindholm", done)


def test_undoing_takes_back_ones_own_and_never_a_colleagues(house: House) -> None:
    house.plans(AIDS)
    held = asked(browser(house.emily))
    entry = sent(house.walter, "planned-care", {"did": "done"}, **planned(held))
    emilys, nurses = sign_in(house.emily), sign_in(house.nurse)
    assert emilys.put(entry).status_code == 201

    def undone(tablet: Tablet) -> int:
        body = {"version": 1, "reason": "Undone", "mine": True}
        answer = tablet.send("POST", f"entries/{entry['id']}/withdraw", body)
        return int(answer.status_code)

    assert undone(nurses) == 404
    assert "Emily Ward" in sections(browser(house.nurse))["done"]
    assert undone(emilys) == 200
    assert "done" not in sections(browser(house.nurse))


def test_what_an_entry_carries_out_survives_fhir_and_being_put_right(house: House) -> None:
    plan = house.plans(AIDS)
    held = asked(browser(house.emily))
    tablet = sign_in(house.emily)
    entry = sent(house.walter, "planned-care", {"did": "done"}, **planned(held))
    tablet.put(entry)
    assert (
        tablet.put(entry | {"answers": {"did": "declined"}, "replaces": 1, "reason": "Misread"}).status_code
        == 200
    )
    with signed_in(house.emily) as viewer:
        record = gate.open(viewer, house.walter.id, face="test", asked="what stands")
        (stands,) = record.entries("planned-care")
    assert stands.planned == Planned(plan.id, instants.read(held["due"]))
    assert stands.answers["did"] == "declined"


def test_who_may_not_add_it_sees_it_and_has_no_button(house: House) -> None:
    house.plans()
    with as_owner():
        kitchen, elsewhere = house.place.worker("kitchen"), home("Elm House").worker("nurse")
    assert "data-kith-do" in text(browser(house.emily).get("/todo/"))
    assert "data-kith-do" not in text(browser(kitchen).get("/todo/"))
    assert "Walter" not in text(browser(elsewhere).get("/todo/"))
    assert "Nothing is planned on the clock" in text(browser(elsewhere).get("/todo/"))
    assert Client().get("/todo/")["Location"].startswith("/sign-in")
    assert Client().get("/live/todo").status_code == 401


def test_an_open_page_is_told_when_something_moved_and_not_before(house: House, worker_dsn: str) -> None:
    house.plans()
    drained(worker_dsn)
    client = browser(house.emily)

    def asks() -> str:
        found = re.search(r'hx-get="([^"]+)"', text(client.get("/todo/")))
        assert found
        return found[1]

    held = asks()
    answer = client.get(held)
    assert answer.status_code == 204 or asks() != held  # nothing moved, unless the minute did
    house.plans({**TURN, "what": "Cream on both shins"})
    drained(worker_dsn)
    assert "Cream on both shins" in text(client.get(held))


def test_who_is_here_begins_with_whom_something_is_late_for(house: House) -> None:
    with as_owner():
        house.place.person("Abbott", "Agnes")
    house.plans()
    here = text(browser(house.emily).get("/"))
    assert here.index("Walter Green") < here.index("Agnes Abbott")
    assert "What is late or due comes first." in here
    assert re.search(r"Late, was due [^<]+:</b> Turn, and look at the heels", here)


def test_a_plan_that_was_removed_is_due_no_more(house: House) -> None:
    plan = house.plans()
    with signed_in(house.nurse) as viewer:
        record = gate.open_to_write(viewer, house.walter.id)
        record.withdraw(plan.id, expected=1, reason="She turns by herself now")
    assert sections(browser(house.emily)) == {}


def test_a_refresh_within_a_quarter_of_an_hour_is_no_look_of_its_own(
    house: House, owner: psycopg.Connection[Any], worker_dsn: str
) -> None:
    client = browser(house.emily)

    def looks() -> int:
        sql = "select count(*) from look_person where patient = %s"
        found = owner.execute(sql, (house.walter.id,)).fetchone()
        assert found
        return int(found[0])

    def refreshed(address: str) -> None:
        house.plans({**TURN, "what": "Something new"})
        drained(worker_dsn)
        assert "Walter" in text(client.get(f"{address}?after=0.0"))

    for place, (page, refresh) in enumerate(
        (("/todo/", "/live/todo"), ("/", "/live/here"), ("/round/drink/", "/live/round/drink"))
    ):
        before = looks()
        client.get(page)
        assert looks() == before + 1  # opened
        refreshed(refresh)
        assert looks() == before + 1
        with as_owner():
            house.place.person(f"Newcomer{place}", "Nell")
        refreshed(refresh)
        assert looks() == before + 2  # another list: somebody has come


def test_a_round_has_buttons_for_those_who_may_add_and_only_for_what_a_home_goes_round_with(
    house: House,
) -> None:
    with as_owner():
        house.place.person("Brown", "Alan")
        kitchen = house.place.worker("kitchen")
    mine = text(browser(house.emily).get("/round/drink/"))
    assert mine.count("data-kith-do") == 2
    assert "None in the last 24 hours" in mine
    assert "data-kith-do" not in text(browser(kitchen).get("/round/night-check/"))
    assert browser(house.emily).get("/round/concern/").status_code == 404
    assert Client().get("/round/drink/")["Location"].startswith("/sign-in")
    assert {Client().get(f"/live/{each}").status_code for each in ("round/drink", "here")} == {401}
