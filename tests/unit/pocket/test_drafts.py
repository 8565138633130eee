"""The entry being typed is kept while it is typed."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support.waiting import until
from tests.unit.pocket.standin import MRS_WHITE, Standin
from tests.unit.pocket.test_recorder import open_sheet, save

pytestmark = pytest.mark.browser
WORDS = "In their words"
# The definitions come after the key has come and before it is open: a page then knows whose it is, and no more.
SLOW_KEY = """
const open = crypto.subtle.importKey.bind(crypto.subtle), ask = window.fetch.bind(window);
let opening;
const begun = new Promise((go) => (opening = go));
const drawn = () => new Promise((go) => {
  const look = () => document.querySelector(".pk-tile") ? setTimeout(go, 300) : requestAnimationFrame(look);
  look();
});
crypto.subtle.importKey = async (...what) => {
  opening();
  await drawn();
  return open(...what);
};
window.fetch = async (where, ...how) => {
  if (String(where).includes("definitions")) await begun;
  return ask(where, ...how);
};
"""
FULL_DISK = """() => {
  IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); };
}"""


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


def test_a_draft_comes_back_where_the_key_is_slow_to_open(
    page: Page, server: Standin, tablet: Callable[[], Page]
) -> None:
    write(page, "He sang all morning.")
    page.close()
    server.drafts.clear()  # from the device alone
    again = tablet()
    again.add_init_script(SLOW_KEY)
    again.goto(server.page())
    expect(again.locator("[data-draft]")).to_have_count(1)


def test_a_draft_that_the_disk_refuses_is_not_said_to_be_kept(page: Page, server: Standin) -> None:
    page.evaluate(FULL_DISK)
    open_sheet(page, "everything")
    page.get_by_role("textbox", name=WORDS).fill("He sang all morning.")
    until(lambda: server.drafts, "the server has the draft", seconds=8)
    expect(page.locator(".pk-kept")).to_have_text("Draft kept on the server")


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
