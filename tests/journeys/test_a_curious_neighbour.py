"""A worker who lives next door looks at Mr Green on a day off; the manager finds it on a phone and sees what was opened."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from kith.directory.models import Account, KnownPatient
from tests.support.browser import axe_findings, browser, signed_in_phone
from tests.support.homes import as_owner, home
from tests.support.live import LiveKith
from tests.support.lived_in import session_cookie

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def cast(live_kith: LiveKith) -> tuple[KnownPatient, Account, Account]:
    with as_owner():
        place = home("Willow House")
        walter = place.person("Green", "Walter")
        return walter, place.worker("care_worker", "Colin Reed"), place.worker("manager", "Margaret Boateng")


@pytest.fixture(scope="module")
def cookies(cast: tuple[KnownPatient, Account, Account]) -> tuple[str, str]:
    return session_cookie(cast[1]), session_cookie(cast[2])


@pytest.fixture(scope="module")
def chromium(cookies: tuple[str, str]) -> Iterator[Browser]:
    """Begun last: while it runs, this thread's Django may not speak to the database."""
    with browser() as started:
        yield started


def test_a_look_on_a_day_off_is_found(
    chromium: Browser,
    live_kith: LiveKith,
    cast: tuple[KnownPatient, Account, Account],
    cookies: tuple[str, str],
) -> None:
    neighbour = signed_in_phone(chromium, live_kith.url, cookies[0]).new_page()
    neighbour.goto(live_kith.url)
    neighbour.get_by_role("link", name="Walter Green").first.tap()
    expect(neighbour.get_by_role("heading", name="What matters first")).to_be_visible()
    neighbour.goto(f"{live_kith.url}/looks/unusual/")
    expect(neighbour.get_by_role("heading", name="Looks to ask about")).to_have_count(0)

    manager = signed_in_phone(chromium, live_kith.url, cookies[1]).new_page()
    manager.goto(f"{live_kith.url}/staff/")
    manager.get_by_role("link", name="Looks to ask about").tap()
    expect(manager.get_by_role("heading", name="Colin Reed looked at Walter Green")).to_be_visible()
    expect(manager.get_by_text("They recorded nothing for 6 hours before and after.")).to_be_visible()
    assert axe_findings(manager) == []
    manager.get_by_role("link", name="Who looked at Walter").tap()
    expect(manager.get_by_role("main")).to_contain_text("Colin Reed")
    expect(manager.get_by_role("main")).to_contain_text("unusual looks")
