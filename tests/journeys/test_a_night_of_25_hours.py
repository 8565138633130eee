"""The night on which the clocks go back: five checks, two at half past one, written up in the morning and put right."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from kith.directory.models import KnownPatient
from tests.support.browser import phones
from tests.support.homes import as_owner, home
from tests.support.live import LiveKith
from tests.support.lived_in import person, session_cookie

pytestmark = pytest.mark.browser


def last_sunday_of_october(today: date) -> date:
    """The latest day on which the clocks went back, before today."""
    year = today.year if today > date(today.year, 10, 31) else today.year - 1
    end = date(year, 10, 31)
    return end - timedelta(days=(end.weekday() + 1) % 7)


SUNDAY = last_sunday_of_october(date.today())
SATURDAY = SUNDAY - timedelta(days=1)
CHECKS = (
    (SATURDAY, "23:30", False),
    (SUNDAY, "00:30", False),
    (SUNDAY, "01:30", False),
    (SUNDAY, "01:30", True),
    (SUNDAY, "02:30", False),
)


@dataclass(frozen=True)
class House:
    """Mr Green's home, and the cookie of who was on at night."""

    green: KnownPatient
    carer: str


@pytest.fixture(scope="module")
def house(live_kith: LiveKith) -> House:
    with as_owner():
        place = home("Linden House")
        green = person(place, "Green", "Walter", "Room 4")
        carer = place.worker("care_worker", "Eliza Marsh")
    return House(green, session_cookie(carer))


@pytest.fixture
def page(live_kith: LiveKith, house: House) -> Iterator[Page]:
    with phones(live_kith.url, house.carer) as (only,):
        yield only


def check(page: Page, day: date, clock: str, *, later: bool) -> None:
    """One check, with the time at which it was made."""
    page.locator("[data-kind=night-check]").first.tap()
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("radio", name="Asleep, not woken", exact=True).tap()
    sheet.get_by_label("Pick a time").tap()
    sheet.get_by_label("Day").first.fill(day.isoformat())
    sheet.get_by_label("Time", exact=True).first.fill(clock)
    if later:
        sheet.get_by_label("The second time").first.tap()
    sheet.get_by_role("button", name="Save for").tap()
    expect(sheet).to_have_count(0)


def test_every_check_stands_where_it_was_made_and_stays_there_when_it_is_put_right(
    page: Page, live_kith: LiveKith, house: House
) -> None:
    address = f"{live_kith.url}/people/{house.green.id}"
    page.goto(f"{address}/record/")
    page.locator("kith-state[data-look=good]").wait_for()
    for day, clock, later in CHECKS:
        check(page, day, clock, later=later)
    expect(page.locator("kith-recent .pk-row[data-state=sent]")).to_have_count(len(CHECKS))

    # The night belongs to Saturday; the hour that came twice says which it is, in the order in which it passed.
    page.goto(f"{address}/day/{SATURDAY.isoformat()}/")
    times = page.locator(".kith-entry time")
    expect(times).to_have_text(["23:30", "00:30", "01:30 BST", "01:30 GMT", "02:30"])

    # Words are added to the second one: it stays the second.
    page.locator(".kith-entry").filter(has_text="01:30 GMT").locator(".kith-entry__title").tap()
    page.get_by_role("link", name="Change or remove").tap()
    page.get_by_role("button", name="Put this right").tap()
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_label("The second time").first).to_be_checked()
    sheet.get_by_label("Why are you changing it?").fill("Forgot the pillow")
    sheet.get_by_label("Anything else?").fill("Pillow turned")
    sheet.get_by_role("button", name="Save for").tap()
    expect(page.locator("kith-recent .pk-row")).to_have_attribute("data-state", "sent")
    page.goto(f"{address}/day/{SATURDAY.isoformat()}/")
    expect(times).to_have_text(["23:30", "00:30", "01:30 BST", "01:30 GMT", "02:30"])
    expect(page.locator(".kith-entry").filter(has_text="01:30 GMT")).to_contain_text("Pillow turned")
