"""Somebody who is here today learns what they need in five minutes, and practises where nothing is kept."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from kith.web.learning.paths import lessons
from tests.support.browser import phones
from tests.support.counting import Hand
from tests.support.homes import as_owner, home
from tests.support.live import LiveKith
from tests.support.lived_in import session_cookie
from tests.support.proof import Proof

pytestmark = pytest.mark.browser
FIVE_MINUTES = 300.0
KEPT = """async () => {
  const store = await import("/static/pocket/store.js");
  return (await store.countAll("outbox")) + (await store.countAll("drafts"));
}"""
A_WORD = 60 / 180
"""Seconds to read a word of plain text."""


@pytest.fixture(scope="module")
def cookie(live_kith: LiveKith) -> str:
    with as_owner():
        worker = home("Maple House").worker("agency_care_worker", "Ivy Stone")
    return session_cookie(worker)


@pytest.fixture
def page(live_kith: LiveKith, cookie: str) -> Iterator[Page]:
    with phones(live_kith.url, cookie) as (only,):
        yield only


def test_the_path_takes_five_minutes_with_everything_read(
    page: Page, live_kith: LiveKith, proof: Proof
) -> None:
    path = next(each for each in lessons().paths if each.whom == "agency")
    hand, words = Hand(), 0
    page.goto(f"{live_kith.url}/learn/")
    hand.tap(page.get_by_role("link", name="Begin"))
    for step in path.steps:
        hand.arrive(lambda step=step: expect(page.get_by_role("heading", level=1)).to_have_text(step.title))
        right = next(each for each in step.answers if each.right)
        words += sum(
            len(text.split()) for text in (*step.says, step.asks, *(a.words for a in step.answers), right.why)
        )
        hand.tap(page.get_by_label(right.words, exact=True))
        hand.tap(page.get_by_role("button", name="Answer"))
        hand.wait(lambda: expect(page.get_by_role("link", name="Go on")).to_be_visible())
        hand.tap(page.get_by_role("link", name="Go on"))
    hand.arrive(lambda: expect(page.get_by_role("main")).to_contain_text("All learned"))
    needed = hand.counted + words * A_WORD
    proof.figure("five minutes for agency staff, counted time with reading", round(needed, 1), "s")
    assert needed < FIVE_MINUTES, f"{hand}, {words} words"


def test_practice_keeps_nothing_and_sends_nothing(page: Page, live_kith: LiveKith) -> None:
    sent: list[str] = []

    def heard(url: str) -> None:
        if "/pocket/entries" in url or "/pocket/drafts" in url:
            sent.append(url)

    page.on("request", lambda request: heard(request.url.replace("/static/pocket", "/static")))
    page.goto(f"{live_kith.url}/learn/practice/")
    expect(page.locator("kith-state")).to_contain_text("Practice: nothing is kept, nothing is sent.")
    page.locator("[data-kind=drink]").first.tap()
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("button", name="Cup of tea, drank all", exact=True).tap()
    sheet.get_by_role("button", name="Save for").tap()
    row = page.locator("kith-recent .pk-row")
    expect(row).to_have_attribute("data-state", "sent")
    row.get_by_role("button", name="Undo").tap()
    expect(row).to_have_count(0)
    page.locator("[data-kind=note]").first.tap()
    page.get_by_role("dialog").locator("textarea").first.fill("Half a thought")
    page.reload()
    expect(page.locator("kith-state")).to_contain_text("Practice")
    expect(page.locator("[data-draft]")).to_have_count(0)
    assert sent == []
    assert page.evaluate(KEPT) == 0
