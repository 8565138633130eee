"""A care worker raises a concern about the lead, past her: the manager has it, and the lead learns of it nowhere."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from kith.directory.models import KnownPatient
from tests.support.browser import PHONE, browser
from tests.support.counting import Hand
from tests.support.homes import as_owner, home
from tests.support.live import LiveKith
from tests.support.lived_in import person, session_cookie

pytestmark = pytest.mark.browser
SEEN = "Nia pulled her up by one arm and told her to hurry."
PAGES = (
    "/",
    "/todo/",
    "/now/",
    "/handover/",
    "/handover/huddle/",
    "/changes/",
    "/concerns/",
    "/concern/",
    "/round/drink/",
)
ABOUT = ("", "summary/", "weeks/", "emergency/", "looks/", "changes/")


@dataclass(frozen=True)
class House:
    """Mrs Mendes's home, in which Nia leads the shift; the cookies of whoever works there."""

    rosa: KnownPatient
    carer: str
    lead: str
    manager: str


@pytest.fixture(scope="module")
def house(live_kith: LiveKith) -> House:
    with as_owner():
        place = home("Larch House")
        rosa = person(place, "Mendes", "Rosa", "Room 2")
        staff = [
            place.worker(role, name)
            for role, name in (
                ("care_worker", "Eliza Marsh"),
                ("nurse", "Nia Reed"),
                ("manager", "Maria Ortiz"),
            )
        ]
    return House(rosa, *map(session_cookie, staff))


@pytest.fixture(scope="module")
def chromium(house: House) -> Iterator[Browser]:
    with browser() as started:
        yield started


@pytest.fixture
def phones(chromium: Browser, live_kith: LiveKith, house: House) -> Iterator[tuple[Page, Page, Page]]:
    contexts = []
    for cookie in (house.carer, house.lead, house.manager):
        context = chromium.new_context(**PHONE)
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_kith.url}])
        contexts.append(context)
    carer, lead, manager = (context.new_page() for context in contexts)
    yield carer, lead, manager
    for context in contexts:
        context.close()


def test_it_goes_past_her(phones: tuple[Page, Page, Page], live_kith: LiveKith, house: House) -> None:
    carer, lead, manager = phones
    hand = Hand()

    # Two taps to the sheet, from the page on which she is.
    carer.goto(f"{live_kith.url}/todo/")
    hand.tap(carer.get_by_role("navigation", name="Main").get_by_role("link", name="concern"))
    hand.tap(carer.get_by_role("link", name="Rosa Mendes"))
    sheet = carer.get_by_role("dialog")
    expect(sheet.get_by_role("heading", name="A concern")).to_be_visible()
    assert hand.taps == 2

    # She says to whom it goes, and about whom it is.
    sheet.get_by_role("group", name="How do you know?").get_by_label("I saw it", exact=True).tap()
    sheet.get_by_role("textbox", name="What did you see?").fill(SEEN)
    sheet.get_by_role("group", name="Are they safe now?").get_by_label("Not sure", exact=True).tap()
    sheet.get_by_role("group", name="Who should get this?").get_by_label("The manager").tap()
    sheet.get_by_role("checkbox", name="Nia Reed").tap()
    sheet.get_by_role("button", name="Save for").tap()
    expect(carer.locator("kith-recent .pk-row")).to_have_attribute("data-state", "sent")

    # The manager has it on her screen.
    manager.goto(f"{live_kith.url}/")
    manager.get_by_role("link", name="1 concern is open").tap()
    expect(manager.locator(".kith-concern", has_text=SEEN)).to_contain_text("Nia Reed")

    # The lead learns of nothing: on no page, not in a count, not in who looked, not by a gap in the day.
    for address in (*PAGES, *(f"/people/{house.rosa.id}/{each}" for each in ABOUT)):
        lead.goto(live_kith.url + address)
        shown = lead.get_by_role("main").inner_text()
        for word in ("pulled her up", "1 concern is open", "A concern\n"):
            assert word not in shown, f"{word} on {address}"
    expect(lead.get_by_text("concern is open")).to_have_count(0)

    # Her colleague is told that it arrived; when the manager acts, that somebody did.
    card = manager.locator(".kith-concern", has_text=SEEN)
    card.get_by_text("Say what was done").tap()
    card.get_by_label("What was done, by whom, and when").fill("Spoke to Rosa. Told the council at ten.")
    card.get_by_role("button", name="Told the council").tap()
    expect(manager.get_by_text("Saved, and closed.")).to_be_visible()
    carer.goto(f"{live_kith.url}/concern/")
    carer.get_by_text("What became of what you raised").tap()
    expect(carer.get_by_text("Somebody acted on it")).to_be_visible()
