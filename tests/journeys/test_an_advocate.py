"""An independent mental capacity advocate reads what bears on the decision, and writes nothing in the home's record."""

import pytest
from playwright.sync_api import expect

from tests.support.browser import phones
from tests.support.live import LiveKith
from tests.support.sharing_cast import cast

pytestmark = pytest.mark.browser


def test_an_advocate_examines_the_record_and_stands_among_those_who_looked(live_kith: LiveKith) -> None:
    play = cast({"Ifan Price": "mental_capacity_advocate"}, known_there=True)
    with phones(live_kith.url, play.cookies["Ifan"], play.cookies["Margaret"]) as (ifan, manager):
        home = f"{live_kith.url}/people/{play.walter}"
        ifan.goto(f"{home}/summary/")
        expect(ifan.get_by_text("You read the record of Rosewood House Ltd")).to_be_visible()
        expect(ifan.get_by_text("Allergy: Penicillin").first).to_be_visible()
        expect(
            ifan.get_by_role("heading", name="Who may decide by law, and limits on freedom")
        ).to_be_visible()
        expect(ifan.get_by_role("link", name="Record", exact=True)).to_have_count(0)
        ifan.goto(f"{home}/declare/")
        expect(ifan.get_by_role("heading", name="We have nothing to show here")).to_be_visible()
        manager.goto(f"{home}/looks/")
        expect(manager.get_by_role("main")).to_contain_text("Ifan Price")
        expect(manager.get_by_role("main")).to_contain_text("Independent mental capacity advocate")
