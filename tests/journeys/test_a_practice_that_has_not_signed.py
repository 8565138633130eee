"""A doctor sees nothing of the home before both have signed; the practice manager signs, and the next tap shows it."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.browser import axe_findings, phones
from tests.support.live import LiveKith
from tests.support.sharing_cast import cast

pytestmark = pytest.mark.browser


def test_what_is_agreed_shows_with_the_next_tap_after_the_last_signature(live_kith: LiveKith) -> None:
    play = cast({}, signed=False)
    names = ("Ola", "Margaret", "Priya")
    with phones(live_kith.url, *(play.cookies[name] for name in names)) as (doctor, manager, practice):
        doctor.goto(live_kith.url)
        doctor.get_by_role("link", name="Walter Green").first.tap()
        expect(doctor.get_by_role("heading", name="What matters first")).to_be_visible()
        expect(doctor.get_by_text("Penicillin")).to_have_count(0)
        expect(doctor.get_by_text("Rosewood House")).to_have_count(0)  # not even that there is another record

        for page in (manager, practice):
            page.goto(f"{live_kith.url}/agreements/")
            page.get_by_role("link", name="Care of people in care homes").tap()
            expect(page.get_by_text("has not signed").first).to_be_visible()
            assert axe_findings(page) == []
            page.get_by_role("button", name="Sign for your organisation").tap()
            expect(page.get_by_text(re.compile("signed on .* by")).first).to_be_visible()

        doctor.reload()
        expect(doctor.get_by_text("Allergy: Penicillin").first).to_be_visible()
        expect(doctor.get_by_text("Allergies: not asked")).to_have_count(0)
