"""One tablet, several people: a change of user, both their drafts, and a lock that falls over an open sheet."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from kith.access.factors import devices
from kith.directory.models import Account, DoorRule
from tests.journeys.test_screens import TARGET
from tests.support.browser import PHONE, axe_findings, browser
from tests.support.counting import Hand
from tests.support.doors import OTHER_PIN, PIN, WRONG, with_pin
from tests.support.homes import as_owner, home
from tests.support.live import LiveKith

pytestmark = pytest.mark.browser

IDLE = timedelta(seconds=20)
SECONDS = 5.0
"""What a change of user may take of waiting (R35)."""
PICTURES = Path(os.environ["KITH_DOOR_PICTURES"]) if "KITH_DOOR_PICTURES" in os.environ else None


@dataclass
class Ward:
    """A home with two who share a tablet, and one whose devices lock soon."""

    url: str
    record: str
    quick: str
    codes: dict[str, list[str]]
    eva: Account
    daniel: Account


@pytest.fixture(scope="module")
def ward(live_kith: LiveKith) -> Ward:
    with as_owner():
        calm, quick = home("Willow House"), home("Hasty House")
        green, brown = calm.person("Green", "Walter"), quick.person("Brown", "Harold")
        eva = with_pin(calm.worker("nurse", "Eva Lindholm"))
        daniel = with_pin(calm.worker("care_worker", "Daniel Hughes"), OTHER_PIN)
        for name in ("Grace Adeyemi", "Priya Nair", "Samuel Price-Fotheringham"):
            with_pin(calm.worker("care_worker", name), OTHER_PIN)
        with_pin(quick.worker("nurse", "Hetty Hurry"))
        with_pin(quick.worker("care_worker", "Quentin Quick"), OTHER_PIN)
        DoorRule.objects.create(service=quick.service, lock_after=IDLE)
        codes = {
            place.service.name: [devices.new_code(place.service, f"Tablet {n}")[1] for n in range(12)]
            for place in (calm, quick)
        }
        url = live_kith.url
        return Ward(url, f"/people/{green.id}/record/", f"/people/{brown.id}/record/", codes, eva, daniel)


@pytest.fixture(scope="module")
def chromium(ward: Ward) -> Iterator[Browser]:
    with browser() as started:
        yield started


Tablet = Callable[..., Page]


@pytest.fixture
def tablet(chromium: Browser, ward: Ward) -> Iterator[Tablet]:
    """Opens a browser that is a registered device of the home, as big as asked."""
    opened: list[BrowserContext] = []

    def open_one(place: str = "Willow House", **more: object) -> Page:
        context = chromium.new_context(base_url=ward.url, **{**PHONE, **more})
        opened.append(context)
        page = context.new_page()
        page.goto("/sign-in/device")
        page.get_by_label("One-time code").fill(ward.codes[place].pop())
        page.get_by_role("button", name="Register").click()
        page.get_by_role("link", name="Sign in").click()
        page.get_by_role("heading", name="Who are you?").wait_for()
        return page

    yield open_one
    for context in opened:
        context.close()


def enter(page: Page, name: str, pin: str) -> None:
    """Tap the name and the digits."""
    page.get_by_role("link", name=name).tap()
    press(page, pin)
    page.get_by_role("heading", name="Who is here").wait_for()


def press(page: Page, pin: str) -> None:
    for digit in pin:
        page.get_by_role("button", name=digit, exact=True).tap()


def picture(page: Page, name: str) -> None:
    """For whoever looks at the screens: by day and by night."""
    if PICTURES is not None:
        for look in ("light", "dark"):
            page.emulate_media(color_scheme=look)  # type: ignore[arg-type]  # one of the two that it takes
            page.screenshot(path=PICTURES / f"{name}-{look}.png", full_page=True)


def test_another_user_is_in_within_five_seconds(tablet: Tablet, record_property: Callable[..., None]) -> None:
    page = tablet()
    enter(page, "Eva Lindholm", PIN)
    hand = Hand()
    hand.tap(page.get_by_role("button", name="Change user"))
    hand.arrive(lambda: page.get_by_role("heading", name="Who are you?").wait_for())
    hand.tap(page.get_by_role("link", name="Daniel Hughes"))
    hand.arrive(lambda: page.get_by_role("heading", name="Daniel Hughes").wait_for())
    press(page, OTHER_PIN)
    hand.characters += len(OTHER_PIN)  # a thumb on a keypad, as quick as on any keyboard
    hand.arrive(lambda: page.get_by_role("heading", name="Who is here").wait_for())
    record_property("change of user", str(hand))
    expect(page.locator(".kith-me__name")).to_have_text("Daniel Hughes")
    assert hand.waited < SECONDS, str(hand)


def test_the_keypad_works_by_keyboard_alone_and_says_what_is_wrong(tablet: Tablet) -> None:
    page = tablet(has_touch=False, is_mobile=False, viewport={"width": 1280, "height": 800})
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").startswith("Eva Lindholm"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_label("Your PIN")).to_be_focused()
    page.keyboard.type(WRONG)
    expect(page.get_by_role("alert")).to_have_text("That is not the PIN. Try again.")
    expect(page.get_by_label("Your PIN")).to_be_focused()
    page.keyboard.type("7391")
    page.keyboard.press("Backspace")
    page.keyboard.press("Tab")  # to the keys: digits still count
    page.keyboard.type("164")
    page.get_by_role("heading", name="Who is here").wait_for()


def test_without_scripts_it_is_a_form(tablet: Tablet, chromium: Browser, ward: Ward) -> None:
    registered = tablet()
    state = registered.context.storage_state()
    context = chromium.new_context(base_url=ward.url, java_script_enabled=False, storage_state=state)
    page = context.new_page()
    page.goto("/door")
    page.get_by_role("link", name="Eva Lindholm").click()
    page.get_by_label("Your PIN").fill(PIN)
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_role("heading", name="Who is here")).to_be_visible()
    page.get_by_role("button", name="Change user").click()
    expect(page.get_by_role("heading", name="Who are you?")).to_be_visible()
    context.close()


def test_drafts_of_both_survive_unseen(tablet: Tablet, ward: Ward) -> None:
    page = tablet()
    enter(page, "Eva Lindholm", PIN)
    note(page, ward.record, "Lavender one from Eva")
    change(page, "Daniel Hughes", OTHER_PIN)
    page.goto(ward.record)
    expect(page.locator("kith-state[data-look=good]")).to_be_visible()
    expect(page.locator("[data-draft]")).to_have_count(0)
    assert "Lavender" not in page.content()
    note(page, ward.record, "Rosemary two from Daniel")
    change(page, "Eva Lindholm", PIN)
    assert taken_up(page, ward.record) == "Lavender one from Eva"
    assert "Rosemary" not in page.content()
    change(page, "Daniel Hughes", OTHER_PIN)
    assert taken_up(page, ward.record) == "Rosemary two from Daniel"


def note(page: Page, record: str, words: str) -> None:
    """Begins a long entry and leaves it, kept but not saved."""
    page.goto(record)
    page.locator("[data-kind=note]").first.tap()
    page.get_by_role("dialog").locator("textarea").first.fill(words)
    expect(page.locator(".pk-kept")).to_contain_text("Draft kept")


def change(page: Page, name: str, pin: str) -> None:
    page.goto("/")  # a sheet lies over the button; its draft is kept
    page.get_by_role("button", name="Change user").tap()
    page.get_by_role("heading", name="Who are you?").wait_for()
    enter(page, name, pin)


def taken_up(page: Page, record: str) -> str:
    page.goto(record)
    page.locator("[data-draft]").first.get_by_role("button", name="Go on").tap()
    return page.get_by_role("dialog").locator("textarea").first.input_value()


def test_the_lock_falls_over_an_open_sheet_and_nothing_is_lost(tablet: Tablet, ward: Ward) -> None:
    page = tablet("Hasty House")
    enter(page, "Hetty Hurry", PIN)
    page.goto(ward.quick)
    page.locator("[data-kind=note]").first.tap()
    field = page.get_by_role("dialog").locator("textarea").first
    field.fill("Half of what I wanted to say")
    expect(page.get_by_role("alert")).to_contain_text("locks in", timeout=60_000)
    picture(page, "lock-warning")
    page.get_by_role("button", name="Stay here").tap()
    expect(page.locator(".kith-soon")).to_have_count(0)
    expect(field).to_be_visible()  # the tap went to the warning and to nothing under it
    cover = page.locator("dialog.kith-lock")
    expect(cover).to_be_visible(timeout=90_000)
    picture(page, "lock")
    expect(field).to_be_hidden()  # not even for a screen reader
    sheet = page.locator("dialog.pk-dialog")
    expect(sheet).to_have_count(1)
    assert page.request.get("/session").status == 401
    assert axe_findings(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(cover).to_be_visible()
    expect(sheet).to_have_count(1)
    press(page, WRONG)
    expect(cover.get_by_role("alert")).to_have_text("That is not the PIN. Try again.")
    press(page, PIN)
    expect(cover).to_have_count(0)
    assert field.input_value() == "Half of what I wanted to say"
    field.press_sequentially(" and the rest")
    page.get_by_role("button", name="Save for").tap()
    expect(page.locator("kith-recent .pk-row")).to_have_attribute("data-state", "sent", timeout=20_000)


def test_typing_keeps_the_device_awake(tablet: Tablet, ward: Ward) -> None:
    page = tablet("Hasty House")
    enter(page, "Hetty Hurry", PIN)
    page.goto(ward.quick)
    page.locator("[data-kind=note]").first.tap()
    field = page.get_by_role("dialog").locator("textarea").first
    begun = page.evaluate("performance.now()")
    while page.evaluate("performance.now()") - begun < 1.6 * IDLE.total_seconds() * 1000:
        field.press_sequentially("word ", delay=120)
    assert page.request.get("/session").ok
    expect(page.locator("dialog.kith-lock")).to_have_count(0)


REDRAWS = """() => setInterval(() => {
  document.body.dispatchEvent(new CustomEvent("htmx:afterSwap", { bubbles: true }));
  dispatchEvent(new Event("scroll"));
}, 2000)"""


def test_somebody_else_takes_a_device_over_that_locked_with_a_list_open(tablet: Tablet, ward: Ward) -> None:
    page = tablet("Hasty House")
    enter(page, "Hetty Hurry", PIN)
    page.evaluate(REDRAWS)  # a list that draws itself anew and moves the page keeps no device awake
    expect(page.locator("dialog.kith-lock")).to_be_visible(timeout=2 * IDLE.total_seconds() * 1000)
    page.get_by_role("link", name="Somebody else").tap()
    enter(page, "Quentin Quick", OTHER_PIN)
    expect(page.locator(".kith-me__name")).to_have_text("Quentin Quick")


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_every_screen_of_the_door_is_for_everybody(tablet: Tablet, width: int) -> None:
    page = tablet(viewport={"width": width, "height": 800}, is_mobile=False)
    looked_at(page, width, "names")
    page.get_by_role("link", name="Eva Lindholm").tap()
    looked_at(page, width, "keypad", big=64)
    press(page, PIN)
    page.get_by_role("heading", name="Who is here").wait_for()
    looked_at(page, width, "here")
    for name, address in (
        ("shift", "/staff/"), ("admit", "/staff/admit"), ("account", "/account"),
    ):  # fmt: skip
        page.goto(address)
        looked_at(page, width, name)
    page.goto("/staff/admit")
    page.get_by_role("button", name="Make the login").tap()
    expect(page.get_by_role("heading", name="Please check this")).to_be_visible()
    looked_at(page, width, "admit-problems")
    page.goto("/staff/")
    page.get_by_role("button", name="Print badge for Daniel Hughes").or_(
        page.get_by_role("button", name="New badge for Daniel Hughes")
    ).tap()
    page.locator(".kith-badge-card").wait_for()
    looked_at(page, width, "badge")
    page.goto("/staff/")
    page.get_by_role("link", name="New PIN for Priya Nair").tap()
    page.get_by_role("heading", name="Priya Nair").wait_for()
    looked_at(page, width, "reset")


def looked_at(page: Page, width: int, name: str, big: int = TARGET) -> None:
    """axe is silent, nothing sticks out, also with letters twice as big, and every target is big enough."""
    picture(page, f"{name}-{width}")
    page.emulate_media(color_scheme="light")
    assert axe_findings(page) == []
    assert small(page, big) == []
    assert sticking_out(page, width) == []
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert sticking_out(page, width) == []
    page.evaluate("document.documentElement.style.fontSize = ''")


def small(page: Page, target: int) -> list[str]:
    """What is to be touched and smaller than it should be; with `big` targets, the keypad's keys alone."""
    what = ".kith-digit" if target > TARGET else "main button, main a, .kith-swap button, summary"
    found = page.evaluate(
        """([what, target]) => [...document.querySelectorAll(what)].filter((each) => each.checkVisibility())
             .map((each) => [each.outerHTML.slice(0, 90), each.getBoundingClientRect()])
             .filter(([, box]) => box.height < target - 0.5 || box.width < target - 0.5)
             .map(([words, box]) => `${words} ${box.width} x ${box.height}`)""",
        [what, target],
    )
    return [each for each in found if "error-summary" not in each and 'href="#' not in each]


def sticking_out(page: Page, width: int) -> list[str]:
    """What is wider than the screen."""
    found = page.evaluate(
        """(width) => document.documentElement.scrollWidth <= width ? [] : [...document.querySelectorAll("body *")]
             .filter((each) => each.getBoundingClientRect().right > width + 1)
             .map((each) => each.outerHTML.slice(0, 120))""",
        width,
    )
    return list(found)


def test_an_agency_worker_is_let_in_within_two_minutes(
    tablet: Tablet, record_property: Callable[..., None]
) -> None:
    """From the page of staff to the worker's first screen: the lead's thumb, then the worker's."""
    page = tablet()
    enter(page, "Eva Lindholm", PIN)
    hand = Hand()
    hand.tap(page.locator(".kith-me summary"))
    hand.tap(page.get_by_role("link", name="Staff on this shift"))
    hand.arrive(lambda: page.get_by_role("heading", name="Staff on this shift").wait_for())
    hand.tap(page.get_by_role("link", name="Let somebody in from an agency"))
    hand.arrive(lambda: page.get_by_role("heading", name="Let somebody in").wait_for())
    hand.type(page.get_by_label("Their name"), "Ivy Stone")
    hand.type(page.get_by_label("Agency, or your own bank"), "Brightwell")
    for label in (
        "Agency care worker",
        "Passport",
        "DBS on the agency's profile",
        "Training on the agency's profile",
    ):
        hand.tap(page.get_by_label(label))
    hand.tap(page.get_by_label("Only the people ticked below"))
    hand.tap(page.get_by_label("Walter Green"))
    hand.tap(page.get_by_role("button", name="Make the login"))
    hand.arrive(lambda: page.get_by_role("heading", name="Tell Ivy Stone this PIN").wait_for())
    picture(page, "one-time-pin")
    pin = page.locator(".kith-one-time").inner_text().replace(" ", "")
    hand.tap(page.get_by_role("button", name="Change user"))
    hand.arrive(lambda: page.get_by_role("heading", name="Who are you?").wait_for())
    hand.tap(page.get_by_role("link", name="Ivy Stone"))
    press(page, pin)
    hand.characters += len(pin)
    hand.arrive(lambda: page.get_by_role("heading", name="Choose your own PIN").wait_for())
    picture(page, "first-pin")
    assert axe_findings(page) == []
    hand.type(page.get_by_label("New PIN"), "264913")
    hand.type(page.get_by_label("The same once more"), "264913")
    hand.tap(page.get_by_role("button", name="Keep this PIN"))
    hand.arrive(lambda: page.get_by_role("heading", name="Who is here").wait_for())
    record_property("agency worker let in", str(hand))
    expect(page.locator(".kith-people")).to_contain_text("Walter Green")
    assert hand.counted < 120, str(hand)
