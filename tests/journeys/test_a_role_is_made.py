"""A manager makes a role in a few minutes, at a phone and without scripts, and somebody works in it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import PHONE, axe_findings, browser
from tests.support.live import LiveKith
from tests.support.lived_in import lived_in, session_cookie

pytestmark = pytest.mark.browser


@pytest.fixture
def manager(live_kith: LiveKith) -> Iterator[Page]:
    """Margaret's phone, which runs no scripts of ours."""
    cookie = session_cookie(lived_in().manager)
    with browser() as started:
        context = started.new_context(**PHONE, java_script_enabled=False)
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_kith.url}])
        page = context.new_page()
        page.goto(f"{live_kith.url}/staff/")
        yield page
        context.close()


def test_a_role_is_made_on_a_screen_changed_and_ended(manager: Page) -> None:
    page = manager
    page.get_by_role("link", name="Roles: who may see what").click()
    page.get_by_role("link", name="Make a role").click()
    page.get_by_label("Care worker", exact=True).check()
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("What is the role called?").fill("Weekend helper")
    page.get_by_role("group", name="Money").get_by_label("See").select_option("In short")
    page.get_by_role("group", name="Medicines").get_by_label("See").select_option("Nothing")
    page.get_by_role("button", name="See what changes").click()
    expect(page.get_by_text("See “Money”: in short (as Care worker: nothing)")).to_be_visible()
    expect(page.get_by_text("Change “Medicines”: nothing (as Care worker: in detail)")).to_be_visible()
    page.get_by_role("button", name="Go back and change it").click()
    expect(page.get_by_role("group", name="Money").get_by_label("See")).to_have_value("summary")
    page.get_by_role("button", name="See what changes").click()
    page.get_by_role("button", name="Make this role").click()
    expect(page.get_by_role("heading", name="Weekend helper")).to_be_visible()
    page.get_by_role("link", name="Take somebody on in it").click()
    expect(page.get_by_label("Weekend helper")).to_be_visible()
    page.go_back()
    page.get_by_role("link", name="Change this role").click()
    page.get_by_role("group", name="Money").get_by_label("See").select_option("Nothing")
    page.get_by_role("button", name="See what changes").click()
    page.get_by_role("button", name="Change the role").click()
    page.get_by_text("What was changed, and when").click()
    expect(page.get_by_text("See “Money”: nothing (before: in short)")).to_be_visible()
    page.get_by_text("End this role").click()
    page.get_by_role("button", name="End it now").click()
    expect(page.get_by_text(re.compile("Nobody works in it, and it opens nothing"))).to_be_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_what_changes_is_said_so_that_everybody_can_read_it(live_kith: LiveKith, width: int) -> None:
    cookie = session_cookie(lived_in().manager)
    with browser() as started:
        page = started.new_page(viewport={"width": width, "height": 844})
        page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_kith.url}])
        page.goto(f"{live_kith.url}/roles/new/?from=nurse")
        page.get_by_role("button", name="See what changes").click()
        expect(page.get_by_role("alert")).to_contain_text("Write what the role is called.")
        assert axe_findings(page) == []
        page.get_by_label("What is the role called?").fill("Night nurse")
        page.get_by_role("group", name="Money").get_by_label("See").select_option("In short")
        page.get_by_role("group", name="Documents").get_by_label("Record").select_option("Nothing")
        page.get_by_role("button", name="See what changes").click()
        expect(page.get_by_role("heading", name="More than Nurse")).to_be_visible()
        assert axe_findings(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
