"""An inspector comes at 7 a.m.: let in by the nurse in charge, reads, writes nothing, is seen, and is out with the day."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from kith.access.factors import devices
from kith.directory.models import KnownPatient
from tests.journeys.test_one_tablet import looked_at
from tests.support.browser import PHONE, axe_findings, browser
from tests.support.counting import Hand
from tests.support.doors import OTHER_PIN, PIN, with_pin
from tests.support.homes import as_owner, home
from tests.support.live import LiveKith
from tests.support.lived_in import know, person
from tests.support.passing import time_passes

pytestmark = pytest.mark.browser
LET_IN = 120.0
"""Seconds of counted time for the nurse, at the door and with a shift to hand over."""
WRITES = (
    "Record",
    "Raise a concern",
    "Concern",
    "Add",
    "Change",
    "Change or add",
    "I have read",
    "Put this right",
)
PICTURES = (
    Path(os.environ["KITH_TEST_JOURNEY_PICTURES"]) if "KITH_TEST_JOURNEY_PICTURES" in os.environ else None
)


@dataclass(frozen=True)
class House:
    """The home, whose records the inspector asks for, whose not, and codes for two tablets."""

    green: KnownPatient
    other: KnownPatient
    codes: tuple[str, str]


@pytest.fixture(scope="module")
def house(live_kith: LiveKith) -> House:
    with as_owner():
        place = home("Hazel House")
        green, other = (
            person(place, "Green", "Walter", "Room 4", ("Falls",)),
            person(place, "Brown", "Ivy", "Room 9"),
        )
        with_pin(place.worker("nurse", "Nora Quill"))
        sam = place.worker("care_worker", "Sam Okoro")
        codes = tuple(devices.new_code(place.service, f"Tablet {n}")[1] for n in range(2))
    know(green.id, sam)
    return House(green, other, (codes[0], codes[1]))


@pytest.fixture(scope="module")
def chromium(house: House) -> Iterator[Browser]:
    with browser() as started:
        yield started


@pytest.fixture
def tablets(chromium: Browser, live_kith: LiveKith, house: House) -> Iterator[tuple[Page, Page]]:
    contexts = [chromium.new_context(base_url=live_kith.url, **PHONE) for _ in house.codes]
    yield registered(contexts[0], house.codes[0]), registered(contexts[1], house.codes[1])
    for context in contexts:
        context.close()


def registered(context: BrowserContext, code: str) -> Page:
    page = context.new_page()
    page.goto("/sign-in/device")
    page.get_by_label("One-time code").fill(code)
    page.get_by_role("button", name="Register").tap()
    page.get_by_role("link", name="Sign in").tap()
    return page


def press(page: Page, pin: str) -> None:
    for digit in pin:
        page.get_by_role("button", name=digit, exact=True).tap()


def seen_at_every_width(page: Page, name: str, *, new: bool = True) -> None:
    """axe, and of a new screen targets and widths (others: test_screens.py); a picture for whoever looks at screens."""
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        if PICTURES is not None:
            page.screenshot(path=PICTURES / f"{name}-{width}.png", full_page=True)
        if new:
            looked_at(page, width, name)
        assert axe_findings(page) == []
    page.set_viewport_size({"width": 390, "height": 844})


def lets_in(page: Page) -> str:
    """The nurse looks at the card and lets the inspector in to one record; answers the PIN that is told."""
    hand = Hand()
    hand.tap(page.get_by_role("link", name="Let an inspector in"))
    hand.arrive(lambda: expect(page.get_by_role("heading", name="Let an inspector in")).to_be_visible())
    expect(page.get_by_role("main")).to_contain_text("They can write nothing")
    hand.type(page.get_by_label("Their name, as on the card"), "Ines Pectora")
    hand.tap(page.get_by_label("Care Quality Commission"))
    hand.tap(page.get_by_label("Identity card with a photo"))
    hand.type(page.get_by_label("The number on it"), "CQC 44321")
    hand.tap(page.get_by_label("Only the people ticked below"))
    hand.tap(page.get_by_label("Walter Green"))
    hand.tap(page.get_by_role("button", name="Make the login"))
    hand.arrive(lambda: expect(page.locator(".kith-one-time")).to_be_visible())
    assert hand.counted < LET_IN, str(hand)
    return page.locator(".kith-one-time").inner_text().replace(" ", "")


def test_let_in_at_seven_reads_and_is_out_with_the_day(
    tablets: tuple[Page, Page], house: House, owner: psycopg.Connection[Any]
) -> None:
    nurse, page = tablets
    nurse.get_by_role("link", name="Nora Quill").tap()
    press(nurse, PIN)
    nurse.get_by_role("heading", name="Who is here").wait_for()
    nurse.goto("/staff/inspector")
    nurse.get_by_role("button", name="Make the login").tap()
    expect(nurse.get_by_role("heading", name="Please check this")).to_be_visible()
    seen_at_every_width(nurse, "inspector-problems")
    nurse.goto("/staff/")
    pin = lets_in(nurse)
    expect(nurse.get_by_role("main")).to_contain_text("on this home's own devices")
    nurse.goto("/staff/")
    expect(nurse.get_by_role("main")).to_contain_text(
        "Care Quality Commission. Seen: Identity card with a photo, number CQC 44321"
    )
    expect(nurse.get_by_role("main")).to_contain_text("for 1 chosen person")
    seen_at_every_width(nurse, "shift-with-an-inspector")

    # The inspector taps their name on another tablet of the home, types the PIN and chooses one of their own.
    page.goto("/door")
    page.get_by_role("link", name="Ines Pectora").tap()
    press(page, pin)
    page.get_by_role("heading", name="Choose").wait_for()
    for field in page.locator("input[name=pin], input[name=again]").all():
        field.fill(OTHER_PIN)
    page.locator("main button.nhsuk-button").first.tap()
    page.get_by_role("heading", name="Who is here").wait_for()
    expect(page.locator("li.kith-person")).to_have_count(1)
    writes_nothing(page)
    seen_at_every_width(page, "inspector-here")

    # They read the record that they asked for, and no page has a button to write.
    page.get_by_role("link", name="Walter Green", exact=True).tap()
    expect(page.get_by_role("main")).to_contain_text("Do not attempt CPR")
    seen_at_every_width(page, "inspector-summary", new=False)
    for place in (
        "summary",
        "",
        "weeks",
        "trend",
        "looks",
        "who",
        "allergies",
        "changes",
        "emergency",
        "sharing",
    ):
        answer = page.goto(f"/people/{house.green.id}/{place}/".replace("//", "/"))
        assert answer is not None
        assert answer.status == 200, place
        writes_nothing(page)

    # Nor can they come where those who lead or write are, or to anybody whom they did not ask for.
    for address in (
        "/staff/", "/staff/inspector", "/now/", "/packs/", "/board/", "/concern/", f"/people/{house.green.id}/record/",
        f"/people/{house.other.id}/summary/", f"/people/{house.other.id}/emergency/",
    ):  # fmt: skip
        assert page.request.get(address).status == 404, address

    # Whoever reads who looked at Walter sees them, and what for.
    nurse.goto(f"/people/{house.green.id}/looks/")
    look = nurse.locator(".kith-look", has_text="Ines Pectora").first
    expect(look).to_contain_text("Visiting inspector")
    expect(look).to_contain_text("Why: inspection")
    seen_at_every_width(nurse, "who-looked-inspector", new=False)

    # The day ends: the next thing they ask for is refused, and so is their PIN.
    inspector = owner.execute(
        "select account_id from directory_agencylogin order by made desc limit 1"
    ).fetchone()
    assert inspector is not None
    time_passes(owner, inspector[0], timedelta(hours=25))
    answer = page.goto(f"/people/{house.green.id}/summary/")
    assert answer is not None
    expect(page.get_by_role("heading", name="Who are you?")).to_be_visible()
    expect(page.get_by_role("link", name="Ines Pectora")).to_have_count(0)
    assert "Walter" not in page.content()
    assert page.request.get(f"/people/{house.green.id}/", max_redirects=0).status == 302


def writes_nothing(page: Page) -> None:
    for words in WRITES:
        for kind in ("button", "link"):
            found = page.get_by_role(kind, name=words, exact=True)  # type: ignore[arg-type]  # one of two roles
            expect(found).to_have_count(0)
    expect(page.locator("kith-recorder, [data-kith-do], [data-kith-read]")).to_have_count(0)
