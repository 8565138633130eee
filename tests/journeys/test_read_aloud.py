"""A carer reads Mr Green his own day aloud: sentence by sentence, with what is read marked, and stopped at a tap."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import phones
from tests.support.live import LiveKith
from tests.support.lived_in import LivedIn, lived_in, session_cookie

pytestmark = pytest.mark.browser

VOICE = """() => {
  window.heard = [];
  speechSynthesis.speak = (said) => { window.heard.push(said.text); said.onstart?.(); window.ended = () => said.onend?.(); };
}"""
"""A voice of the browser's that ends each sentence when it is told to: machines that test have none."""


@pytest.fixture(scope="module")
def house(live_kith: LiveKith) -> LivedIn:
    return lived_in()


@pytest.fixture(scope="module")
def cookie(house: LivedIn) -> str:
    return session_cookie(house.worker)


@pytest.fixture
def page(live_kith: LiveKith, cookie: str) -> Iterator[Page]:
    with phones(live_kith.url, cookie) as (only,):
        yield only


def test_it_is_read_sentence_by_sentence_and_stops_at_a_tap(
    page: Page, house: LivedIn, live_kith: LiveKith
) -> None:
    page.goto(f"{live_kith.url}/people/{house.green.id}/")
    page.get_by_role("link", name="Day before").tap()
    page.get_by_role("link", name="As told to").tap()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Walter’s day")
    page.evaluate(VOICE)
    page.get_by_role("button", name="Read it aloud").tap()
    expect(page.locator("[data-reading]")).to_have_text("In the morning")
    page.evaluate("window.ended()")
    expect(page.locator("[data-reading]")).to_contain_text("You woke up")
    assert page.evaluate("window.heard")[0] == "In the morning"
    page.get_by_role("button", name="Stop reading").tap()
    expect(page.locator("[data-reading]")).to_have_count(0)
    expect(page.get_by_role("button", name="Read it aloud")).to_be_visible()
