"""A nurse in charge takes somebody in on a phone: she looks first, admits her, and asks everything that is not asked."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from kith.directory.models import Account
from tests.support.browser import axe_findings, browser, signed_in_phone
from tests.support.counting import Hand
from tests.support.homes import as_owner, home
from tests.support.live import LiveKith
from tests.support.lived_in import session_cookie
from tests.support.proof import Proof

pytestmark = pytest.mark.browser

TEN_MINUTES = 600

KNOWN = ("What do we know?", "It is known")
SAID = ("Who says so?", "The person")
NONE = (("What do we know?", "There is none"), SAID)
ANSWERS: dict[str, tuple[tuple[str, str], ...]] = {
    "cpr": (("What does the signed form say?", "Asked, but not known"),),
    "texture": (KNOWN, ("Food", "6 Soft and bite-sized"), ("Drink", "0 Thin"), SAID),
    "eating-help": (KNOWN, ("How much help?", "Reminded"), SAID),
    "moving": (KNOWN, ("How many people must help?", "One person"), ("With what?", "Walking frame"), SAID),
    "talking": (KNOWN, ("How do we talk?", "Face her, slowly"), ("Which language?", "English"), SAID),
    "calms": (KNOWN, ("What calms them?", "Tea, her radio"), ("What frightens or upsets them?", "Shouting"), SAID),
    "must-do": (
        KNOWN, ("What is done?", "Blood sugar before food"), ("Would they come to harm if it was missed?", "Yes"),
        ("How is it timed?", "At set hours"), ("At which hours?", "08:00"), SAID,
    ),
    "skin": (KNOWN, ("How is the skin?", "Healthy, but at risk"), SAID),
    "continence": (KNOWN, ("Bladder", "Sometimes wet"), ("Bowels", "Knows when to go"), SAID),
    "contact": (
        KNOWN, ("Name", "Niamh Byrne"), ("Who are they?", "Son or daughter"),
        ("What may they be told?", "How this person is"), SAID,
    ),
    "usual": (KNOWN, ("How awake and clear are they?", "Clear, chatty"), SAID),
    "risk": (
        KNOWN, ("What kind of risk?", "Falling"), ("What could happen?", "Falls at night"),
        ("What keeps them safe?", "A light, her frame near"), SAID,
    ),
    "adjustment": (KNOWN, ("What is it about?", "More time"), ("What do we do?", "Ask, and wait"), SAID),
    "about-me": (KNOWN, ("What is most important to me", "My garden and my faith"), SAID),
    "involved": (
        KNOWN, ("Name", "Dr Amir Shah"), ("What are they?", "GP or doctor"),
        ("How do we reach this helper?", "Mill Lane Surgery"), SAID,
    ),
}  # fmt: skip
"""What Addie and her daughter say, by kind; of the other questions that there is none."""


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


def answer_next(phone: Page, hand: Hand) -> None:
    """Answers the question that comes next, and comes back to what is left when it is sent."""
    hand.tap(phone.get_by_role("link", name="Ask this next"))
    sheet = phone.get_by_role("dialog")
    hand.arrive(lambda: expect(sheet).to_be_visible())
    found = re.search(r"kind=([a-z-]+)", phone.url)
    assert found is not None, phone.url
    for title, said in ANSWERS.get(found[1], NONE):
        give(sheet, hand, title, said)
    hand.tap(sheet.get_by_role("button", name="Save for"))
    hand.wait(lambda: expect(phone.locator("kith-recent .pk-row")).to_have_attribute("data-state", "sent"))
    hand.tap(phone.get_by_role("link", name="Done"))
    hand.arrive(lambda: expect(phone.get_by_role("main")).to_contain_text("have an answer"))


def give(sheet: Locator, hand: Hand, title: str, said: str) -> None:
    """One answer: a tap where there are choices, else words."""
    group = sheet.get_by_role("group", name=title, exact=True)
    if group.count():
        hand.tap(group.get_by_label(said, exact=True))
    else:
        hand.type(sheet.get_by_role("textbox", name=re.compile(rf"^{re.escape(title)}(\s+optional)?$")), said)


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

    # Then everything else, one question after the other, until nothing is left to ask.
    asked = 0
    while phone.get_by_role("link", name="Ask this next").count():
        asked += 1
        assert asked < 40, "the same question comes again and again"
        answer_next(phone, hand)
    expect(phone.get_by_role("heading", name="Everything is asked")).to_be_visible()
    proof.figure("taking somebody in and asking everything, counted time", round(hand.counted, 1), "s")
    proof.figure("questions answered", asked + 1, "questions")
    assert hand.counted < TEN_MINUTES, str(hand)

    # The summary, one tap away, has no gap left.
    hand.tap(phone.get_by_role("link", name="Go to Addie"))
    hand.arrive(lambda: expect(phone.get_by_role("region", name="Food and drink")).to_be_visible())
    expect(phone.get_by_role("main").get_by_text("Not recorded", exact=True)).to_have_count(0)
    expect(phone.get_by_role("region", name="Whom to call")).to_contain_text("Niamh Byrne")

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
