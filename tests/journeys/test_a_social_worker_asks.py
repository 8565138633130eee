"""Where a person is asked each time, a social worker sees the home's record once they have asked, and not before."""

import pytest
from playwright.sync_api import expect

from kith.access.sharing import Consent
from tests.support.browser import axe_findings, phones
from tests.support.live import LiveKith
from tests.support.sharing_cast import cast

pytestmark = pytest.mark.browser


def test_asking_opens_what_is_agreed_and_stands_where_the_person_reads_it(live_kith: LiveKith) -> None:
    play = cast({"Hannah Cole": "social_worker"}, consent=Consent.ASKED, known_there=True)
    with phones(live_kith.url, play.cookies["Hannah"], play.cookies["Margaret"]) as (hannah, manager):
        home = f"{live_kith.url}/people/{play.walter}"
        hannah.goto(live_kith.url)
        hannah.get_by_role("link", name="Walter Green").first.tap()
        expect(hannah.get_by_text("Penicillin")).to_have_count(0)
        hannah.get_by_role("link", name="Who looked").tap()
        hannah.get_by_role("link", name="Who can see, and what Walter can stop").tap()
        hannah.get_by_role("link", name="See what others share").tap()
        expect(hannah.get_by_role("heading", name="Why do you need to look?")).to_be_visible()
        assert axe_findings(hannah) == []
        hannah.get_by_role("button", name="I asked, and they agreed").tap()
        expect(hannah.get_by_text("Allergy: Penicillin").first).to_be_visible()

        manager.goto(f"{home}/sharing/")
        told = manager.get_by_role("listitem").filter(
            has_text="Hannah Cole, Social worker, Corner House Services Ltd"
        )
        expect(told).to_contain_text("they asked you first, and you agreed")
