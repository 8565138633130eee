"""Somebody's own day over a real store: who may open it, that it is a look, and that nothing else stands on it."""

from datetime import UTC, datetime, timedelta

import pytest

from kith.access import gate
from kith.directory.models import Account, KnownPatient
from tests.integration.test_pages import browser, text
from tests.support.facts import fact
from tests.support.homes import Home, as_owner, home, signed_in

pytestmark = [pytest.mark.usefixtures("store_url")]


@pytest.fixture
def house(store_url: str) -> tuple[Home, KnownPatient, Account]:
    with as_owner():
        place = home()
        walter, emily = place.person(), place.worker("care_worker", "Emily Ward")
    with signed_in(emily) as viewer:
        record = gate.open_to_write(viewer, walter.id)
        at = datetime.now(UTC) - timedelta(minutes=5)
        for kind, answers, note in (
            ("washing", {"what": "shower"}, "Sore heel seen"),
            ("toileting", {"what": ["urine"]}, ""),
            ("note", {"text": "Asked for his late wife"}, ""),
            ("cpr", {"decision": "not-asked"}, ""),
        ):
            record.add(fact(kind, answers, by=viewer.practitioner, patient=walter.id, at=at, note=note))
    return place, walter, emily


def test_it_tells_the_day_and_nothing_else_about_them(house: tuple[Home, KnownPatient, Account]) -> None:
    _, walter, emily = house
    page = text(browser(emily).get(f"/people/{walter.id}/own-day/"))
    assert "You had a shower." in page
    for private in ("Sore heel", "late wife", "oilet", "CPR", "Allerg", "NHS", "Raise a concern", "born"):
        assert private not in page, private
    assert "There is nothing to tell of this day yet." in text(
        browser(emily).get(f"/people/{walter.id}/own-day/2020-01-01/")
    )


def test_opening_it_is_a_look_and_a_stranger_opens_nothing(house: tuple[Home, KnownPatient, Account]) -> None:
    place, walter, emily = house
    client = browser(emily)
    client.get(f"/people/{walter.id}/own-day/")
    assert "their own day" in text(client.get(f"/people/{walter.id}/looks/"))
    with as_owner():
        other = home("Elm House").worker("nurse", "Nora Quill")
    assert browser(other).get(f"/people/{walter.id}/own-day/").status_code == 404
    assert client.get(f"/people/{walter.id}/own-day/yesterday/").status_code == 404
