"""Every state of the components: nothing for axe, large enough to touch, readable at twice the size."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import axe_findings
from tests.unit.pocket.standin import Standin
from tests.unit.pocket.test_recorder import open_sheet, save

pytestmark = pytest.mark.browser

SMALL = """() => [...document.querySelectorAll("button, a, input, textarea")].flatMap((node) => {
  const tile = node.matches(".pk-option input, .pk-chip input");
  const { width, height } = (tile ? node.parentElement : node).getBoundingClientRect();
  const small = width && (width < 44 || height < 44);
  return small ? [`${node.outerHTML.slice(0, 120)} ${width}x${height}`] : [];
})"""
WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def tiles(page: Page, server: Standin) -> None:
    expect(page.locator(".pk-tile").first).to_be_visible()


def a_drink(page: Page, server: Standin) -> None:
    open_sheet(page, "drink")
    page.get_by_role("button", name="Cup, drank all").click()


def every_part(page: Page, server: Standin) -> None:
    open_sheet(page, "everything")
    page.get_by_role("radio", name="Something else").check()
    page.get_by_role("radio", name="Pick a time").check()


def errors(page: Page, server: Standin) -> None:
    open_sheet(page, "weight")
    save(page)
    expect(page.locator(".pk-problems")).to_be_visible()


def doubts(page: Page, server: Standin) -> None:
    open_sheet(page, "weight")
    page.get_by_role("textbox", name="Weight").fill("190")
    save(page)
    expect(page.locator("[id$=-caution]")).to_be_visible()


def saved(page: Page, server: Standin) -> None:
    a_drink(page, server)
    save(page)
    expect(page.locator("kith-recent .pk-row")).to_have_attribute("data-state", "sent")


def drafts(page: Page, server: Standin) -> None:
    a_drink(page, server)
    page.keyboard.press("Escape")
    expect(page.locator("[data-draft]")).to_be_visible()


def signed_out(page: Page, server: Standin) -> None:
    server.account = None
    a_drink(page, server)
    save(page)
    expect(page.locator("kith-state")).to_contain_text("You are signed out")


def needs(page: Page, server: Standin) -> None:
    server.answers = [[422, {"errors": [{"part": "taken", "message": "He is nil by mouth."}]}]]
    a_drink(page, server)
    save(page)
    expect(page.locator("kith-needs")).to_contain_text("nil by mouth")


def conflict(page: Page, server: Standin) -> None:
    server.answers = [[412, {"current": {"version": 2, "answers": {"taken": "100"}}}]]
    a_drink(page, server)
    save(page)
    page.get_by_role("button", name="Choose").click()
    expect(page.get_by_role("dialog")).to_be_visible()


def nothing_found(page: Page, server: Standin) -> None:
    page.get_by_role("searchbox").fill("zeppelin")
    expect(page.locator(".pk-tiles-all")).to_contain_text("Nothing is called that")


STATES = [
    tiles,
    a_drink,
    every_part,
    errors,
    doubts,
    saved,
    drafts,
    signed_out,
    needs,
    conflict,
    nothing_found,
]


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_nothing_for_axe_and_large_enough_to_touch(
    tablet: Callable[[], Page], server: Standin, state: Callable[[Page, Standin], None]
) -> None:
    page = tablet()
    page.emulate_media(reduced_motion="reduce")  # colours half way through a change are nobody's choice
    page.goto(server.page())
    page.locator("kith-state[data-look=good]").wait_for()
    state(page, server)
    assert axe_findings(page) == []
    assert page.evaluate(SMALL) == []
    page.locator("html").evaluate("html => html.setAttribute('data-look', 'night')")
    assert axe_findings(page) == []


@pytest.mark.parametrize("state", [tiles, a_drink, every_part, errors], ids=lambda state: state.__name__)
def test_words_twice_as_large_break_nothing(
    tablet: Callable[[], Page], server: Standin, state: Callable[[Page, Standin], None]
) -> None:
    page = tablet()
    page.goto(server.page())
    page.locator("kith-state[data-look=good]").wait_for()
    page.locator("html").evaluate("html => { html.style.fontSize = '200%'; }")
    state(page, server)
    assert page.evaluate(WIDE) <= 0
    cut = page.evaluate(
        """() => [...document.querySelectorAll("button, label, .pk-tile, h2, p")].filter((node) =>
             node.clientWidth && node.scrollWidth > node.clientWidth + 1
           ).map((node) => node.outerHTML.slice(0, 150))"""
    )
    assert cut == []


def test_motion_is_left_out_for_those_who_ask(tablet: Callable[[], Page], server: Standin) -> None:
    page = tablet()
    page.emulate_media(reduced_motion="reduce")
    page.goto(server.page())
    open_sheet(page, "drink")
    assert page.locator("dialog").evaluate("dialog => getComputedStyle(dialog).animationName") == "none"
