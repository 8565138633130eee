"""A carer writes of a neighbour in Walter's record, and the manager sees it before Walter's daughter would."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.browser import axe_findings, phones
from tests.support.homes import as_owner
from tests.support.live import LiveKith
from tests.support.lived_in import session_cookie
from tests.support.sharing import both

pytestmark = pytest.mark.browser
WORDS = "Ahmed told Walter that he owes the bank money. Walter was kind to him."


def test_what_tells_of_somebody_else_is_seen_before_it_is_opened(live_kith: LiveKith) -> None:
    with as_owner():
        known = both()
        known.house.person("Khan", "Ahmed")
        ben_ = known.house.worker("care_worker", "Ben Stone")
    walter, url = f"/people/{known.walter.id}", live_kith.url
    cookies = [session_cookie(each) for each in (ben_, known.manager)]
    with phones(url, *cookies, "nobody") as (ben, margaret, karen):
        # Ben writes it down; the sheet says that it tells of somebody else, and lets him save it.
        ben.goto(f"{url}{walter}/record/?kind=note")
        sheet = ben.get_by_role("dialog")
        sheet.get_by_role("textbox").first.fill(WORDS)
        expect(sheet.get_by_text("This may tell of somebody else: Ahmed.")).to_be_visible()
        assert axe_findings(ben) == []
        sheet.get_by_role("button", name=re.compile("Save for")).tap()
        expect(sheet).to_have_count(0)
        expect(ben.locator("kith-recent .pk-row")).to_have_attribute("data-state", "sent")

        # Walter wants Karen to read his day. The manager looks through what she will see.
        margaret.goto(f"{url}{walter}/reading/")
        margaret.get_by_label("The person chose them").check()
        margaret.get_by_role("textbox", name="Their name").fill("Karen Green")
        margaret.get_by_label("What you saw or heard").fill("Walter said so, alone with me")
        for part in ("Their name, address", "Their day"):
            margaret.get_by_role("checkbox", name=part).check()
        margaret.get_by_label("Until it is taken back").check()
        margaret.get_by_role("button", name="Next: look at what they will see").tap()
        expect(margaret.get_by_role("heading", name="What Karen Green will see")).to_be_visible()
        expect(margaret.get_by_text("A help, not a guarantee. Read it yourself too.")).to_be_visible()
        expect(margaret.locator(".kith-would mark")).to_have_text("Ahmed")
        assert axe_findings(margaret) == []
        margaret.set_viewport_size({"width": 320, "height": 800})
        assert margaret.evaluate("document.documentElement.scrollWidth <= innerWidth")

        # She keeps the note to those who may know such things, in a tab of its own.
        with margaret.context.expect_page() as opened:
            margaret.get_by_role("link", name=re.compile("Keep it back")).tap()
        tab = opened.value
        expect(tab.get_by_text("At Rosewood House: manager.")).to_be_visible()
        assert axe_findings(tab) == []
        tab.get_by_role("button", name="It tells of somebody else").tap()
        expect(tab.get_by_role("heading", name="Does it tell of somebody else?")).to_be_visible()
        tab.close()

        # Looked at again it is gone, and so Karen never reads it.
        margaret.get_by_role("button", name="Look again").tap()
        expect(margaret.get_by_role("heading", name="Nothing in words")).to_be_visible()
        margaret.get_by_role("button", name="Give them a sign-in").tap()
        expect(margaret.get_by_role("heading", name="Hand this over now")).to_be_visible()
        username, password = margaret.locator("code").all_inner_texts()
        karen.goto(f"{url}/sign-in")
        karen.get_by_label("User name").fill(username)
        karen.get_by_label("Password", exact=True).fill(password)
        karen.get_by_role("button", name="Sign in", exact=True).tap()
        expect(karen.get_by_role("heading", name="Walter’s day")).to_be_visible()
        expect(karen.get_by_text("Ahmed")).to_have_count(0)
