"""A carer raises a concern in two taps; it reaches the lead's screen within a minute, stays until she acts, and the one it
names never sees any of it."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from kith.directory.models import KnownPatient
from tests.support.browser import PHONE, axe_findings, browser
from tests.support.counting import Hand
from tests.support.homes import as_owner, home
from tests.support.live import LiveKith
from tests.support.lived_in import know_allergy, person, session_cookie
from tests.support.proof import Proof

pytestmark = pytest.mark.browser

A_MINUTE = 60
SEEN = "He gripped her arm and shouted."
DONE = "Sam Field is off the floor. Rang the council at ten."
LOOKS = [("phone", 390, "light"), ("phone", 390, "dark"), ("desk", 1280, "light"), ("desk", 1280, "dark")]


@dataclass(frozen=True)
class House:
    """Mrs Mendes's home, and the cookies of who works there."""

    rosa: KnownPatient
    carer: str
    lead: str
    named: str
    manager: str


@pytest.fixture(scope="module")
def house(live_kith: LiveKith) -> House:
    with as_owner():
        place = home("Willow House")
        rosa = person(place, "Mendes", "Rosa", "Room 2")
        person(place, "Green", "Walter", "Room 4", ("Falls",))
        know_allergy(place, rosa.id, "Penicillin")
        staff = [
            place.worker(role, name)
            for role, name in (
                ("care_worker", "Eliza Marsh"), ("nurse", "Nia Reed"), ("nurse", "Sam Field"), ("manager", "Maria Ortiz"),
            )
        ]  # fmt: skip
    return House(rosa, *map(session_cookie, staff))


@pytest.fixture(scope="module")
def chromium(house: House) -> Iterator[Browser]:
    with browser() as started:
        yield started


def opened(chromium: Browser, url: str, cookie: str, **more: object) -> Page:
    """A page of somebody who has signed in."""
    context = chromium.new_context(**{"locale": "en-GB", "timezone_id": "Europe/London", **more})
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": url}])
    return context.new_page()


def pictures(chromium: Browser, url: str, cookie: str, address: str, name: str) -> None:
    """How a page looks on phone and desk, by day and by night; axe finds nothing, large text scrolls nowhere."""
    folder = Path("test-results")
    folder.mkdir(exist_ok=True)
    for how, width, scheme in LOOKS:
        page = opened(chromium, url, cookie, viewport={"width": width, "height": 844}, color_scheme=scheme)
        page.goto(url + address)
        for summary in page.locator(".kith-concern__act > summary").all()[:1]:
            summary.click()
        page.screenshot(path=folder / f"{name}-{how}-{scheme}.png", full_page=True)
        assert axe_findings(page) == []
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{name} scrolls sideways by {wide} at 200 %"
        page.context.close()


def test_it_reaches_the_lead_and_stays_until_she_acts(
    chromium: Browser, live_kith: LiveKith, house: House, proof: Proof
) -> None:
    # The lead has who is here open, and so has the one whom it is going to name.
    lead = opened(chromium, live_kith.url, house.lead, viewport={"width": 1280, "height": 800})
    named = opened(chromium, live_kith.url, house.named, viewport={"width": 1280, "height": 800})
    for page in (lead, named):
        page.goto(live_kith.url + "/")
        expect(page.get_by_role("heading", name="Who is here")).to_be_visible()
        expect(page.get_by_text("concern is open")).to_have_count(0)

    # The carer raises it: two taps to the sheet.
    hand = Hand()
    carer = opened(chromium, live_kith.url, house.carer, **PHONE)
    carer.goto(live_kith.url + "/")
    hand.tap(carer.get_by_role("navigation", name="Main").get_by_role("link", name="concern"))
    hand.tap(carer.get_by_role("link", name="Rosa Mendes"))
    sheet = carer.get_by_role("dialog")
    expect(sheet.get_by_role("heading", name="A concern")).to_be_visible()
    assert hand.taps == 2
    sheet.get_by_role("group", name="How do you know?").get_by_label("I saw it", exact=True).tap()
    sheet.get_by_role("textbox", name="What did you see?").fill(SEEN)
    sheet.get_by_role("group", name="Are they safe now?").get_by_label("Not sure", exact=True).tap()
    sheet.get_by_role("checkbox", name="The lead on shift").tap()
    sheet.get_by_role("checkbox", name="Sam Field").tap()
    sheet.get_by_role("button", name="Save for").tap()
    begun = time.monotonic()

    # It reaches the lead's screen by itself, and never that of the one it names.
    expect(lead.get_by_text("1 concern is open")).to_be_visible(timeout=A_MINUTE * 1000)
    took = time.monotonic() - begun
    proof.figure("a concern, from saving until it stands on the lead's screen", round(took, 1), "s")
    assert took < A_MINUTE
    with named.expect_response("**/live/concerns*") as polled:
        pass
    assert polled.value.status == 204
    expect(named.get_by_text("concern is open")).to_have_count(0)
    named.goto(live_kith.url + "/concerns/")
    expect(named.get_by_text("No concern is open that you may read")).to_be_visible()

    # She opens it with one tap, and closes it with two taps and words.
    pictures(chromium, live_kith.url, house.lead, "/concerns/", "concerns-open")
    pictures(chromium, live_kith.url, house.lead, "/", "here-with-a-concern")
    pictures(chromium, live_kith.url, house.lead, "/handover/", "handover-with-a-concern")
    lead.get_by_role("link", name="1 concern is open").click()
    card = lead.locator(".kith-concern", has_text=SEEN)
    expect(card).to_contain_text("Eliza Marsh")
    expect(card).to_contain_text("The lead on shift")
    expect(card).to_contain_text("Not sure whether they are safe now")
    card.get_by_text("Say what was done").click()
    expect(card.get_by_label("What was done, by whom, and when")).to_be_focused()
    lead.keyboard.type(DONE)
    card.get_by_role("button", name="Told the council").click()
    expect(lead.get_by_text("Saved, and closed.")).to_be_visible()
    expect(lead.get_by_text("No concern is open that you may read")).to_be_visible()
    expect(lead.locator(".kith-concern--done")).to_contain_text(DONE)
    pictures(chromium, live_kith.url, house.lead, "/concerns/", "concerns-done")

    # The carer sees that somebody acted, and not what.
    carer.goto(live_kith.url + "/concern/")
    carer.get_by_text("What became of what you raised").tap()
    expect(carer.get_by_text("Somebody acted on it")).to_be_visible()
    expect(carer.get_by_text(DONE)).to_have_count(0)
    carer.screenshot(path="test-results/became-phone.png", full_page=True)
    assert axe_findings(carer) == []

    # The manager opens it again; it counts again for the lead, and still not for the one it names.
    manager = opened(chromium, live_kith.url, house.manager, **PHONE)
    manager.goto(live_kith.url + "/concerns/")
    manager.get_by_text("Open it again").tap()
    manager.get_by_role("button", name="Open again").tap()
    expect(manager.get_by_text("It is open again.")).to_be_visible()
    lead.goto(live_kith.url + "/")
    expect(lead.get_by_text("1 concern is open")).to_be_visible()
    named.goto(live_kith.url + "/handover/")
    expect(named.get_by_text(SEEN)).to_have_count(0)
    for page in (lead, named, carer, manager):
        page.context.close()
