"""Paper for an outage: whoever leads prints everybody's emergency page; each opening is a look, and nobody else is there."""

import re

import pytest

from kith.access import gate
from kith.directory.models import KnownPatient
from tests.integration.test_pages import browser, text
from tests.support.facts import fact
from tests.support.homes import as_owner, home, signed_in
from tests.support.lived_in import know_allergy, person

pytestmark = [pytest.mark.usefixtures("store_url")]


def test_a_lead_prints_a_sheet_for_everybody_here_in_the_order_of_the_rooms(store_url: str) -> None:
    with as_owner():
        place, other = home(), home("Elm House")
        walter, ivy = person(place, "Green", "Walter", "Room 12"), person(place, "Brown", "Ivy", "Room 4")
        person(other, "Stranger", "Sam", "Room 1")
        know_allergy(place, walter.id, "Penicillin")
        nurse, emily = place.worker("nurse", "Eva Lindholm"), place.worker("care_worker", "Emily Ward")
        dead = person(place, "Oakden", "Edwin", "Room 2")
    with signed_in(nurse) as viewer:
        death = fact("death", {"how": "found", "expected": True}, by=viewer.practitioner, patient=dead.id)
        gate.open_to_write(viewer, dead.id).add(death)
    client = browser(nurse)
    assert "One sheet for each of 2 people" in text(client.get("/packs/"))
    page = text(client.get("/packs/emergency/"))
    sheets = page.split('<article class="kith-sheet"')[1:]
    assert [re.search(r'aria-label="([^"]+)"', each)[1] for each in sheets] == ["Ivy Brown", "Walter Green"]  # type: ignore[index]
    assert "Penicillin" in sheets[1]
    assert "Penicillin" not in sheets[0]
    assert "Stranger" not in page
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    for each in (walter, ivy):
        assert looked(client, each)
    for address in ("/packs/", "/packs/emergency/"):
        assert browser(emily).get(address).status_code == 404


def looked(client: object, person: KnownPatient) -> bool:
    return "emergency" in text(client.get(f"/people/{person.id}/looks/")).lower()  # type: ignore[attr-defined]
