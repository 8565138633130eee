"""A nurse in charge takes somebody in on a phone: she looks first, admits her, and goes on to what is not asked."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from kith.directory.models import Account
from tests.support.browser import axe_findings, browser, signed_in_phone
from tests.support.counting import Hand
from tests.support.homes import as_owner, home
from tests.support.live import LiveKith
from tests.support.lived_in import session_cookie
from tests.support.proof import Proof

pytestmark = pytest.mark.browser

TEN_MINUTES = 600


@pytest.fixture(scope="module")
def eva(live_kith: LiveKith) -> Account:
    with as_owner():
        place = home("Willow House")
        place.person("Green", "Walter")
        return place.worker("nurse", "Eva Lindqvist")


@pytest.fixture(scope="module")
def cookie(eva: Account) -> str:
    return session_cookie(eva)


@pytest.fixture(scope="module")
def chromium(cookie: str) -> Iterator[Browser]:
    """Begun last: while it runs, this thread's Django may not speak to the database."""
    with browser() as started:
        yield started


@pytest.fixture
def phone(chromium: Browser, live_kith: LiveKith, cookie: str) -> Iterator[Page]:
    context = signed_in_phone(chromium, live_kith.url, cookie)
    yield context.new_page()
    context.close()


def seen(page: Page) -> None:
    """Accessible by axe's rules."""
    assert axe_findings(page) == []


def test_a_nurse_in_charge_takes_somebody_in(phone: Page, live_kith: LiveKith, proof: Proof) -> None:
    hand = Hand()
    phone.goto(live_kith.url)

    # She looks first, one tap from who is here. Walter Green is found; Addie is not.
    hand.tap(phone.get_by_role("link", name="Find somebody"))
    hand.arrive(lambda: expect(phone.get_by_role("heading", name="Find somebody")).to_be_visible())
    phone.get_by_role("searchbox").fill("gre")
    phone.get_by_role("button", name="Find", exact=True).tap()
    expect(phone.get_by_role("link", name="Walter Green")).to_be_visible()
    seen(phone)
    hand.type(phone.get_by_role("searchbox"), "Ada O'Brien")
    hand.tap(phone.get_by_role("button", name="Find", exact=True))
    hand.arrive(lambda: expect(phone.get_by_text("Nobody of yours is found")).to_be_visible())
    seen(phone)

    # The form begins with what she typed. A number with a mistake is refused, and nothing that she typed is lost.
    hand.tap(phone.get_by_role("button", name="Admit somebody new"))
    hand.arrive(lambda: expect(phone.get_by_label("Last name")).to_have_value("O'Brien"))
    hand.type(phone.get_by_label("What they like to be called"), "Addie")
    hand.type(phone.get_by_label("Birth date", exact=True), "9/3/1938")
    hand.tap(phone.get_by_text("Female", exact=True))
    hand.type(phone.get_by_label("NHS number, if you have it"), "9990000027")
    hand.tap(phone.get_by_text("As told, or from a letter"))
    hand.type(phone.get_by_label("Room"), "Room 7")
    hand.type(phone.get_by_label("The day they came"), "20/11/2026")
    hand.tap(phone.get_by_role("button", name="Admit", exact=True))
    hand.arrive(lambda: expect(phone.get_by_role("alert")).to_contain_text("has a mistake in it"))
    seen(phone)
    hand.type(phone.get_by_label("NHS number, if you have it"), "9990000026")
    hand.tap(phone.get_by_role("button", name="Admit", exact=True))

    # She is here, and a list leads to what nobody has asked yet.
    hand.arrive(lambda: expect(phone.get_by_role("heading", name="What is still not asked")).to_be_visible())
    expect(phone.get_by_role("region", name="Who this page is about")).to_contain_text("Addie O'Brien")
    expect(phone.get_by_role("main")).to_contain_text("0 of ")
    seen(phone)
    hand.tap(phone.get_by_role("link", name="Ask this next"))

    # First come allergies: she says that there is none, and goes on.
    hand.arrive(lambda: expect(phone.get_by_role("heading", name="Allergies")).to_be_visible())
    hand.tap(phone.get_by_text("There is none, or it is not known"))
    hand.tap(phone.get_by_text("There is none that anybody knows of"))
    hand.tap(phone.get_by_text("The person", exact=True))
    hand.tap(phone.get_by_role("button", name="Save", exact=True))
    hand.arrive(lambda: expect(phone.get_by_text("No known allergies", exact=True)).to_be_visible())
    seen(phone)
    hand.tap(phone.get_by_role("link", name="What is still not asked"))
    hand.arrive(lambda: expect(phone.get_by_role("main")).to_contain_text("1 of "))
    hand.tap(phone.get_by_role("link", name="Ask this next"))
    hand.arrive(lambda: expect(phone.get_by_role("dialog")).to_be_visible())
    proof.figure("taking somebody in, counted time", round(hand.counted, 1), "s")
    assert hand.counted < TEN_MINUTES, str(hand)

    # Who is here shows her to everybody on the shift.
    phone.goto(live_kith.url)
    expect(phone.get_by_role("link", name="Addie O'Brien").first).to_be_visible()


def test_somebody_alike_is_asked_about_before_a_second_record_is_made(
    phone: Page, live_kith: LiveKith
) -> None:
    phone.goto(f"{live_kith.url}/find/")
    phone.get_by_role("searchbox").fill("Wally Green")
    phone.get_by_role("button", name="Find", exact=True).tap()
    phone.get_by_role("button", name="admit somebody new").tap()
    phone.get_by_label("Birth date", exact=True).fill("9/3/1938")
    phone.get_by_text("Male", exact=True).tap()
    phone.get_by_label("The day they came").fill("20/11/2026")
    phone.get_by_role("button", name="Admit", exact=True).tap()
    expect(phone.get_by_role("heading", name="Is this the same person?")).to_be_visible()
    seen(phone)
    phone.get_by_role("link", name="This is the same person").tap()
    expect(phone.get_by_role("region", name="Who this page is about")).to_contain_text("Walter Green")
