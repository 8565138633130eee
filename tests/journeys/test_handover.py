"""Handover of twenty: read one by one in the huddle and acknowledged, in under five minutes of counted time.

What is read is counted at 200 words a minute, as it is read aloud. Then a concern from another screen in two taps.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect

from kith.access import gate
from kith.care.handover import reads
from kith.catalogue.components import DailyEntry
from kith.catalogue.loader import catalogue
from kith.directory.models import Account, KnownPatient
from kith.record.ids import new_id
from tests.support.browser import PHONE, axe_findings, browser
from tests.support.counting import Hand
from tests.support.homes import as_owner, home, signed_in
from tests.support.live import LiveKith
from tests.support.lived_in import person, session_cookie
from tests.support.proof import Proof
from tests.support.waiting import until

pytestmark = pytest.mark.browser

FIVE_MINUTES = 300
WORDS_A_SECOND = 200 / 60
SCREEN = 844

FAMILIES = (
    "Green", "Okafor", "Mendes", "Stone", "Webb", "Doyle", "Rahman", "Brown", "Whitfield", "Hart",
    "Lowe", "Price", "Bell", "Carr", "Dunn", "Eaton", "Fox", "Gibb", "Hale", "Irwin",
)  # fmt: skip
GIVEN = ("Walter", "Winifred", "Rosa", "Ivy", "Harold", "Patrick", "Amina", "Joyce", "Dorothy", "Edith")

NIGHT: list[tuple[int, str, dict[str, Any], str]] = [
    (
        0,
        "distress",
        {"during": ["shouting", "pacing"], "helped": ["listened", "company"], "after": "settled"},
        "",
    ),
    (0, "drink", {"what": "tea", "offered": Decimal(200), "taken": Decimal(0)}, ""),
    (
        0,
        "handover-note",
        {"know": "He wants his brother rung.", "must-do": True, "action": "Ring his brother"},
        "",
    ),
    (
        1,
        "vomiting",
        {"amount": "small", "looked": ["food"], "told": ["nurse"]},
        "Twenty minutes after supper.",
    ),
    (2, "temperature", {"temperature": Decimal("38.7")}, ""),
    (
        2,
        "marked-change",
        {"about": ["muddle"], "direction": "worse", "told": ["nurse"]},
        "Did not know her room.",
    ),
    (3, "skin-check", {"where": ["heel"], "looked": ["red-stays"], "new": "new"}, ""),
    (4, "night-check", {"found": "unsettled"}, "Up three times to look for her coat."),
    (5, "pain", {"how-bad": "severe"}, "Left hip, when turning."),
    (6, "seizure", {"minutes": 2, "looked": ["jerking"], "done": ["on-side", "nurse"]}, ""),
]
"""By person. Everybody else had a quiet night with checks and a drink."""


@dataclass(frozen=True)
class House:
    people: list[KnownPatient]
    nurse: Account
    carer: Account


@pytest.fixture(scope="module")
def house(live_kith: LiveKith, worker_dsn: str) -> House:
    """Twenty people. The carer had read everything before the night."""
    with as_owner():
        place = home("Willow House")
        people = [
            person(
                place,
                family,
                GIVEN[number % len(GIVEN)],
                f"Room {number + 1}",
                ("Falls",) if number % 3 else (),
            )
            for number, family in enumerate(FAMILIES)
        ]
        nurse, carer = place.worker("nurse", "Sam Field"), place.worker("care_worker", "Eliza Marsh")
        place.worker("manager", "Maria Ortiz")
    fed(worker_dsn)
    with signed_in(carer) as viewer:
        gate.open_people(viewer, face="test", asked="the handover")
        assert reads.mark([each.id for each in people], reads.head()) == len(people)
    a_night(people, nurse)
    fed(worker_dsn)
    return House(people, nurse, carer)


def fed(worker: str) -> None:
    """The running sequencer has placed everything."""
    with psycopg.connect(worker, autocommit=True) as connection:
        until(
            lambda: (
                connection.execute("select not exists (select 1 from feed_pending)").fetchone() == (True,)
            ),
            "every change is in the feed",
        )


def a_night(people: list[KnownPatient], nurse: Account) -> None:
    """What the nurse recorded, within the last hour so that no clock matters."""
    quiet = [
        (number, "night-check", {"found": "asleep"}, "") for number in range(len(people)) if number not in {4}
    ]
    cups = [
        (number, "drink", {"what": "water", "offered": Decimal(150), "taken": Decimal(100)}, "")
        for number in range(len(people))
    ]
    now = datetime.now(UTC)
    with signed_in(nurse) as viewer:
        for place, (number, kind, answers, note) in enumerate([*NIGHT, *quiet, *cups]):
            patient = people[number].id
            entry = DailyEntry(
                id=new_id(), kind=kind, definition=catalogue().current[kind].canonical, patient=patient,
                occurred=now - timedelta(minutes=55 - place), author=viewer.practitioner, made=now,
                answers=answers, note=note,
            )  # fmt: skip
            gate.open_to_write(viewer, patient).add(entry)


@pytest.fixture(scope="module")
def cookies(house: House) -> dict[str, str]:
    return {"carer": session_cookie(house.carer), "nurse": session_cookie(house.nurse)}


@pytest.fixture(scope="module")
def chromium(cookies: dict[str, str]) -> Iterator[Browser]:
    """Begun last: while it runs, this thread's Django may not speak to the database."""
    with browser() as started:
        yield started


def opened(chromium: Browser, live_kith: LiveKith, cookie: str, **more: Any) -> Page:
    context = chromium.new_context(**more)
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_kith.url}])
    return context.new_page()


def test_twenty_are_read_and_acknowledged_in_five_minutes(
    chromium: Browser, live_kith: LiveKith, cookies: dict[str, str], proof: Proof
) -> None:
    page, hand, words = opened(chromium, live_kith, cookies["carer"], **PHONE), Hand(), 0
    page.goto(live_kith.url)
    expect(page.get_by_role("main")).to_contain_text("7 people to tell of since you last read")
    hand.tap(page.get_by_role("navigation", name="Main").get_by_role("link", name="Handover"))
    hand.arrive(lambda: expect(page.get_by_role("heading", name="Handover", exact=True)).to_be_visible())
    assert axe_findings(page) == []
    expect(page.locator("main")).to_contain_text("7 people to tell of since you last read")
    expect(page.locator("main")).to_contain_text("Nothing new for 13 people")
    expect(page.locator(".kith-ho__name").first).to_contain_text("Amina Rahman")  # the seizure
    hand.tap(page.get_by_role("link", name="Read aloud, one by one"))
    hand.wait(lambda: expect(page.get_by_role("navigation", name="One by one")).to_be_visible())
    parts = 0
    while (button := page.get_by_role("button", name="Read, next")).is_visible() or not parts:
        hand.arrive(lambda: expect(page.locator("main section:not([hidden])")).to_be_visible())
        shown = page.locator("main section:not([hidden])")
        assert shown.evaluate("part => part.offsetHeight") <= SCREEN, shown.inner_text()
        words += len(re.findall(r"\w+", shown.inner_text()))
        hand.tap(button)
        hand.wait(lambda place=parts: expect(page.locator("main section").nth(place)).to_be_hidden())
        parts += 1
    assert parts == 7
    words += len(re.findall(r"\w+", page.locator("main section:not([hidden])").inner_text()))
    hand.tap(page.get_by_role("button", name="I have read all of this"))
    last = page.locator("main section").last.get_by_text("Kept as read")
    hand.wait(lambda: expect(last).to_be_visible())
    counted = hand.counted + words / WORDS_A_SECOND
    proof.figure("handover of 20, counted time with reading aloud", round(counted, 1), "s")
    proof.figure("handover of 20, of which reading", round(words / WORDS_A_SECOND, 1), "s")
    assert counted < FIVE_MINUTES, f"{hand}, {words} words"
    page.goto(live_kith.url)
    expect(page.get_by_role("main")).to_contain_text("nobody to tell of since you last read")
    page.context.close()


def test_the_gravest_come_first_and_arrow_keys_go_from_one_to_the_next(
    chromium: Browser, live_kith: LiveKith, cookies: dict[str, str]
) -> None:
    page = opened(chromium, live_kith, cookies["nurse"], viewport={"width": 1280, "height": 800})
    page.goto(f"{live_kith.url}/handover/huddle/?since=day")
    shown = page.locator("main section:not([hidden])")
    expect(shown).to_contain_text("1 of ")
    page.keyboard.press("ArrowRight")
    expect(shown).to_contain_text("2 of ")
    expect(shown).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(shown).to_contain_text("1 of ")
    page.keyboard.press("ArrowLeft")
    expect(shown).to_contain_text("1 of ")
    assert axe_findings(page) == []
    page.context.close()


def test_a_lost_network_says_that_nothing_was_kept(
    chromium: Browser, live_kith: LiveKith, cookies: dict[str, str]
) -> None:
    page = opened(chromium, live_kith, cookies["nurse"], **PHONE)
    page.goto(f"{live_kith.url}/handover/?since=day")
    page.context.set_offline(True)
    page.get_by_role("button", name="I have read all of this").tap()
    expect(page.get_by_text("Not kept: there is no connection. Try again.")).to_be_visible()
    page.context.set_offline(False)
    page.get_by_role("button", name="I have read all of this").tap()
    expect(page.get_by_text("Kept as read")).to_be_visible()
    page.context.close()


def test_without_scripts_reading_is_kept_all_the_same(
    chromium: Browser, live_kith: LiveKith, cookies: dict[str, str]
) -> None:
    page = opened(chromium, live_kith, cookies["nurse"], java_script_enabled=False)
    page.goto(f"{live_kith.url}/handover/")
    page.get_by_role("button", name="I have read all of this").click()
    expect(page.get_by_role("main")).to_contain_text("Nothing new for 20 people")
    page.context.close()


@pytest.mark.parametrize("start", ["/", "/people/{walter}/", "/handover/", "/catalogue/"])
def test_a_concern_is_two_taps_away(
    chromium: Browser, live_kith: LiveKith, cookies: dict[str, str], house: House, start: str
) -> None:
    page, hand = opened(chromium, live_kith, cookies["carer"], **PHONE), Hand()
    page.goto(live_kith.url + start.format(walter=house.people[0].id))
    hand.tap(page.get_by_role("navigation", name="Main").get_by_role("link", name="concern"))
    sheet = page.get_by_role("dialog")
    if "people" not in start:
        hand.tap(page.get_by_role("link", name="Walter Green"))
    expect(sheet.get_by_role("heading", name="A concern")).to_be_visible()
    assert hand.taps <= 2
    if start == "/":
        raise_it(page, hand)
    page.context.close()


def raise_it(page: Page, hand: Hand) -> None:
    """What was seen, who should get it, and about whom."""
    sheet = page.get_by_role("dialog")
    hand.tap(sheet.get_by_role("group", name="How do you know?").get_by_label("I saw it", exact=True))
    hand.type(sheet.get_by_role("textbox", name="What did you see?"), "He gripped her arm.")
    hand.tap(sheet.get_by_role("group", name="Are they safe now?").get_by_label("Yes", exact=True))
    hand.tap(sheet.get_by_role("checkbox", name="The lead on shift"))
    hand.tap(sheet.get_by_role("checkbox", name="Sam Field"))
    expect(sheet).to_contain_text("Past the lead, only: Maria Ortiz (Manager)")
    assert axe_findings(page) == []
    hand.tap(sheet.get_by_role("button", name="Save for"))
    expect(page.locator("kith-state")).to_contain_text("Everything is sent.")
