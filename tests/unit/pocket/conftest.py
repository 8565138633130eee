"""A browser for the components, and a stand-in for their server."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.support.browser import PHONE, browser
from tests.unit.pocket.standin import Standin, standin


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for the module; each test has contexts of its own."""
    with browser() as started:
        yield started


@pytest.fixture
def server() -> Iterator[Standin]:
    with standin() as started:
        yield started


@pytest.fixture
def tablet(chromium: Browser, server: Standin) -> Iterator[Callable[[], Page]]:
    """Opens pages of one tablet: one browser profile. A fault in our scripts fails the test."""
    context = chromium.new_context(**PHONE)
    context.set_default_timeout(30_000)
    faults: list[str] = []

    def open_page() -> Page:
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        return page

    yield open_page
    context.close()
    assert not faults


@pytest.fixture
def page(tablet: Callable[[], Page], server: Standin) -> Page:
    """The recording page of Mr Green, ready."""
    opened = tablet()
    opened.goto(server.page())
    opened.locator("kith-state[data-look=good]").wait_for()
    return opened
