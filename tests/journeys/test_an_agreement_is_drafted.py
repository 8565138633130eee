"""A manager drafts an agreement without a file; the surgery signs; its doctor sees the entry; it ends with the next tap."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import PHONE, axe_findings, browser, signed_in_phone
from tests.support.live import LiveKith
from tests.support.sharing_cast import cast

pytestmark = pytest.mark.browser

DESK = {"viewport": {"width": 1280, "height": 900}, "locale": "en-GB", "timezone_id": "Europe/London"}


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_from_an_empty_draft_to_what_the_doctor_sees_and_to_its_end(live_kith: LiveKith, size: str) -> None:
    play = cast({}, signed=False)
    with browser() as chromium:
        desk = chromium.new_context(**(PHONE if size == "phone" else DESK))
        desk.add_cookies([{"name": "sessionid", "value": play.cookies["Margaret"], "url": live_kith.url}])
        manager = desk.new_page()
        doctor, practice = (
            signed_in_phone(chromium, live_kith.url, play.cookies[name]).new_page()
            for name in ("Ola", "Priya")
        )
        numbers = [each.organization.custodian or 0 for each in (play.known.house, play.known.surgery)]
        _drafts(manager, live_kith.url, *numbers)
        expect(manager.get_by_text("Waiting for signatures")).to_be_visible()
        assert not _sees(doctor, live_kith.url)

        practice.goto(f"{live_kith.url}/agreements/")
        expect(practice.get_by_text("Waiting for your organisation to sign").first).to_be_visible()
        practice.get_by_role("link", name="Night doctors").tap()
        expect(practice.get_by_role("heading", name=re.compile("will newly see"))).to_be_visible()
        assert axe_findings(practice) == []
        practice.get_by_role("button", name="Sign for your organisation").click()
        expect(practice.get_by_text(re.compile("signed on .* by Priya"))).to_be_visible()
        assert _sees(doctor, live_kith.url)

        manager.reload()
        assert axe_findings(manager) == []
        manager.get_by_text("End it for everybody").click()
        manager.get_by_role("button", name="End it now").click()
        expect(manager.get_by_text(re.compile("Ended on"))).to_be_visible()
        assert not _sees(doctor, live_kith.url)


def _sees(doctor: Page, url: str) -> bool:
    """Whether the doctor's list shows the allergy that the house holds, on a page that is opened anew."""
    doctor.goto(url)
    expect(doctor.get_by_role("link", name="Walter Green").first).to_be_visible()
    return doctor.get_by_text("Allergy: Penicillin").count() > 0


def _drafts(page: Page, url: str, house: int, surgery: int) -> None:
    """Every step, as somebody would take it who has never done so."""
    page.goto(f"{url}/agreements/")
    page.get_by_role("link", name="Draft an agreement").click()
    _well(page)
    page.get_by_role("button", name="Start a new one").click()
    page.get_by_label("What is it called?").fill("Night doctors")
    page.get_by_label("Why is it shared?").fill(
        "So that a doctor who comes at night knows what matters to you."
    )
    _goes_on(page)
    page.locator(f"label[for^=party-{house}-]", has_text="Gives").click()
    page.locator(f"label[for^=party-{surgery}-]", has_text="Receives").click()
    _goes_on(page)
    page.get_by_role("button", name="For planned care").click()
    page.get_by_role("group", name="Mental health").get_by_text("In short").click()
    expect(page.locator("#reach").get_by_text("General practitioner and Manager")).to_be_visible()
    _goes_on(page)
    page.get_by_label("It is a public task").check()
    page.get_by_label("It is for health or social care").check()
    page.get_by_text("Shared, unless they say no").click()
    _goes_on(page)
    expect(page.get_by_label("It is reviewed by")).not_to_have_value("")
    _goes_on(page)
    expect(page.get_by_role("heading", name="Read it through")).to_be_visible()
    expect(page.get_by_text("more private than the rest: Mental health")).to_be_visible()
    _well(page)
    page.get_by_label("I have taken the second look").check()
    page.get_by_role("button", name="Publish and sign").click()


def _goes_on(page: Page) -> None:
    _well(page)
    page.get_by_role("button", name="Keep and go on").click()


def _well(page: Page) -> None:
    """Nothing that axe finds, and nothing wider than the screen."""
    assert axe_findings(page) == []
    width = page.viewport_size
    assert width is not None
    assert page.evaluate("document.documentElement.scrollWidth") <= width["width"]
