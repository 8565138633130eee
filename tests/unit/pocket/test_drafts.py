"""The entry being typed is kept while it is typed."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support.waiting import until
from tests.unit.pocket.standin import MRS_WHITE, Standin
from tests.unit.pocket.test_recorder import open_sheet, save

pytestmark = pytest.mark.browser
WORDS = "In their words"


def write(page: Page, words: str) -> None:
    open_sheet(page, "everything")
    page.get_by_role("textbox", name=WORDS).fill(words)
    expect(page.locator(".pk-kept")).to_contain_text("Draft kept")


def ready(tablet: Callable[[], Page], address: str) -> Page:
    page = tablet()
    page.goto(address)
    page.locator("kith-state[data-look=good]").wait_for()
    return page


def test_a_draft_comes_back_on_the_same_device(
    page: Page, server: Standin, tablet: Callable[[], Page]
) -> None:
    write(page, "He sang all morning.")
    page.close()
    server.drafts.clear()  # from the device alone
    again = ready(tablet, server.page())
    again.locator("[data-draft]").get_by_role("button", name="Go on").click()
    expect(again.get_by_role("textbox", name=WORDS)).to_have_value("He sang all morning.")


def test_a_draft_comes_back_on_another_device(page: Page, server: Standin, chromium: object) -> None:
    write(page, "He sang all morning.")
    until(lambda: server.drafts, "the server has the draft within five seconds", seconds=5)
    context = page.context.browser.new_context()  # type: ignore[union-attr]  # this fixture's context has a browser
    other = context.new_page()
    other.goto(server.page())
    other.locator("[data-draft]").get_by_role("button", name="Go on").click()
    expect(other.get_by_role("textbox", name=WORDS)).to_have_value("He sang all morning.")
    context.close()


def test_a_draft_is_offered_only_for_its_person(
    page: Page, server: Standin, tablet: Callable[[], Page]
) -> None:
    write(page, "He sang all morning.")
    page.close()
    other = ready(tablet, server.page(patient=MRS_WHITE, person="Mrs White"))
    expect(other.locator("[data-draft]")).to_have_count(0)
    own = ready(tablet, server.page())
    expect(own.locator("[data-draft]")).to_have_count(1)


def test_saving_ends_the_draft_everywhere(page: Page, server: Standin, tablet: Callable[[], Page]) -> None:
    write(page, "He sang all morning.")
    until(lambda: server.drafts, "the server has the draft", seconds=5)
    save(page)
    until(lambda: not server.drafts, "the server has dropped the draft")
    again = ready(tablet, server.page())
    expect(again.locator("[data-draft]")).to_have_count(0)


def test_a_draft_can_be_thrown_away(page: Page, server: Standin, tablet: Callable[[], Page]) -> None:
    write(page, "He sang all morning.")
    page.keyboard.press("Escape")
    page.locator("[data-draft]").get_by_role("button", name="Throw away").click()
    expect(page.locator("[data-draft]")).to_have_count(0)
    until(lambda: not server.drafts, "the server has dropped the draft")


def test_typing_goes_on_being_kept_when_signed_out(
    page: Page, server: Standin, tablet: Callable[[], Page]
) -> None:
    write(page, "Before.")
    server.account = None
    page.get_by_role("textbox", name=WORDS).fill("Before. After.")
    expect(page.locator(".pk-kept")).to_contain_text("You are signed out", timeout=8_000)
    page.close()
    server.account = "eliza"
    again = ready(tablet, server.page())
    again.locator("[data-draft]").get_by_role("button", name="Go on").click()
    expect(again.get_by_role("textbox", name=WORDS)).to_have_value("Before. After.")


def test_now_in_a_draft_stays_the_time_it_was_meant(page: Page) -> None:
    open_sheet(page, "drink")
    page.get_by_role("button", name="Cup, drank all").click()
    page.get_by_role("radio", name="15 min ago").check()
    meant = page.locator("kith-when p").first.text_content()
    page.keyboard.press("Escape")
    page.locator("[data-draft]").get_by_role("button", name="Go on").click()
    expect(page.get_by_role("radio", name="Pick a time")).to_be_checked()
    expect(page.locator("kith-when p").first).to_have_text(str(meant))
