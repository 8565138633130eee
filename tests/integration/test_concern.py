"""A concern that names somebody: they can neither see nor infer it, and whoever it went to can.

Each way of looking is tried by both: the page they read every day, counts, the feed, history, search, who looked.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.test import Client

from kith.access import gate
from kith.access.refused import Refused
from kith.care import live
from kith.care.handover import queries as asking
from kith.care.handover.since import Choice
from kith.catalogue.components import DailyEntry
from kith.directory.models import Account
from kith.record import reading
from kith.record.connection import cursor
from kith.record.errors import Missing
from tests.integration.test_handover import browser, read_all, shown
from tests.support.concerns import WORDS, Scene, a_scene, send
from tests.support.feeding import drained
from tests.support.homes import signed_in

pytestmark = [pytest.mark.usefixtures("store_url"), pytest.mark.store]


@pytest.fixture
def scene(store_url: str, worker_dsn: str) -> Scene:
    return a_scene(worker_dsn)


Raise = Callable[..., UUID]


@pytest.fixture
def raised(scene: Scene, worker_dsn: str) -> Raise:
    """Raises a concern through the endpoint of the recording sheets, as the browser does."""

    def made(*named: Account, to: str = "manager", by: Account | None = None) -> UUID:
        id = send(browser(by or scene.carer), scene.walter, named, to)
        drained(worker_dsn)
        return id

    return made


def sees(who: Account, scene: Scene, id: UUID) -> dict[str, bool]:
    """By which ways somebody comes upon the entry."""
    client = browser(who)
    with signed_in(who) as viewer:
        record = gate.open(viewer, scene.walter.id, face="test", asked="day")
        found = {
            "list": any(each.id == id for each in record.entries()),
            "read": reading.read(cursor(), "Observation", id) is not None,
            "history": bool(reading.history(cursor(), "Observation", id)),
            "versions": _any("select 1 from version where id = %s", id),
            "feed": _any("select 1 from feed where id = %s", id),
            "search": _any("select 1 from search_text where id = %s", id)
            or _any("select 1 from search_date where id = %s", id),
            "labels": _any("select 1 from label_change where id = %s", id),
            "news": id in news(scene, viewer),
        }
    found["handover"] = WORDS in shown(client)
    found["huddle"] = WORDS in client.get("/handover/huddle/").content.decode()
    found["day"] = WORDS in client.get(f"/people/{scene.walter.id}/").content.decode()
    found["entry"] = client.get(f"/people/{scene.walter.id}/entries/{id}/").status_code == 200
    found["amend"] = client.get(f"/people/{scene.walter.id}/record/?amend={id}").status_code == 200
    return found


def news(scene: Scene, viewer: Any) -> set[UUID]:
    told = asking.news_for([scene.walter.id], Choice.DAY, datetime.now(UTC)).told
    return {each.change.stored.id for some in told.values() for each in some}


def _any(statement: str, id: UUID) -> bool:
    return cursor().execute(statement, (id,)).fetchone() is not None


LABELS_ARE_QUIET = {"labels": False, "search": False}


def test_whom_it_names_finds_it_by_no_way_and_whom_it_went_to_by_every_one(
    scene: Scene, raised: Raise
) -> None:
    id = raised(scene.lead, to="lead")
    assert not any(sees(scene.lead, scene, id).values())
    found = sees(scene.other_lead, scene, id)
    assert all(found[way] for way in found if way not in LABELS_ARE_QUIET | {"amend": 0}), found
    found = sees(scene.manager, scene, id)
    assert all(found[way] for way in found if way not in LABELS_ARE_QUIET), found


def test_past_the_lead_it_reaches_the_manager_and_no_lead(scene: Scene, raised: Raise) -> None:
    id = raised(to="manager")
    assert sees(scene.manager, scene, id)["handover"]
    assert not any(sees(scene.lead, scene, id).values())
    assert not any(sees(scene.carer, scene, id).values())


def test_a_manager_who_is_named_is_passed_over(scene: Scene, raised: Raise) -> None:
    id = raised(scene.manager, to="cqc")
    assert not any(sees(scene.manager, scene, id).values())
    assert sees(scene.deputy, scene, id)["handover"]


def test_whom_it_names_sees_every_page_and_figure_as_before(scene: Scene, raised: Raise) -> None:
    lead, deputy, _ = browser(scene.lead), browser(scene.deputy), browser(scene.carer)
    for client in (lead, deputy):
        read_all(client)
    pages = ["/", "/handover/", "/handover/?since=day", "/handover/huddle/"]
    pages += [f"/people/{scene.walter.id}/{page}" for page in ("", "weeks/", "trend/")]
    before = {page: plain(lead, page) for page in pages}
    theirs = plain(deputy, "/handover/")
    with signed_in(scene.lead) as viewer:
        gate.open(viewer, scene.walter.id, face="test", asked="day")
        position = live.position()
    raised(scene.lead, to="lead")
    assert {page: plain(lead, page) for page in pages} == before
    assert plain(deputy, "/handover/") != theirs
    with signed_in(scene.lead) as viewer:
        gate.open(viewer, scene.walter.id, face="test", asked="day")
        assert live.position() == position
        assert not live.moved([scene.walter.id], position)
    moved = f"/live?after={position}&patient={scene.walter.id}"
    deputy.get(f"/people/{scene.walter.id}/")
    assert lead.get(moved).status_code == 204
    assert deputy.get(moved).status_code == 200


def test_that_somebody_read_it_does_not_show_in_who_looked_or_who_has_read(
    scene: Scene, raised: Raise
) -> None:
    lead, deputy, _ = browser(scene.lead), browser(scene.deputy), browser(scene.carer)
    read_all(lead)
    read_all(deputy)
    before = plain(lead, "/handover/?since=day")
    raised(scene.lead, to="manager")
    read_all(deputy)
    assert plain(lead, "/handover/?since=day") == before
    looks = lead.get(f"/people/{scene.walter.id}/looks/").content.decode().split("<main")[1]
    assert "oncern" not in looks


def plain(client: Client, page: str) -> str:
    """A page without what differs at every showing: tokens, how long ago, and now."""
    answer = client.get(page)
    assert answer.status_code == 200
    text = answer.content.decode()
    text = re.sub(r'value="[^"]{40,}"', "", text)
    text = re.sub(r"after=\d+", "", text)
    return re.sub(r"\d\d:\d\d(:\d\d)?|datetime=\"[^\"]+\"|just now|\d+ min ago", "", text)


def test_raising_one_leaves_the_look_of_any_recording(scene: Scene) -> None:
    carer = browser(scene.carer)
    assert carer.get("/concern/").status_code == 200
    assert carer.get(f"/people/{scene.walter.id}/concern/").status_code == 200
    looks = browser(scene.lead).get(f"/people/{scene.walter.id}/looks/").content.decode().split("<main")[1]
    assert "the recording sheet" in looks
    assert "oncern" not in looks


def test_the_sheet_says_who_could_open_it(scene: Scene) -> None:
    page = browser(scene.carer).get(f"/people/{scene.walter.id}/concern/").content.decode()
    assert (
        "Sent to the lead: Dan Cole (Manager), Maria Ortiz (Manager), Nia Reed (Nurse), Sam Field (Nurse)"
        in page
    )
    assert "Past the lead, only: Dan Cole (Manager), Maria Ortiz (Manager)" in page
    assert "03000 616161" in page


def test_naming_somebody_later_bars_them_from_then_on(scene: Scene, raised: Raise) -> None:
    id = raised(to="lead")
    assert sees(scene.lead, scene, id)["handover"]
    with signed_in(scene.manager) as viewer:
        record = gate.open(viewer, scene.walter.id, face="test", asked="to change")
        (entry,) = [each for each in record.entries("concern") if each.id == id]
        record.amend(entry.amended(about=(scene.lead.staff_id,)), expected=1, reason="He named the lead")
    assert not any(sees(scene.lead, scene, id).values())
    assert sees(scene.deputy, scene, id)["handover"]


def test_taking_a_name_away_again_bars_them_still(scene: Scene, raised: Raise) -> None:
    id = raised(scene.lead, to="lead")
    with signed_in(scene.manager) as viewer:
        record = gate.open(viewer, scene.walter.id, face="test", asked="to change")
        (entry,) = [each for each in record.entries("concern") if each.id == id]
        record.amend(entry.amended(about=()), expected=1, reason="Not him")
    assert not any(sees(scene.lead, scene, id).values())


def test_whom_it_names_can_neither_change_nor_withdraw_nor_take_its_place(
    scene: Scene, raised: Raise
) -> None:
    id = raised(scene.manager, to="manager")
    with signed_in(scene.manager) as viewer:
        record = gate.open(viewer, scene.walter.id, face="test", asked="day")
        with pytest.raises((Refused, Missing)):
            record.withdraw(id, expected=1, reason="No")
    with signed_in(scene.deputy) as viewer:
        gate.open(viewer, scene.walter.id, face="test", asked="day").withdraw(id, expected=1, reason="A slip")


def test_the_author_is_no_helper_of_hers(scene: Scene, raised: Raise, owner: psycopg.Connection[Any]) -> None:
    id = raised(scene.lead)
    barred, tier = owner.execute("select barred, tier from current where id = %s", (id,)).fetchone() or (
        (),
        0,
    )
    assert barred == [scene.lead.staff_id]
    assert tier == 2
    with signed_in(scene.deputy) as viewer:
        record = gate.open(viewer, scene.walter.id, face="test", asked="day")
        (entry,) = [each for each in record.entries("concern") if each.id == id]
    assert isinstance(entry, DailyEntry)
    assert entry.about == (scene.lead.staff_id,)
    assert entry.answers["seen"] == WORDS
