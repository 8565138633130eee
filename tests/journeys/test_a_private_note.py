"""Walter tells a care worker how low he feels. The sheet says who will read it, and only they do."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.browser import axe_findings, phones
from tests.support.homes import as_owner
from tests.support.live import LiveKith
from tests.support.lived_in import session_cookie
from tests.support.sharing import agree, both

pytestmark = pytest.mark.browser
WORDS = "He told me how low he has felt since the funeral"


def test_what_is_private_is_told_to_those_who_may_know_it(live_kith: LiveKith) -> None:
    with as_owner():
        known = both()
        agree(known.house, known.surgery)
        ben, colleague, nurse = (known.house.worker(role) for role in ("care_worker", "care_worker", "nurse"))
    walter = f"{live_kith.url}/people/{known.walter.id}/"
    cookies = [session_cookie(each) for each in (ben, colleague, nurse)]
    with phones(live_kith.url, *cookies) as (writes, other, reads):
        writes.goto(f"{walter}record/?kind=note")
        sheet = writes.get_by_role("dialog")
        expect(sheet.get_by_text("Everybody who cares for Walter at Rosewood House.")).to_be_visible()
        expect(sheet.get_by_text("As agreed: Mill Lane Surgery Ltd.")).to_be_visible()
        sheet.get_by_text("Is it more private?").tap()
        assert axe_findings(writes) == []
        sheet.get_by_label("How they feel, or their mental health").check(force=True)
        expect(sheet.get_by_text("You cannot read it again yourself.")).to_be_visible()
        expect(sheet.get_by_text("Everybody who cares for Walter")).to_have_count(0)
        sheet.get_by_role("textbox").first.fill(WORDS)
        sheet.get_by_role("button", name=re.compile("Save for")).tap()
        expect(sheet).to_have_count(0)
        expect(writes.locator("kith-recent .pk-row")).to_have_attribute("data-state", "sent")

        reads.goto(walter)
        expect(reads.get_by_text(WORDS)).to_be_visible()
        other.goto(walter)
        expect(other.get_by_role("heading").first).to_be_visible()
        expect(other.get_by_text(WORDS)).to_have_count(0)
