"""The summary and the emergency page of everybody in the demonstration print on one sheet each."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from kith.care import demonstration
from kith.care.demonstration.residents import RESIDENTS
from kith.care.demonstration.staff import WILLOWS
from kith.directory.models import Account
from tests.support.browser import browser
from tests.support.demonstration import living_there
from tests.support.homes import as_owner
from tests.support.live import LiveKith
from tests.support.lived_in import session_cookie

pytestmark = pytest.mark.browser

SHEET = re.compile(rb"/Type\s*/Page[^s]")
ADDRESSES: list[str] = []


@pytest.fixture(scope="module")
def cookie(live_kith: LiveKith) -> str:
    """Eva's, to whom every part of the page is open: the longest that it gets."""
    with as_owner():
        demonstration.load_first()
        for each in RESIDENTS:
            if each.home == WILLOWS:
                ADDRESSES.append(str(living_there().get(family=each.family, given=each.given).id))
    return session_cookie(Account.objects.get(username="eva"))


@pytest.fixture(scope="module")
def chromium(cookie: str) -> Iterator[Browser]:
    """Begun last: while it runs, this thread's Django may not speak to the database."""
    with browser() as started:
        yield started


def test_one_sheet_each(chromium: Browser, live_kith: LiveKith, cookie: str) -> None:
    context = chromium.new_context(locale="en-GB")
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_kith.url}])
    page = context.new_page()
    assert len(ADDRESSES) == 6
    for patient in ADDRESSES:
        for name, heading in (("summary", "What matters first"), ("emergency", "For the crew")):
            page.goto(f"{live_kith.url}/people/{patient}/{name}/")
            page.get_by_role("heading", name=heading).wait_for()
            printed = page.pdf(format="A4", prefer_css_page_size=True)
            assert len(SHEET.findall(printed)) == 1, (patient, name)
    context.close()
