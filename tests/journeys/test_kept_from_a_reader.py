"""A nurse keeps one entry from Walter's daughter, and the manager gives it back when the danger is over."""

import re

import pytest
from playwright.sync_api import expect

from kith.catalogue.components.own_access import Right
from tests.integration.test_pages import record_drink
from tests.support.browser import axe_findings, phones
from tests.support.homes import PASSWORD, as_owner
from tests.support.live import LiveKith
from tests.support.lived_in import session_cookie
from tests.support.own_access import DAY, give
from tests.support.sharing import both

pytestmark = pytest.mark.browser
CUP = "In all you drank about one cup."


def test_an_entry_is_kept_from_a_reader_and_given_back(live_kith: LiveKith) -> None:
    with as_owner():
        known = both()
        nurse_ = known.house.worker("nurse", "Eva Reed")
    tea = record_drink(nurse_, known.walter.id)
    karen_, _ = give(
        known.manager, known.house, known.walter, "Karen Green", right=Right.CHOSEN, categories=DAY
    )
    with as_owner():
        karen_.set_password(PASSWORD)
        karen_.save()
    url, day = live_kith.url, f"/mine/{known.walter.id}/"
    cookies = [session_cookie(each) for each in (nurse_, known.manager)]
    with phones(url, *cookies, "nobody") as (nurse, manager, karen):
        # Karen reads the day.
        karen.goto(f"{url}/sign-in")
        karen.get_by_label("User name").fill(karen_.username)
        karen.get_by_label("Password", exact=True).fill(PASSWORD)
        karen.get_by_role("button", name="Sign in", exact=True).tap()
        expect(karen.get_by_text(CUP)).to_be_visible()
        alike = karen.locator("[data-kith-not-all]").inner_text()

        # The nurse keeps the cup of tea from her, for a reason that the law knows.
        nurse.goto(f"{url}/people/{known.walter.id}/entries/{tea}/")
        nurse.get_by_role("link", name="Keep it from somebody").tap()
        expect(nurse.get_by_role("heading", name="Keep it from somebody", level=1)).to_be_visible()
        assert axe_findings(nurse) == []
        nurse.get_by_role("button", name="Keep it from them").tap()
        expect(nurse.get_by_role("alert")).to_contain_text("Choose why.")
        assert axe_findings(nurse) == []
        nurse.get_by_label("Karen Green, and nobody else").check()
        nurse.get_by_label("To keep somebody safe from abuse or neglect").check()
        nurse.get_by_label("In your own words, why?").fill("She counts what he drinks, and scolds him")
        nurse.get_by_label("In four weeks").check()
        nurse.get_by_role("button", name="Keep it from them").tap()
        expect(nurse.get_by_text("Kept from Karen Green")).to_be_visible()
        assert axe_findings(nurse) == []
        nurse.get_by_role("link", name="Back to the entry").tap()
        expect(nurse.get_by_text("Not for Karen Green. Do not tell them of it.")).to_be_visible()
        assert axe_findings(nurse) == []

        # To her the day looks like any other, in the same words.
        karen.goto(f"{url}{day}")
        expect(karen.get_by_role("heading", name="Walter’s day")).to_be_visible()
        expect(karen.get_by_text(CUP)).to_have_count(0)
        expect(karen.locator("[data-kith-not-all]")).to_have_text(alike)
        assert axe_findings(karen) == []
        karen.goto(f"{url}{day}looks/")
        expect(karen.get_by_text("Eva Reed").first).to_be_visible()
        expect(karen.get_by_text(re.compile("kept|keep", re.I))).to_have_count(0)

        # The manager finds it on the list, and gives it back.
        manager.goto(f"{url}/kept/")
        assert axe_findings(manager) == []
        manager.get_by_role("link", name=re.compile("Walter Green")).tap()
        manager.get_by_text("Decide again").tap()
        assert axe_findings(manager) == []
        manager.get_by_label("Why", exact=True).fill("We spoke with her, and he wants her to know")
        manager.get_by_role("button", name="Give it back").tap()
        expect(manager.get_by_text("Given back by Margaret Hill")).to_be_visible()
        karen.goto(f"{url}{day}")
        expect(karen.get_by_text(CUP)).to_be_visible()
