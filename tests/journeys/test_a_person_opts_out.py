"""Mr Green says no to sharing; his doctor is told no more than may be told, and those who look after him work on."""

import pytest
from playwright.sync_api import expect

from tests.support.browser import axe_findings, phones
from tests.support.live import LiveKith
from tests.support.sharing_cast import cast

pytestmark = pytest.mark.browser


def test_a_no_closes_with_the_next_tap_and_an_answer_says_what_it_cannot_stop(live_kith: LiveKith) -> None:
    play = cast({})
    with phones(live_kith.url, play.cookies["Ola"], play.cookies["Margaret"]) as (doctor, manager):
        home = f"{live_kith.url}/people/{play.walter}"
        doctor.goto(f"{home}/summary/")
        expect(doctor.get_by_text("You read the record of Rosewood House Ltd")).to_be_visible()

        manager.goto(f"{home}/looks/")
        manager.get_by_role("link", name="Who can see, and what Walter can stop").tap()
        expect(manager.get_by_text("Mill Lane Surgery Ltd")).to_be_visible()
        assert axe_findings(manager) == []
        manager.get_by_role("link", name="Write down a choice").tap()
        expect(manager.get_by_role("heading", name="What does Walter choose?")).to_be_visible()
        assert axe_findings(manager) == []
        for chosen in (
            "No: do not share",
            "What anybody holds",
            "Any other organisation",
            "In person",
            "The person",
        ):
            manager.get_by_label(chosen, exact=True).check()
        manager.get_by_label("In their own words").fill("What I eat is my own business.")
        manager.get_by_role("button", name="Keep this choice").tap()
        expect(manager.get_by_text("You have stopped this.").first).to_be_visible()

        doctor.reload()
        expect(doctor.get_by_role("heading", name="We have nothing to show here")).to_be_visible()
        expect(doctor.get_by_text("Rosewood")).to_have_count(0)
        doctor.goto(f"{live_kith.url}/people/{play.on_list}/summary/")
        expect(doctor.get_by_role("heading", name="What matters first")).to_be_visible()
        expect(doctor.get_by_text("Penicillin")).to_have_count(0)
        manager.goto(f"{home}/summary/")
        expect(manager.get_by_text("Allergy: Penicillin").first).to_be_visible()

        manager.goto(f"{home}/sharing/")
        manager.get_by_text("Answer it, or take it back").tap()
        manager.get_by_label("The answer, and what it cannot stop").fill(
            "We follow it. Here we must still know."
        )
        manager.get_by_role("button", name="It is followed").tap()
        expect(manager.get_by_text("It counts. We follow it. Here we must still know.")).to_be_visible()
