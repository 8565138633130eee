"""A new tablet meets Kith: the plain page is read, the fingerprint compared, the certificate taken."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from kith.catalogue.readability import HIGHEST_AGE, reading_age
from kith.ops.authority import Own, own
from kith.ops.postgres import LauncherError
from kith.ops.serving import refuse_taken
from kith.ops.trust.told import Trust
from tests.journeys.test_screens import SMALL, TARGET
from tests.support.browser import axe_findings, browser
from tests.support.live import HOST, free_port
from tests.support.waiting import until

pytestmark = pytest.mark.browser

NAME = "kith.home.example"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Own:
    return own(NAME, tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def address(authority: Own) -> Iterator[str]:
    """The trust page as its own process serves it."""
    kept, port = dict(os.environ), free_port()
    try:
        Trust(authority, HOST, port, f"https://{NAME}:8000").tell(authority.key.parent)
        server = subprocess.Popen([sys.executable, "-m", "kith.ops.trust.server"], stdin=subprocess.DEVNULL)
    finally:
        os.environ.clear()
        os.environ.update(kept)
    try:
        until(lambda: _taken(port), "the page is there", seconds=60)
        yield f"http://{HOST}:{port}/"
    finally:
        server.terminate()
        server.wait(30)


def _taken(port: int) -> bool:
    try:
        refuse_taken(HOST, port)
    except LauncherError:
        return True
    return False


@pytest.fixture(scope="module")
def chromium(address: str) -> Iterator[Browser]:
    with browser() as started:
        yield started


def opened(chromium: Browser, address: str, width: int, *, night: bool = False) -> Page:
    scheme = "dark" if night else "light"
    context = chromium.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)
    page = context.new_page()
    page.goto(address)
    return page


def test_a_tablet_is_told_what_to_compare_and_takes_the_certificate(
    chromium: Browser, address: str, authority: Own
) -> None:
    page = opened(chromium, address, 390)
    expect(page.get_by_text(authority.fingerprint)).to_be_visible()
    page.get_by_text("Android", exact=True).click()
    expect(page.get_by_text("Install anyway")).to_be_visible()
    with page.expect_download() as taken:
        page.get_by_role("link", name="Get the certificate").click()
    assert Path(taken.value.path()).read_bytes() == authority.root
    assert taken.value.suggested_filename == "kith.crt"
    expect(page.get_by_role("link", name=f"Open https://{NAME}:8000")).to_be_visible()
    expect(page.get_by_role("img", name="QR code")).to_be_visible()
    page.context.close()


@pytest.mark.parametrize(("width", "night"), [(390, False), (1280, True)])
def test_the_page_is_accessible_and_easy_to_read(
    chromium: Browser, address: str, width: int, night: bool
) -> None:
    page = opened(chromium, address, width, night=night)
    assert axe_findings(page) == []
    assert page.evaluate(SMALL, TARGET) == []
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    words = "\n".join(page.locator("main p:not(.pairs), main li").all_inner_texts())
    assert reading_age(words) <= HIGHEST_AGE
    page.context.close()
