"""Somebody is found on the floor: the crew has its page within a minute; then the fall is recorded and handed over."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from kith.directory.models import KnownPatient
from tests.support.browser import PHONE, browser
from tests.support.counting import Hand
from tests.support.homes import as_owner, home
from tests.support.live import LiveKith
from tests.support.lived_in import know_allergy, person, session_cookie
from tests.support.proof import Proof

pytestmark = pytest.mark.browser
A_MINUTE = 60.0
RECORDED = 90.0


@dataclass(frozen=True)
class House:
    """Mr Green's home, and the cookies of the carer who finds him and the nurse who comes on."""

    green: KnownPatient
    carer: str
    nurse: str


@pytest.fixture(scope="module")
def house(live_kith: LiveKith) -> House:
    with as_owner():
        place = home("Cherry House")
        green = person(place, "Green", "Walter", "Room 4", ("Falls",))
        know_allergy(place, green.id, "Penicillin")
        carer, nurse = place.worker("care_worker", "Eliza Marsh"), place.worker("nurse", "Nora Quill")
    return House(green, session_cookie(carer), session_cookie(nurse))


@pytest.fixture(scope="module")
def chromium(house: House) -> Iterator[Browser]:
    with browser() as started:
        yield started


@pytest.fixture
def phones(chromium: Browser, live_kith: LiveKith, house: House) -> Iterator[tuple[Page, Page]]:
    contexts = [chromium.new_context(**PHONE) for _ in range(2)]
    for context, cookie in zip(contexts, (house.carer, house.nurse), strict=True):
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_kith.url}])
    yield contexts[0].new_page(), contexts[1].new_page()
    for context in contexts:
        context.close()


def test_found_on_the_floor(
    phones: tuple[Page, Page], live_kith: LiveKith, house: House, proof: Proof
) -> None:
    page, nurse = phones
    hand = Hand()

    # From who is here: his page, then the page for the crew.
    page.goto(f"{live_kith.url}/")
    hand.tap(page.get_by_role("link", name="Walter Green", exact=True))
    hand.arrive(lambda: expect(page.get_by_role("link", name="Emergency page")).to_be_visible())
    hand.tap(page.get_by_role("link", name="Emergency page"))
    hand.arrive(lambda: expect(page.get_by_role("heading", name="For the crew")).to_be_visible())
    expect(page.get_by_role("main")).to_contain_text("Penicillin")
    proof.figure("a fall: until the emergency page is open, counted time", round(hand.counted, 1), "s")
    assert hand.counted < A_MINUTE, str(hand)

    # Then, beside him, what happened: the sheet says first what not to do.
    hand.tap(page.get_by_role("link", name="Record", exact=True))
    hand.arrive(lambda: expect(page.get_by_role("button", name="A fall").first).to_be_visible())
    hand.tap(page.get_by_role("button", name="A fall").first)
    sheet = page.get_by_role("dialog")
    hand.arrive(lambda: expect(sheet.get_by_text("Do not lift them yet.")).to_be_visible())
    for question, answer in (
        ("Did anybody see it?", "Found on the floor"),
        ("Did they hit their head?", "Head not known"),
        ("How are they now?", "In pain"),
        ("What do you see?", "Cannot stand as usual"),
        ("Whom did you tell of the fall?", "999"),
    ):
        hand.tap(sheet.get_by_role("group", name=question).get_by_label(answer, exact=True))
    hand.tap(sheet.get_by_role("button", name="Save for"))
    hand.wait(lambda: expect(page.locator("kith-recent .pk-row")).to_have_attribute("data-state", "sent"))
    proof.figure("a fall: until it is recorded, counted time", round(hand.counted, 1), "s")
    assert hand.counted < RECORDED, str(hand)

    # Whoever comes on is told of it first, with the reason.
    nurse.goto(f"{live_kith.url}/handover/")
    expect(nurse.get_by_role("main")).to_contain_text("a fall, perhaps on the head")
    expect(nurse.get_by_role("main")).to_contain_text("Found on the floor")

    # The crew's page tells of it too.
    nurse.goto(f"{live_kith.url}/people/{house.green.id}/emergency/")
    expect(nurse.get_by_role("main")).to_contain_text("A fall.")
