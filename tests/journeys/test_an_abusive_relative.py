"""Karen reads for her father and does him harm. A social worker looks into it, and Karen must not learn of it."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.browser import axe_findings, phones
from tests.support.homes import as_owner
from tests.support.live import LiveKith
from tests.support.lived_in import session_cookie
from tests.support.own_access import council_for
from tests.support.sharing import both

pytestmark = pytest.mark.browser


def test_who_reads_for_somebody_learns_nothing_of_a_look_into_harm(live_kith: LiveKith) -> None:
    with as_owner():
        known = both()
        hannah_, lee_ = council_for(known)
    walter, url = f"/people/{known.walter.id}", live_kith.url
    cookies = [session_cookie(each) for each in (known.manager, hannah_, lee_)]
    with phones(url, *cookies, "nobody") as (margaret, hannah, lee, karen):
        # The manager gives her leave, as Walter wants it.
        margaret.goto(f"{url}{walter}/sharing/")
        margaret.get_by_role("link", name="Who reads it for Walter").tap()
        expect(margaret.get_by_role("heading", name="Somebody new")).to_be_visible()
        assert axe_findings(margaret) == []
        margaret.get_by_label("The person chose them").check()
        margaret.get_by_role("textbox", name="Their name").fill("Karen Green")
        margaret.get_by_label("Who they are to Walter").fill("Daughter")
        margaret.get_by_label("What you saw or heard").fill("Walter said so, alone with me")
        for part in ("Their name, address", "Their day", "The main things to know"):
            margaret.get_by_role("checkbox", name=part).check()
        margaret.get_by_label("Until it is taken back").check()
        margaret.get_by_role("button", name="Next: look at what they will see").tap()
        expect(margaret.get_by_role("heading", name="What Karen Green will see")).to_be_visible()
        margaret.get_by_role("button", name="Give them a sign-in").tap()
        expect(margaret.get_by_role("heading", name="Hand this over now")).to_be_visible()
        username, password = margaret.locator("code").all_inner_texts()

        # Karen signs in and sees the day, and who looked.
        karen.goto(f"{url}/sign-in")
        karen.get_by_label("User name").fill(username)
        karen.get_by_label("Password", exact=True).fill(password)
        karen.get_by_role("button", name="Sign in", exact=True).tap()
        expect(karen.get_by_role("heading", name="Walter’s day")).to_be_visible()
        assert axe_findings(karen) == []
        karen.get_by_role("link", name="Who looked").tap()
        expect(karen.get_by_role("heading", name="Who looked", exact=True)).to_be_visible()
        assert axe_findings(karen) == []

        # The social worker says what she looks for, and looks.
        hannah.goto(f"{url}/purpose")
        assert axe_findings(hannah) == []
        hannah.get_by_label("Keeping people safe from harm").check()
        hannah.get_by_role("button", name="Continue").tap()
        expect(hannah.get_by_role("complementary", name="What you look for")).to_contain_text(
            "keeping people safe from harm"
        )
        hannah.goto(f"{url}{walter}/declare/")
        hannah.get_by_label("In a few words, why now?").first.fill(
            "A concern was raised about somebody close to him"
        )
        hannah.get_by_role("button", name=re.compile("They are not here to be asked")).tap()
        expect(hannah.get_by_text("You read the record of Rosewood House Ltd")).to_be_visible()

        # Nobody at the home learns of it, nor Karen.
        for page in (f"/mine/{known.walter.id}/looks/", f"/mine/{known.walter.id}/sharing/"):
            karen.goto(f"{url}{page}")
            expect(karen.get_by_text("Margaret Hill").first).to_be_visible()
            for word in ("Hannah", "Social worker", "Northmoor", "safe from harm"):
                expect(karen.get_by_text(word)).to_have_count(
                    0 if word != "Northmoor" or "looks" in page else 1
                )
        margaret.goto(f"{url}{walter}/looks/")
        expect(margaret.get_by_text("Karen Green").first).to_be_visible()
        expect(margaret.get_by_text("Hannah")).to_have_count(0)

        # Whoever oversees at the council decides, weeks later.
        lee.goto(f"{url}/looks/withheld/")
        expect(lee.get_by_text("Hannah Cole, Social worker")).to_be_visible()
        assert axe_findings(lee) == []
        lee.get_by_text("Decide").tap()
        lee.get_by_label("Why").fill("The enquiry is closed and Walter is safe")
        lee.get_by_role("button", name="It can be told now").tap()
        expect(lee.get_by_text(re.compile("It is told now"))).to_be_visible()
        karen.goto(f"{url}/mine/{known.walter.id}/looks/")
        expect(karen.get_by_text("Hannah Cole").first).to_be_visible()
