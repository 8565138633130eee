"""A nurse asks the council to help, a social worker reads; it is taken back, and her next click says so."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.browser import axe_findings, phones
from tests.support.homes import as_owner
from tests.support.live import LiveKith
from tests.support.lived_in import session_cookie
from tests.support.sharing_cast import cast

pytestmark = pytest.mark.browser

WHY = "He would like to go to his bowls club again."


def test_asking_opens_what_was_said_and_taking_back_closes_it(live_kith: LiveKith) -> None:
    play = cast({"Hannah Cole": "social_worker"})
    with as_owner():
        eva = session_cookie(play.known.house.worker("nurse", "Eva Ash"))
    with phones(live_kith.url, eva, play.cookies["Hannah"]) as (nurse, hannah):
        hannah.goto(live_kith.url)
        expect(hannah.get_by_role("link", name="Asked to help")).to_have_count(0)

        nurse.goto(f"{live_kith.url}/people/{play.walter}/summary/")
        nurse.get_by_role("link", name="Who else helps Walter").tap()
        expect(nurse.get_by_role("heading", name="Who else helps Walter")).to_be_visible()
        assert axe_findings(nurse) == []
        nurse.get_by_role("link", name="Ask another service to help").tap()
        nurse.get_by_label("Find a service").fill("corn")
        nurse.get_by_label("Corner House Services").check()
        nurse.get_by_label("Why? In a sentence").fill(WHY)
        assert axe_findings(nurse) == []
        nurse.get_by_role("button", name="See what they will see").tap()
        expect(nurse.get_by_text("Corner House Services will see:")).to_be_visible()
        expect(nurse.get_by_text("“Care of people in care homes”")).to_be_visible()
        expect(nurse.get_by_text("Their needs and plans")).to_be_visible()
        assert axe_findings(nurse) == []
        nurse.get_by_role("button", name="Ask Corner House Services to help").tap()
        expect(nurse.get_by_role("status").filter(has_text="They are asked to help.")).to_be_visible()

        hannah.reload()
        hannah.get_by_role("link", name="Asked to help").first.tap()
        expect(hannah.get_by_text(WHY)).to_be_visible()
        assert axe_findings(hannah) == []
        hannah.get_by_role("link", name="Walter Green").tap()
        expect(hannah.get_by_text("You read the record of Rosewood House Ltd")).to_be_visible()
        expect(hannah.get_by_text("Penicillin").first).to_be_visible()

        nurse.get_by_text("They no longer help").tap()
        assert axe_findings(nurse) == []
        nurse.get_by_role("button", name=re.compile("Take it back")).tap()
        expect(nurse.get_by_text("Nobody else is asked to help just now.")).to_be_visible()

        hannah.get_by_role("link", name="Day", exact=True).tap()
        expect(hannah.get_by_role("heading", name="You no longer help this person")).to_be_visible()
        expect(hannah.get_by_text("Penicillin")).to_have_count(0)
        assert axe_findings(hannah) == []
        hannah.get_by_role("link", name="Go to who is here").tap()
        expect(hannah.get_by_role("link", name="Asked to help")).to_have_count(0)
