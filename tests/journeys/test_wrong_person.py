"""A drink is recorded for the wrong one of two with similar names: it is moved, counted where it belongs, told in both."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from kith.directory.models import KnownPatient
from tests.support.browser import phones
from tests.support.counting import Hand
from tests.support.homes import as_owner, home
from tests.support.live import LiveKith
from tests.support.lived_in import person, session_cookie
from tests.support.proof import Proof

pytestmark = pytest.mark.browser
A_MINUTE = 60.0


@dataclass(frozen=True)
class House:
    """Two who are easily confused, and the carer's cookie."""

    walter: KnownPatient
    wilfred: KnownPatient
    carer: str


@pytest.fixture(scope="module")
def house(live_kith: LiveKith) -> House:
    with as_owner():
        place = home("Aspen House")
        walter = person(place, "Green", "Walter", "Room 4")
        wilfred = person(place, "Greene", "Wilfred", "Room 5")
        carer = place.worker("care_worker", "Eliza Marsh")
    return House(walter, wilfred, session_cookie(carer))


@pytest.fixture
def page(live_kith: LiveKith, house: House) -> Iterator[Page]:
    with phones(live_kith.url, house.carer) as (only,):
        yield only


def test_it_is_moved_and_counted_where_it_belongs(
    page: Page, live_kith: LiveKith, house: House, proof: Proof
) -> None:
    page.goto(f"{live_kith.url}/people/{house.walter.id}/record/?kind=drink")
    page.get_by_role("dialog").get_by_role("button", name="Cup of tea, drank all", exact=True).tap()
    page.get_by_role("dialog").get_by_role("button", name="Save for").tap()
    expect(page.locator("kith-recent .pk-row")).to_have_attribute("data-state", "sent")

    # Later she notices: on his day, the entry, whose it is, and there it goes.
    page.goto(f"{live_kith.url}/people/{house.walter.id}/")
    hand = Hand()
    main = page.get_by_role("main")
    hand.tap(page.locator(".kith-entry__title", has_text="Drink").first)
    hand.arrive(lambda: expect(page.get_by_role("heading", level=1)).to_have_text("Drink"))
    hand.tap(page.get_by_role("link", name="It is about somebody else"))
    hand.arrive(lambda: expect(page.get_by_role("heading", level=1)).to_have_text("Whom is this about?"))
    hand.tap(page.get_by_label("Wilfred Greene"))
    hand.tap(page.get_by_role("button", name="Move it"))
    hand.arrive(lambda: expect(main).to_contain_text("Moved here."))
    proof.figure("wrong person put right, counted time", round(hand.counted, 1), "s")
    assert hand.counted < A_MINUTE, str(hand)

    # It counts for the right one, and the other's day tells that something went, and no more.
    page.goto(f"{live_kith.url}/people/{house.wilfred.id}/")
    expect(main).to_contain_text("200 ml")
    page.goto(f"{live_kith.url}/people/{house.walter.id}/")
    expect(main).to_contain_text("Removed, recorded for the wrong person: something at")
    expect(main).not_to_contain_text("200 ml")
    page.goto(f"{live_kith.url}/")
    cards = page.locator("li.kith-person")
    expect(cards.filter(has_text="Walter")).to_contain_text("nothing recorded")
    expect(cards.filter(has_text="Wilfred")).to_contain_text("200 ml")
