"""What needs whoever leads: leads see it, others do not, and each number opens its records."""

import re
from decimal import Decimal

import pytest
from django.test import Client

from kith.access import gate
from tests.integration.test_pages import browser, text
from tests.support.facts import fact
from tests.support.homes import as_owner, home, signed_in

pytestmark = [pytest.mark.usefixtures("store_url")]
TURN = {
    "known": "known", "what": "Turn, and look at the heels", "harm": True, "timing": "every", "every": Decimal(3),
    "between": "always", "record": "turning", "source": "staff",
}  # fmt: skip


def test_each_number_opens_the_records_behind_it() -> None:
    with as_owner():
        place, elsewhere = home(), home("Elm House")
        walter, alan = place.person("Green", "Walter"), place.person("Brown", "Alan")
        nurse, worker, kitchen = (place.worker(role) for role in ("nurse", "care_worker", "kitchen"))
        manager = place.worker("manager")
        next_door = elsewhere.worker("manager")
    with signed_in(nurse) as viewer:
        gate.open_to_write(viewer, walter.id).add(
            fact("must-do", TURN, by=viewer.practitioner, patient=walter.id)
        )
    for lead in (nurse, manager):
        page = text(browser(lead).get("/now/"))
        late = page[page.index('id="now-late"') :].split("</details>")[0]
        assert "Turn, and look at the heels" in late
        assert f"/people/{walter.id}/" in late
        assert "Alan" not in late
        allergies = page[page.index('id="now-allergies"') :].split("</details>")[0]
        assert re.search(r"<strong[^>]*>2</strong>", allergies)
        assert f"/people/{alan.id}/allergies/" in allergies
        for href in re.findall(r'href="(/people/[^"]+)"', page):
            assert browser(lead).get(href).status_code == 200, href
    for other in (worker, kitchen):
        assert browser(other).get("/now/").status_code == 404
        assert browser(other).get("/live/now").status_code == 404
        assert "What needs you now" not in text(browser(other).get("/"))
    assert "Walter" not in text(browser(next_door).get("/now/"))
    assert "Nothing needs you just now" in text(browser(next_door).get("/now/"))
    assert Client().get("/now/")["Location"].startswith("/sign-in")
    assert Client().get("/live/now").status_code == 401
