"""A pharmacist who does not look after Mr Green needs to know now, says why, and Mr Green reads it afterwards."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.browser import axe_findings, phones
from tests.support.live import LiveKith
from tests.support.sharing_cast import NUMBER, cast

pytestmark = pytest.mark.browser


def test_a_reason_opens_what_is_agreed_and_the_person_reads_it(live_kith: LiveKith) -> None:
    play = cast({"Sam Lee": "pharmacist"})
    with phones(live_kith.url, play.cookies["Sam"], play.cookies["Margaret"]) as (sam, manager):
        sam.goto(f"{live_kith.url}/find/")
        sam.get_by_role("link", name="Somebody you do not look after").tap()
        expect(sam.get_by_role("heading", name="Somebody you do not look after")).to_be_visible()
        assert axe_findings(sam) == []
        sam.get_by_label("Birth date").fill("9/3/1938")
        sam.get_by_label("NHS number").fill(NUMBER[:-1] + "9")
        sam.get_by_role("button", name="Look for them").tap()
        expect(sam.get_by_role("alert")).to_contain_text("Nobody has exactly these details")
        sam.get_by_label("NHS number").fill(NUMBER)
        sam.get_by_role("button", name="Look for them").tap()
        expect(sam.get_by_role("heading", name="Why do you need to look?")).to_be_visible()
        expect(sam.get_by_text("Green")).to_have_count(0)
        assert axe_findings(sam) == []

        absent = sam.get_by_role("button", name=re.compile("They are not here to be asked"))
        absent.tap()
        expect(sam.get_by_text("Say in a few words why you need to see this now.")).to_be_visible()
        sam.get_by_label("In a few words, why now?").first.fill("Antibiotic on order, allergy unclear")
        absent.tap()
        expect(sam.get_by_text("Allergy: Penicillin").first).to_be_visible()
        expect(sam.get_by_text("You read the record of Rosewood House Ltd")).to_be_visible()
        expect(sam.get_by_role("link", name="Emergency page")).to_have_count(0)

        manager.goto(f"{live_kith.url}/people/{play.walter}/sharing/")
        told = manager.get_by_role("listitem").filter(
            has_text="Sam Lee, Pharmacist, Corner House Services Ltd"
        )
        expect(told).to_contain_text("Antibiotic on order, allergy unclear")
        manager.goto(f"{live_kith.url}/staff/")
        manager.get_by_role("link", name="Reasons that were given for looking").tap()
        expect(manager.get_by_role("listitem").filter(has_text="Sam Lee")).to_contain_text("could not ask")
        assert axe_findings(manager) == []
