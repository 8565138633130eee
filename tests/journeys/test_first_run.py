"""A home starts for real: from an empty store to the first entry, without e-mail, phone or anybody's help."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from kith.ops import config
from tests.journeys.test_one_tablet import press
from tests.support.a_drink import record_a_drink, wait_until_sent
from tests.support.browser import PHONE, axe_findings, browser
from tests.support.live import LiveKith

pytestmark = pytest.mark.browser

PICTURES = Path(os.environ["KITH_TEST_BEGIN_PICTURES"]) if "KITH_TEST_BEGIN_PICTURES" in os.environ else None


@pytest.fixture(scope="module")
def kith(store_url: str) -> Iterator[LiveKith]:
    """A real Kith over a store in which nobody is, not a demonstration."""
    server = LiveKith(store_url, config.data_folder(), extra={"KITH_DEMO": ""})
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as started:
        yield started


def test_from_an_empty_store_to_the_first_entry(kith: LiveKith, chromium: Browser) -> None:
    desk = chromium.new_context(locale="en-GB").new_page()
    desk.goto(kith.url)  # the first page leads on by itself
    expect(desk).to_have_url(re.compile("/begin/$"))
    look(desk, "code")
    fill(desk, {"Code": printed_code(kith)}, "Go on")
    look(desk, "home")
    fill(desk, {"Organisation": "Larch Care", "Home or service": "Larch House"}, "Go on")
    look(desk, "you")
    fill(desk, YOU, "Begin")
    expect(desk.get_by_role("heading", name="Set up Larch House")).to_be_visible()
    look(desk, "set-up")

    pin = take_on(desk, "Sam Field", "Care worker")
    code = add_device(desk, "Tablet upstairs")
    the_first_person_comes(desk, kith)

    tablet = chromium.new_context(**PHONE).new_page()
    tablet.goto(f"{kith.url}/sign-in/device")
    fill(tablet, {"One-time code": code}, "Register")
    sign_in_by_pin(tablet, kith.url, "Sam Field", pin)
    link = tablet.get_by_role("link", name=re.compile("Walter Green")).first.get_attribute("href") or ""
    walter = f"{kith.url}{link[: len('/people/') + 36]}/"
    record_a_drink(tablet, f"{walter}record/")
    wait_until_sent(tablet)
    tablet.goto(walter)
    expect(tablet.get_by_role("main")).to_contain_text("Tea; 200 of 200 ml")


def test_a_second_beginning_is_not_there(kith: LiveKith, chromium: Browser) -> None:
    stranger = chromium.new_context().new_page()
    assert stranger.goto(f"{kith.url}/begin/").status == 404  # type: ignore[union-attr]  # it answered
    stranger.goto(kith.url)
    expect(stranger).to_have_url(re.compile("/sign-in"))


YOU = {
    "Your name": "Ruth Amber", "User name": "ruth", "Password": "three unusual words",
    "The same password once more": "three unusual words", "PIN": "482915", "The same PIN once more": "482915",
    "What to call this device": "Office computer",
}  # fmt: skip


def the_first_person_comes(page: Page, kith: LiveKith) -> None:
    """The manager admits somebody: looks first, then fills in the form."""
    page.goto(f"{kith.url}/admit/")
    page.get_by_role("searchbox").fill("Walter Green")
    page.get_by_role("button", name="Find", exact=True).click()
    page.get_by_role("button", name="admit somebody new").click()
    page.get_by_label("Birth date", exact=True).fill("9/3/1938")
    page.get_by_text("Male", exact=True).click()
    page.get_by_label("The day they came").fill("20/11/2026")
    page.get_by_role("button", name="Admit", exact=True).click()
    page.get_by_role("heading", name="What is still not asked").wait_for()


def printed_code(kith: LiveKith) -> str:
    """What whoever started Kith reads in the terminal."""
    found = re.search(r"The code that begins: (\S+)", kith.log)
    assert found, kith.log
    return found.group(1)


def fill(page: Page, fields: dict[str, str], button: str) -> None:
    for label, text in fields.items():
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_role("button", name=button).click()


def take_on(page: Page, name: str, role: str) -> str:
    """The PIN on the slip that is handed over."""
    page.get_by_label("Their name").fill(name)
    page.get_by_label(role, exact=True).check()
    page.get_by_role("button", name="Take them on").click()
    pin = page.locator(".kith-one-time").inner_text().replace(" ", "")
    look(page, "slip")
    page.get_by_role("link", name="Done").click()
    return pin


def add_device(page: Page, name: str) -> str:
    page.get_by_label("What to call it").fill(name)
    page.get_by_role("button", name="Show its code").click()
    code = page.locator(".kith-one-time").inner_text()
    look(page, "device-code")
    page.get_by_role("link", name="Done").click()
    return code


def sign_in_by_pin(page: Page, url: str, name: str, pin: str) -> None:
    """The name, the PIN from the slip, and one of one's own."""
    page.goto(f"{url}/door")
    page.get_by_role("link", name=name).tap()
    press(page, pin)
    page.get_by_label("New PIN").fill("739164")
    page.get_by_label("The same once more").fill("739164")
    page.get_by_role("button", name="Keep this PIN").click()


def look(page: Page, name: str) -> None:
    """Nothing for axe to find; and, where somebody asked, a picture by day and by night, narrow and wide."""
    assert axe_findings(page) == []
    for width in (390, 1280) if PICTURES else ():
        for scheme in ("light", "dark"):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            page.screenshot(path=f"{PICTURES}/{name}-{width}-{scheme}.png", full_page=True)
    page.emulate_media(color_scheme="light")
