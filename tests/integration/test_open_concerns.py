"""A concern stays open until somebody records an action: who is told, by which ways, and who never is."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import orjson
import pytest
from django.test import Client

from kith.access import accounts, gate
from kith.access.raised import raised
from kith.access.refused import Refused
from kith.care.concerns import WordsNeeded, concerns_about
from kith.directory.models import Account
from kith.record.errors import Conflict
from kith.record.ids import new_id
from tests.integration.test_handover import browser, read_all, shown
from tests.support.api import Program, in_process
from tests.support.concerns import WORDS, Scene, a_scene, act, amend_names, send
from tests.support.feeding import drained
from tests.support.homes import LONG_AGO, as_owner, signed_in

pytestmark = [pytest.mark.usefixtures("store_url"), pytest.mark.store]

DONE = "Moved his room and rang her daughter"


@pytest.fixture
def scene(store_url: str, worker_dsn: str) -> Scene:
    return a_scene(worker_dsn)


def raise_(scene: Scene, *named: Account, to: str = "lead", by: Account | None = None) -> UUID:
    return send(browser(by or scene.carer), scene.walter, named, to)


def body(client: Client, address: str = "/concerns/") -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def strip(page: str) -> str:
    """What every page of a lead says of open concerns."""
    return "".join(re.findall(r"<strong>([^<]*concerns? (?:is|are) open[^<]*)</strong>", page))


def told(who: Account, scene: Scene) -> dict[str, bool]:
    """By which ways somebody is told that this concern, or what was done about it, is there."""
    client = browser(who)
    page = client.get("/concerns/")
    text = page.content.decode() if page.status_code == 200 else ""
    live = client.get("/live/concerns")
    with signed_in(who) as viewer:
        record = gate.open(viewer, scene.walter.id, face="test", asked="day")
        acts = record.find(type="DetectedIssue")
    return {
        "page": WORDS in text,
        "acts on the page": DONE in text,
        "count": bool(strip(client.get("/").content.decode())),
        "live": live.status_code == 200,
        "handover": WORDS in shown(client),
        "huddle": WORDS in client.get("/handover/huddle/").content.decode(),
        "acts": bool(acts),
    }


OPEN = {"page", "count", "live", "handover", "huddle"}


def ways(who: Account, scene: Scene) -> set[str]:
    return {way for way, found in told(who, scene).items() if found}


def test_those_it_goes_to_are_told_until_somebody_acts_and_nobody_else(
    scene: Scene,
    worker_dsn: str,
) -> None:
    id = raise_(scene, scene.lead)
    drained(worker_dsn)
    assert ways(scene.other_lead, scene) == OPEN
    assert ways(scene.manager, scene) == OPEN
    assert ways(scene.lead, scene) == ways(scene.carer, scene) == set()
    read_all(browser(scene.other_lead))
    assert ways(scene.other_lead, scene) == OPEN  # having read it is no action
    act(scene.other_lead, scene.walter.id, id, words=DONE)
    drained(worker_dsn)
    assert ways(scene.other_lead, scene) & {"count", "live"} == set()
    assert {"page", "acts on the page", "acts"} <= ways(scene.manager, scene)
    assert ways(scene.lead, scene) == ways(scene.carer, scene) == set()
    act(scene.manager, scene.walter.id, id, how="opened-again", words="He is back", knowing=1)
    assert ways(scene.other_lead, scene) == OPEN | {"acts on the page", "acts"}
    assert ways(scene.lead, scene) == set()


def test_past_the_lead_only_managers_are_told(scene: Scene) -> None:
    raise_(scene, to="manager")
    assert ways(scene.manager, scene) | {"handover", "huddle"} >= OPEN
    assert ways(scene.lead, scene) == ways(scene.other_lead, scene) == set()


def test_an_old_one_comes_first_in_the_handover(
    scene: Scene,
    worker_dsn: str,
) -> None:
    send(browser(scene.carer), scene.walter, (), "lead", ago=timedelta(days=60))
    drained(worker_dsn)
    client = browser(scene.manager)
    read_all(client)
    page = shown(client)
    assert WORDS in page
    assert "an open concern" in page
    assert "Nobody has recorded an action" in page
    assert page.index(WORDS) < page.index("Nothing new for") if "Nothing new for" in page else True


def test_whom_it_names_sees_every_page_as_before(scene: Scene, worker_dsn: str) -> None:
    client = browser(scene.lead)
    for other in (scene.carer, scene.manager):  # whoever is signed in shows in the handover
        browser(other)
    pages = ["/", "/concern/", "/concerns/", "/handover/", "/changes/", f"/people/{scene.walter.id}/summary/"]

    def plain(address: str) -> str:
        text = re.sub(r'value="[^"]{40,}"|(?<=\d)[.]\d+(?=")|datetime="[^"]+"', "", body(client, address))
        return re.sub(r"\d\d:\d\d(:\d\d)?|just now|\d+ min ago", "", text)

    drained(worker_dsn)
    body(client, "/")  # only what a session has opened tells it the place in the feed
    before = {page: plain(page) for page in pages}  # with that place, and without the minute after it
    id = raise_(scene, scene.lead)
    drained(worker_dsn)
    assert {page: plain(page) for page in pages} == before
    assert client.get("/live/concerns").status_code == 204
    act(scene.manager, scene.walter.id, id)
    drained(worker_dsn)
    assert {page: plain(page) for page in pages} == before
    address = f"/people/{scene.walter.id}/concerns"
    hidden = client.post(f"{address}/{id}/act", {"how": "made-safe", "words": "Me", "knowing": 1})
    absent = client.post(f"{address}/{new_id()}/act", {"how": "made-safe", "words": "Me", "knowing": 0})
    assert hidden.status_code == absent.status_code == 404
    assert hidden.content == absent.content


def test_two_who_act_meet_and_neither_is_lost(scene: Scene) -> None:
    id = raise_(scene)
    first, second = browser(scene.lead), browser(scene.manager)
    address = f"/people/{scene.walter.id}/concerns/{id}"
    sent = {"how": "told-council", "words": DONE, "knowing": 0}
    assert "said=done" in first.post(f"{address}/act", sent)["Location"]
    met = second.post(f"{address}/act", {**sent, "words": "Rang too"})["Location"]
    assert "said=met" in met
    page = body(second, met.partition("#")[0])
    assert "Somebody else acted meanwhile" in page
    assert DONE in page
    assert (
        "said=done" in second.post(f"{address}/act", {**sent, "words": "Rang too", "knowing": 1})["Location"]
    )
    page = body(first)
    assert page.index(DONE) < page.index("Rang too")
    assert "said=open" in first.post(f"{address}/open", {"knowing": 2})["Location"]
    assert "said=met" in second.post(f"{address}/open", {"knowing": 2})["Location"]
    assert "Open again for" in body(second)


def test_an_action_needs_words_and_one_of_the_ways(scene: Scene) -> None:
    id = raise_(scene)
    with pytest.raises(WordsNeeded):
        act(scene.lead, scene.walter.id, id, words="  ")
    with pytest.raises(ValueError, match="no action"):
        act(scene.lead, scene.walter.id, id, how="looked-away")
    with pytest.raises(Conflict):
        act(scene.lead, scene.walter.id, id, how="opened-again")
    answer = browser(scene.lead).post(
        f"/people/{scene.walter.id}/concerns/{id}/act", {"how": "told-cqc", "words": "", "knowing": 0}
    )
    assert "said=words" in answer["Location"]
    assert "Say what was done" in body(browser(scene.lead))


def test_who_may_not_read_it_cannot_act_on_it(scene: Scene) -> None:
    id = raise_(scene, scene.manager, to="manager")
    for who in (scene.carer, scene.lead, scene.manager):
        with pytest.raises(Refused):
            act(who, scene.walter.id, id)
    act(scene.deputy, scene.walter.id, id)
    assert browser(scene.carer).get("/concerns/").status_code == 404
    assert browser(scene.carer).get("/live/concerns").status_code == 404
    assert Client().get("/live/concerns").status_code == 401


def test_naming_somebody_later_bars_them_from_what_was_done_too(scene: Scene) -> None:
    id = raise_(scene)
    act(scene.lead, scene.walter.id, id, words=DONE)
    assert "acts" in ways(scene.lead, scene)
    amend_names(scene.manager, scene.walter.id, id, (scene.lead,), expected=1)
    assert ways(scene.lead, scene) == set()
    act(scene.manager, scene.walter.id, id, knowing=1)
    assert ways(scene.lead, scene) == set()
    with signed_in(scene.deputy) as viewer:
        gate.open(viewer, scene.walter.id, face="test", asked="day")
        (found,) = concerns_about([scene.walter.id])
    assert len(found.acts) == 2


@pytest.fixture
def api() -> Any:
    with in_process() as client:
        yield client


def program(account: Account, api: httpx.Client) -> Program:
    """A program that acts as this account."""
    with as_owner():
        return Program(accounts.token(account.username, "a test", lasts=timedelta(days=1)), api)


def test_a_program_that_names_somebody_bars_them_as_the_page_does(
    scene: Scene,
    api: httpx.Client,
    worker_dsn: str,
) -> None:
    id = raise_(scene)
    act(scene.lead, scene.walter.id, id, words=DONE)
    drained(worker_dsn)
    manager, lead = program(scene.manager, api), program(scene.lead, api)
    assert lead.get(f"Observation/{id}").status_code == 200
    stands = manager.get(f"Observation/{id}").json()
    names = {**stands, "focus": [{"reference": f"Practitioner/{scene.lead.staff_id}"}]}
    answer = manager.write("PUT", f"Observation/{id}", names, if_match='W/"1"')
    assert answer.status_code == 200, answer.text
    drained(worker_dsn)
    assert ways(scene.lead, scene) == set()
    assert lead.get(f"Observation/{id}").status_code == 404
    assert lead.get(f"Observation?patient={scene.walter.id}").json()["total"] == 0
    assert lead.get(f"Observation/{id}/_history/1").status_code == 404
    assert manager.get(f"Observation/{id}").status_code == 200
    assert "page" in ways(scene.deputy, scene)
    without = manager.get(f"Observation/{id}").json()
    del without["focus"]
    assert manager.write("PUT", f"Observation/{id}", without, if_match='W/"2"').status_code == 200
    assert ways(scene.lead, scene) == set()  # taking a name away lifts nothing
    acts = [row for row in told(scene.manager, scene).items() if row[1]]
    assert ("acts on the page", True) in acts


def test_a_program_raises_one_to_the_lead_as_the_sheet_does(
    scene: Scene,
    api: httpx.Client,
) -> None:
    first = raise_(scene)
    carer, lead, manager = (program(each, api) for each in (scene.carer, scene.lead, scene.manager))
    text = manager.get(f"Observation/{first}").json()
    id = new_id()
    del text["meta"]
    sent = orjson.dumps({**text, "id": str(id)}).decode().replace(WORDS, "Signs of it again")
    assert carer.write("PUT", f"Observation/{id}", sent).status_code == 201
    assert "Signs of it again" in body(browser(scene.lead))
    assert lead.get(f"Observation/{id}").status_code == 200
    assert carer.get(f"Observation/{id}").status_code == 404


def test_the_one_who_raised_it_sees_that_somebody_acted_and_nothing_else(scene: Scene) -> None:
    carer = browser(scene.carer)
    assert "What became of what you raised" not in body(carer, "/concern/")
    id = raise_(scene, scene.lead)
    assert "Nobody has recorded an action yet" in body(carer, "/concern/")
    act(scene.manager, scene.walter.id, id, words=DONE)
    page = body(carer, "/concern/").partition("What became of what you raised")[2].partition("</details>")[0]
    assert "Somebody acted on it" in page
    for hidden in (DONE, WORDS, "Walter", "Maria Ortiz", "Sam Field"):
        assert hidden not in page
    act(scene.manager, scene.walter.id, id, how="opened-again", knowing=1)
    assert "It was opened again" in body(carer, "/concern/")
    for other in (scene.other_lead, scene.lead):
        assert "What became of what you raised" not in body(browser(other), "/concern/")


def test_who_raised_it_and_is_named_later_is_told_what_stood_before(scene: Scene) -> None:
    never, later = raise_(scene), raise_(scene)
    act(scene.manager, scene.walter.id, later)
    for id in (never, later):
        amend_names(scene.manager, scene.walter.id, id, (scene.carer,), expected=1)
    act(scene.manager, scene.walter.id, never)
    act(scene.manager, scene.walter.id, later, how="opened-again", knowing=1)
    with signed_in(scene.carer):
        found = {each.concern: each for each in raised(LONG_AGO)}
    assert found[never].acted is None
    assert found[never].open
    assert not found[later].open
    with signed_in(scene.lead):
        assert raised(LONG_AGO) == []


def test_one_taken_out_as_a_mistake_is_open_no_more_and_its_author_is_told(scene: Scene) -> None:
    id = raise_(scene)
    with signed_in(scene.manager) as viewer:
        gate.open(viewer, scene.walter.id, face="test", asked="day").withdraw(id, expected=1, reason="A slip")
    assert ways(scene.manager, scene) & {"page", "count", "live"} == set()
    assert "taken out as a mistake" in body(browser(scene.carer), "/concern/")


def test_looking_at_them_leaves_the_same_look_of_everybody(scene: Scene) -> None:
    raise_(scene, scene.lead)
    body(browser(scene.manager))
    looks = browser(scene.lead).get(f"/people/{scene.walter.id}/looks/").content.decode().split("<main")[1]
    assert "what is open" in looks
    assert "oncern" not in looks
