"""An agency worker reads who somebody is, changes a fact where she reads it, and sees it changed, with source and day."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from kith.access import gate
from kith.directory.models import Account, KnownPatient
from tests.support.browser import browser, signed_in_phone
from tests.support.facts import fact
from tests.support.homes import as_owner, home, signed_in
from tests.support.live import LiveKith
from tests.support.lived_in import session_cookie

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class House:
    """Mr Green's home, in which nobody has asked what calms him beyond one word."""

    green: KnownPatient
    eliza: Account


@pytest.fixture(scope="module")
def house(live_kith: LiveKith) -> House:
    with as_owner():
        place = home("Willow House")
        green = place.person("Green", "Walter")
        eva, eliza = place.worker("nurse", "Eva Lindqvist"), place.worker("agency_care_worker", "Eliza Marsh")
    with signed_in(eva) as viewer:
        record = gate.open_to_write(viewer, green.id)
        for kind in ("calms", "moving"):
            record.add(fact(kind, by=viewer.practitioner, patient=green.id))
    return House(green, eliza)


@pytest.fixture(scope="module")
def cookie(house: House) -> str:
    return session_cookie(house.eliza)


@pytest.fixture(scope="module")
def chromium(cookie: str) -> Iterator[Browser]:
    """Begun last: while it runs, this thread's Django may not speak to the database."""
    with browser() as started:
        yield started


@pytest.fixture
def phone(chromium: Browser, live_kith: LiveKith, cookie: str) -> Iterator[Page]:
    context = signed_in_phone(chromium, live_kith.url, cookie)
    faults: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    context.close()
    assert not faults


def saved(phone: Page) -> None:
    expect(phone.locator("kith-recent .pk-row")).to_have_attribute("data-state", "sent", timeout=60_000)


def test_a_fact_is_changed_where_it_is_read(phone: Page, live_kith: LiveKith, house: House) -> None:
    # From who is here, one tap leads to the summary; the gaps are stated.
    phone.goto(live_kith.url)
    phone.get_by_role("link", name="Walter Green").first.tap()
    talking = phone.get_by_role("region", name="Talking, and what calms or frightens")
    expect(talking).to_contain_text("Calms: Singing")
    expect(talking).to_contain_text("Family or friend, known since 1 Nov 2026")
    expect(phone.get_by_role("region", name="Skin and toilet")).to_contain_text("Not recorded")

    # What she may not change offers no way to; what she may is opened with what is held.
    expect(
        phone.get_by_role("region", name="Moving", exact=True).get_by_role("link", name="Change")
    ).to_have_count(0)
    talking.get_by_role("link", name="Change What calms and what frightens").tap()
    sheet = phone.get_by_role("dialog")
    field = sheet.get_by_role("textbox", name="What calms them?")
    expect(field).to_have_value("Singing")
    expect(sheet.get_by_role("radio", name="Today")).to_be_checked()

    # A change needs a reason; both versions are kept.
    field.fill("Singing Danny Boy with him")
    sheet.get_by_role("radio", name="Staff saw it").check()
    sheet.get_by_role("button", name="Save for").tap()
    expect(sheet.get_by_role("alert")).to_contain_text("why you are changing it")
    sheet.get_by_role("textbox", name="Why are you changing it?").fill("He asked for it by name.")
    sheet.get_by_role("button", name="Save for").tap()
    saved(phone)

    # Back where she read it, it is changed, with its source, its day and her name.
    phone.get_by_role("link", name="Done").tap()
    expect(talking).to_contain_text("Calms: Singing Danny Boy with him")
    expect(talking).to_contain_text("Staff saw it, known since")
    expect(talking).to_contain_text("recorded by Eliza Marsh")
    talking.get_by_role("link", name="its history").first.tap()
    expect(phone.get_by_role("main")).to_contain_text("Why: He asked for it by name.")
    phone.get_by_role("link", name="Back to the summary").tap()
    expect(talking).to_contain_text("Danny Boy")


def test_a_gap_is_filled_and_changed_again_on_one_page(
    phone: Page, live_kith: LiveKith, house: House
) -> None:
    phone.goto(f"{live_kith.url}/people/{house.green.id}/summary/")
    phone.get_by_role("region", name="What is usual").get_by_role("link", name="Record").tap()
    sheet = phone.get_by_role("dialog")
    sheet.get_by_role("radio", name="Not asked yet").check()
    expect(sheet.get_by_role("textbox", name="How awake and clear are they?")).to_be_hidden()
    sheet.get_by_role("button", name="Save for").tap()
    saved(phone)
    phone.locator("button[data-kind=usual]").tap()
    sheet.get_by_role("radio", name="It is known").check()
    sheet.get_by_role("textbox", name="How awake and clear are they?").fill("Wide awake")
    sheet.get_by_role("radio", name="The person").check()
    sheet.get_by_role("textbox", name="Why are you changing it?").fill("I asked him.")
    sheet.get_by_role("button", name="Save for").tap()
    expect(sheet).to_have_count(0)
    saved(phone)
    phone.get_by_role("link", name="Done").tap()
    expect(phone.get_by_role("region", name="What is usual")).to_contain_text("Wide awake")


def test_a_cpr_decision_is_copied_from_the_form_and_waits_for_a_second_person(
    phone: Page, live_kith: LiveKith, house: House
) -> None:
    phone.goto(f"{live_kith.url}/people/{house.green.id}/summary/")
    heart = phone.get_by_role("region", name="If their heart stops")
    expect(heart).to_contain_text("No decision recorded: attempt CPR")
    heart.get_by_role("link", name="Record CPR decision").tap()
    sheet = phone.get_by_role("dialog")
    sheet.get_by_role("radio", name="Do not attempt CPR").check()
    sheet.get_by_role("textbox", name="Who signed it?").fill("Dr A. Okonjo, GP")
    sheet.get_by_label("On which day was it signed?").fill("2026-02-11")
    sheet.get_by_label("Look at it again by").fill("2031-02-11")
    sheet.get_by_role("textbox", name="Where is the signed form?").fill("Red folder")
    sheet.get_by_role("radio", name="A signed paper").check()
    sheet.get_by_role("button", name="Save for").tap()
    saved(phone)
    phone.get_by_role("link", name="Done").tap()
    expect(heart).to_contain_text("Do not attempt CPR")
    expect(heart).to_contain_text("Entered by Eliza Marsh, not yet seen by a second person.")
    expect(heart).to_contain_text("Signed by: Dr A. Okonjo, GP, 11 February 2026")
    expect(heart).to_contain_text("Look at it again by: 11 February 2031")
    expect(heart.get_by_role("link", name="I have the signed form in my hand")).to_have_count(0)


def test_the_emergency_page_is_two_taps_from_who_is_here(
    phone: Page, live_kith: LiveKith, house: House
) -> None:
    phone.goto(live_kith.url)
    phone.get_by_role("link", name="Walter Green").first.tap()
    phone.get_by_role("link", name="Emergency page").tap()
    crew = phone.get_by_role("region", name="Who this is", exact=True)
    expect(crew).to_contain_text("Walter Green")
    expect(phone.get_by_role("region", name="If their heart stops")).to_contain_text("attempt CPR")
    expect(phone.get_by_role("button", name="Print this page")).to_be_visible()
