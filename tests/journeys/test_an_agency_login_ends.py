"""Ivy's login ends while she is writing: warned, half an hour to finish and sign, and nothing else (practice, rule 14)."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Locator, Page, expect

from kith.access.agency import Checked, admit
from kith.access.factors import devices
from kith.access.sessions import WARNING
from kith.catalogue import exact
from kith.catalogue.components import DailyEntry
from kith.directory.models import Account, KnownPatient
from tests.support.browser import PHONE, axe_findings, browser
from tests.support.doors import OTHER_PIN, with_pin
from tests.support.homes import as_owner, home, signed_in
from tests.support.live import LiveKith
from tests.support.lived_in import person
from tests.support.passing import left, time_passes

pytestmark = pytest.mark.browser
SOON = timedelta(seconds=8)
"""So long before its warning the login stands when the form is opened."""
HALF_AN_HOUR = timedelta(minutes=30)
SEEN = Checked("Bright Staff", "Passport", "DBS on the agency's profile", "Training certificates")
NAMES = ("Ivy Stone", "Ida Moss", "Una Reed", "Ola Fern")
PICTURES = (
    Path(os.environ["KITH_TEST_JOURNEY_PICTURES"]) if "KITH_TEST_JOURNEY_PICTURES" in os.environ else None
)


@dataclass(frozen=True)
class House:
    """The home, whom they look after, a login for each who plays Ivy, and codes for tablets."""

    green: KnownPatient
    workers: list[Account]
    codes: list[str]


@pytest.fixture(scope="module")
def house(live_kith: LiveKith) -> House:
    with as_owner():
        place = home("Hazel House")
        green = person(place, "Green", "Walter", "Room 4")
        nurse = place.worker("nurse", "Nora Quill")
        codes = [devices.new_code(place.service, f"Tablet {n}")[1] for n in range(4)]
    with signed_in(nurse) as viewer:
        until, role = timezone.now() + timedelta(hours=6), "agency_care_worker"
        made = [admit(viewer, name=name, role_key=role, until=until, checked=SEEN).account for name in NAMES]
    with as_owner():
        return House(green, [with_pin(account, OTHER_PIN) for account in made], codes)


@pytest.fixture(scope="module")
def chromium(house: House) -> Iterator[Browser]:
    with browser() as started:
        yield started


@pytest.fixture(params=["phone", "desk"])
def tablet(
    request: pytest.FixtureRequest, chromium: Browser, live_kith: LiveKith, house: House
) -> Iterator[Page]:
    wide: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}, "is_mobile": False}
    context = chromium.new_context(
        base_url=live_kith.url, **PHONE | (wide if request.param == "desk" else {})
    )
    page = context.new_page()
    page.goto("/sign-in/device")
    page.get_by_label("One-time code").fill(house.codes.pop())
    page.get_by_role("button", name="Register").tap()
    page.get_by_role("link", name="Sign in").tap()
    yield page
    context.close()


def picture(page: Page, name: str) -> None:
    if PICTURES is not None:
        size = page.viewport_size
        assert size is not None
        page.screenshot(path=PICTURES / f"{name}-{size['width']}.png")


def begins(page: Page, house: House, owner: psycopg.Connection[Any]) -> Account:
    """Signs in; her login ends in half an hour and a few seconds."""
    ivy = house.workers.pop()
    page.get_by_role("link", name=ivy.staff.name).tap()
    for digit in OTHER_PIN:
        page.get_by_role("button", name=digit, exact=True).tap()
    page.get_by_role("heading", name="Who is here").wait_for()
    time_passes(owner, ivy.pk, left(owner, ivy.pk) - WARNING - SOON)
    return ivy


def form(page: Page) -> Locator:
    return page.get_by_role("dialog")


def refused(page: Page, house: House) -> None:
    """Whatever is asked for from this browser, now."""
    for address in (
        "/",
        f"/people/{house.green.id}/",
        f"/people/{house.green.id}/record/",
        "/todo/",
        "/emergency/",
    ):
        answer = page.request.get(address, max_redirects=0)
        assert answer.status in (302, 404), address
        assert "Green" not in answer.text()
    assert page.request.get("/pocket/drafts").status == 401


def writes(page: Page, house: House) -> Locator:
    """Opens the form of a note and begins, while there is time."""
    page.goto(f"/people/{house.green.id}/record/")
    page.locator("[data-kind=note]").first.tap()
    words = form(page).locator("textarea").first
    words.fill("He told me about")
    return words


def test_what_was_open_is_finished_and_signed_and_then_nothing(
    tablet: Page, house: House, owner: psycopg.Connection[Any]
) -> None:
    page = tablet
    ivy = begins(page, house, owner)

    # The end comes near while the form of a note is open: the form says so.
    words = writes(page, house)
    told = form(page).get_by_role("alert")
    expect(told).to_contain_text("You will be signed out at")
    expect(told).to_contain_text("Finish and save what is open")
    expect(page.locator(".pk-kept")).to_contain_text("on the server")
    picture(page, "login-soon")
    assert axe_findings(page) == []

    # It ends. The form says until when it can be finished; nothing that anybody could read is open.
    time_passes(owner, ivy.pk, WARNING + SOON)
    words.fill("He told me about the choir")
    expect(told).to_contain_text("Your login has ended. Until ")
    expect(page.locator(".pk-kept")).to_contain_text("save it by")
    picture(page, "login-finish")
    assert axe_findings(page) == []
    refused(page, house)

    # She signs what was open.
    page.get_by_role("button", name="Save for").tap()
    expect(page.locator("kith-recent .pk-row")).to_have_attribute("data-state", "sent")
    assert signed(owner, ivy) == ["He told me about the choir"]

    # Nothing new is begun on the page that is still there.
    page.locator("[data-kind=drink]").first.tap()
    expect(form(page)).to_have_count(0)
    expect(page.locator(".kith-session")).to_contain_text("Nothing else opens any more")
    picture(page, "login-finished")
    refused(page, house)


def test_after_half_an_hour_it_is_over_and_what_was_typed_is_told_not_lost(
    tablet: Page, house: House, owner: psycopg.Connection[Any]
) -> None:
    page = tablet
    ivy = begins(page, house, owner)
    words = writes(page, house)
    expect(page.locator(".pk-kept")).to_contain_text("on the server")
    time_passes(owner, ivy.pk, WARNING + SOON)
    words.fill("He told me about the choir")
    told = form(page).get_by_role("alert")
    expect(told).to_contain_text("Your login has ended. Until ")
    time_passes(owner, ivy.pk, HALF_AN_HOUR)

    words.fill("He told me about the choir and his brother")
    expect(told).to_contain_text("show it to whoever leads the shift")
    expect(page.locator(".pk-kept")).to_contain_text("can no longer be saved")
    picture(page, "login-over")
    assert axe_findings(page) == []
    page.get_by_role("button", name="Save for").tap()
    row = page.locator("kith-recent .pk-row")
    expect(row).to_contain_text("He told me about the choir and his brother")  # still there to be shown
    expect(row).to_contain_text("Not sent. Show it to whoever leads the shift")
    picture(page, "login-over-saved")
    assert signed(owner, ivy) == []
    refused(page, house)


def signed(owner: psycopg.Connection[Any], worker: Account) -> list[str]:
    """The notes that stand in the record under this worker's name and session."""
    rows = owner.execute(
        "select v.body from version v join session s on s.number = v.session"
        " where v.author = %s and s.account = %s and v.type = 96", (worker.staff_id, worker.pk),
    )  # fmt: skip
    found = [DailyEntry.from_fhir(exact.loads(body)) for (body,) in rows.fetchall()]
    return [each.answers.get("text") or each.note for each in found]
