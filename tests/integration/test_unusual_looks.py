"""A curious neighbour is found by whoever oversees the service; nobody else sees the list, and it is a look itself."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kith.access import gate
from kith.access.unusual import openings
from kith.web.views.unusual import recording_roles
from tests.integration.test_pages import browser, text
from tests.support.facts import fact
from tests.support.homes import as_owner, home, signed_in

pytestmark = [pytest.mark.usefixtures("store_url")]


def test_a_curious_neighbour_is_found(store_url: str) -> None:
    with as_owner():
        place, other = home(), home("Elm House")
        walter, ivy = place.person("Green", "Walter"), place.person("Brown", "Ivy")
        margaret, emily = (
            place.worker("manager", "Margaret Boateng"),
            place.worker("care_worker", "Emily Ward"),
        )
        cousin = place.worker("care_worker", "Colin Green")
        outsider = other.worker("manager", "Nora Quill")
    with signed_in(emily) as viewer:
        record = gate.open(viewer, walter.id, face="test", asked="day")
        record.add(fact("calms", by=viewer.practitioner, patient=walter.id, at=timezone.now()))
    for address in ("", "summary/", "looks/"):
        assert browser(cousin).get(f"/people/{walter.id}/{address}").status_code == 200
    assert browser(cousin).get(f"/people/{ivy.id}/summary/").status_code == 200

    shown = text(browser(margaret).get("/looks/unusual/"))
    assert "Looks to ask about" in text(browser(margaret).get("/staff/"))
    assert shown.index("Colin Green looked at") < shown.index("Opened 3 times")
    assert "They have the same family name." in shown
    assert "They recorded nothing for 6 hours" in shown
    assert shown.count("Colin Green looked at") == 2, "Ivy's record too, while he recorded nothing"
    assert "Emily Ward looked at" not in shown, "she was at work"
    assert "Margaret Boateng looked at" not in shown

    for nobody in (emily, cousin, outsider):
        answer = browser(nobody).get("/looks/unusual/")
        assert answer.status_code == 404 or "Green" not in text(answer)
    assert "unusual looks" in text(browser(margaret).get(f"/people/{walter.id}/looks/")).lower()


def test_looks_of_people_elsewhere_are_none(store_url: str) -> None:
    with as_owner():
        place, other = home(), home("Elm House")
        walter, nurse = place.person("Green", "Walter"), place.worker("nurse", "Eva Lindholm")
        outsider = other.worker("manager", "Nora Quill")
    browser(nurse).get(f"/people/{walter.id}/summary/")
    since = timezone.now() - timedelta(days=1)
    with signed_in(outsider):
        assert openings([walter.id], since, recording_roles()) == []
    with signed_in(nurse) as viewer:
        gate.open(viewer, walter.id, face="test", asked="x")
        assert len(openings([walter.id], since, recording_roles())) >= 1
