"""Signing in with a real browser: at a click, with a passkey, and on every page of the door for everybody."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from kith.access.factors import devices
from tests.support.browser import axe_findings, browser
from tests.support.homes import as_owner, home
from tests.support.live import LiveKith

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def code(live_kith: LiveKith) -> str:
    """A device code for a home in which a nurse and a manager work."""
    with as_owner():
        house = home("Rosewood House")
        house.worker("nurse", "Priya Shah")
        house.worker("manager", "Tom Archer")
        house.worker("care_worker", "Nearly Done", until=timezone.now() + timedelta(minutes=20))
        return devices.new_code(house.service, "Tablet upstairs")[1]


@pytest.fixture(scope="module")
def chromium(code: str) -> Iterator[Browser]:
    with browser() as started:
        yield started


@pytest.fixture
def page(chromium: Browser, live_kith: LiveKith) -> Iterator[Page]:
    context = chromium.new_context(base_url=live_kith.url, locale="en-GB")
    yield context.new_page()
    context.close()


def test_a_passkey_is_added_and_then_signs_in_by_itself(page: Page) -> None:
    with_authenticator(page)
    click_in_as(page, "Priya Shah")
    page.goto("/account")
    page.get_by_label("What to call it").fill("My finger")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("button", name="Remove My finger")).to_be_visible()
    page.goto("/sign-out")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(lambda url: "/sign-in" not in url)
    assert page.request.get("/session").ok


def test_without_a_passkey_one_is_told_so_and_nobody_is_in(page: Page) -> None:
    with_authenticator(page)
    page.goto("/sign-in")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("No passkey was used")
    assert page.request.get("/session").status == 401


def test_the_door_opens_by_keyboard_alone(page: Page) -> None:
    page.goto("/sign-in")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").startswith("Tom Archer"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/sign-in" not in url)
    assert page.request.get("/session").ok


def test_a_device_is_registered_with_its_code(page: Page, code: str) -> None:
    page.goto("/sign-in")
    page.get_by_role("link", name="Register this device").click()
    page.get_by_label("One-time code").fill(code.lower().replace("-", " "))
    page.get_by_role("button", name="Register").click()
    expect(page.get_by_role("heading", name="This device is registered")).to_be_visible()
    page.get_by_role("link", name="Sign in").click()
    expect(page.get_by_text("registered as Tablet upstairs")).to_be_visible()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("address", ["/sign-in", "/sign-in/device", "/sign-out", "/account"])
def test_every_page_of_the_door_is_for_everybody(page: Page, address: str, width: int) -> None:
    if address == "/account":
        click_in_as(page, "Priya Shah")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address)
    assert axe_findings(page) == []
    assert sticking_out(page, width) == []
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert sticking_out(page, width) == []


def test_the_code_app_page_shows_a_picture_and_refuses_a_wrong_code(page: Page) -> None:
    click_in_as(page, "Tom Archer")
    page.goto("/account")
    page.get_by_role("button", name="Set up a code app").click()
    expect(page.get_by_alt_text("A picture for a code app to read")).to_be_visible()
    assert axe_findings(page) == []
    page.get_by_label("Six figures").fill("000000")
    page.get_by_role("button", name="Use this app").click()
    expect(page.get_by_role("alert")).to_contain_text("not the code")


def test_a_session_warns_before_it_ends_and_says_that_it_has(page: Page) -> None:
    click_in_as(page, "Nearly Done")
    expect(page.get_by_role("alert")).to_contain_text("You will be signed out at")
    click_in_as(page, "Priya Shah")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)
    page.context.clear_cookies()
    page.evaluate("import('/static/signin/session.js?again')")
    expect(page.get_by_role("alert")).to_contain_text("You are signed out now")


def sticking_out(page: Page, width: int) -> list[str]:
    """What is wider than the screen."""
    found = page.evaluate(
        """(width) => document.documentElement.scrollWidth <= width ? [] : [...document.querySelectorAll("body *")]
             .filter((each) => each.getBoundingClientRect().right > width + 1)
             .map((each) => each.outerHTML.slice(0, 120))""",
        width,
    )
    return list(found)


def click_in_as(page: Page, name: str) -> None:
    """Sign in at a click."""
    page.goto("/sign-in")
    page.get_by_role("button", name=name).click()
    page.wait_for_url(lambda url: "/sign-in" not in url)


def with_authenticator(page: Page) -> None:
    """Give the browser an authenticator that says yes, as a finger would."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
