"""Facts over a real store: one place each, two people for CPR, gaps in words, rights, and the emergency page for all."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from html import unescape
from typing import Any
from uuid import UUID

import pytest

from kith.access import gate
from kith.access.refused import Refused
from kith.access.roles import usual
from kith.care import queries
from kith.care.days import ServiceDay
from kith.care.facts import facts_about, facts_of
from kith.catalogue.facts import fact_id
from kith.catalogue.loader import catalogue
from kith.directory.models import Account, KnownPatient
from kith.record.errors import Conflict, NotAllowed
from kith.record.ids import new_id
from tests.integration.test_pages import browser, text
from tests.integration.test_pocket import sign_in
from tests.support.facts import RIGHT, fact
from tests.support.homes import as_owner, home, signed_in
from tests.support.lived_in import know_allergy

pytestmark = [pytest.mark.store, pytest.mark.django_db(transaction=False)]

FORM: dict[str, Any] = {
    "decision": "do-not-attempt", "made-by": "Dr A. Okonjo", "made-on": date(2026, 2, 11), "original": "Red folder",
    "source": "document",
}  # fmt: skip


@dataclass
class Scene:
    """A home in which Walter's facts are known and nobody has asked about Alan; one of each role; a home next door."""

    walter: KnownPatient
    alan: KnownPatient
    others: dict[str, KnownPatient]
    eva: Account
    sam: Account
    staff: dict[str, Account]
    stranger: Account


@pytest.fixture(scope="module")
def scene(store_url: str) -> Scene:
    with as_owner():
        place, next_door = home(), home("Elm House")
        walter, alan = place.person("Green", "Walter"), place.person("Brown", "Alan")
        others = {name: place.person("Other", name) for name in ("Mary", "Agnes", "Hannah")}
        know_allergy(place, walter.id, "Penicillin")
        staff = {key: place.worker(key, f"A {usual()[key].words}") for key in usual()}
        eva, sam = place.worker("nurse", "Eva Lindholm"), place.worker("senior_care_worker", "Samuel Price")
        stranger = next_door.worker("manager", "Colin Reed")
    for kind in ("texture", "moving", "calms", "risk"):
        know(eva, walter.id, kind)
    know(eva, walter.id, "cpr", FORM)
    return Scene(walter, alan, others, eva, sam, staff, stranger)


def know(account: Account, patient: UUID, kind: str, answers: dict[str, Any] | None = None) -> UUID:
    """Somebody records a fact now, through the gate."""
    with signed_in(account) as viewer:
        entry = fact(kind, answers, by=viewer.practitioner, patient=patient, at=datetime.now(UTC))
        gate.open_to_write(viewer, patient).add(entry)
    return entry.id


def change(account: Account, patient: UUID, kind: str, *, expected: int, **answers: Any) -> None:
    """Somebody changes a fact that is held once."""
    with signed_in(account) as viewer:
        record = gate.open(viewer, patient, face="test", asked="to change")
        (held,) = facts_of(record).of(kind)
        entry = held.entry.amended(answers={**held.entry.answers, **answers})
        record.amend(entry, expected=expected, reason="It has changed.")


def words(response: Any) -> str:
    """What the page says, without its markup."""
    page = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", text(response), flags=re.S)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page)))


def answer(shown: str, question: str, following: str) -> str:
    """What stands between one question and the next."""
    return shown.split(question, 1)[1].split(following, 1)[0]


def test_a_fact_is_on_the_summary_and_on_no_day(scene: Scene) -> None:
    client = browser(scene.eva)
    shown = words(client.get(f"/people/{scene.walter.id}/summary/"))
    assert "Food: 4 Pureed. Drink: 2 Mildly thick" in shown
    assert "Two people. With: Full hoist and sling" in shown
    assert "Family or friend, known since" in shown
    assert "recorded by Eva Lindholm" in shown
    for page in ("", "weeks/", "trend/"):
        assert "Singing" not in words(client.get(f"/people/{scene.walter.id}/{page}"))
    with signed_in(scene.eva) as viewer:
        record, rule = gate.open(viewer, scene.walter.id, face="test", asked="x"), ServiceDay()
        assert record.entries() == []
        assert [each.kind for each in record.entries("risk")] == ["risk"]
        found = queries.days_up_to(record, rule.of(datetime.now(UTC)), rule, 14)
        assert (found.entries, found.others) == ([], [])
        assert queries.lately([scene.walter.id], rule.start(rule.of(datetime.now(UTC)))) == {}


def test_each_gap_is_stated_and_none_is_no(scene: Scene) -> None:
    know(scene.eva, scene.alan.id, "calms", {"known": "not-asked"})
    know(scene.eva, scene.alan.id, "risk", {"known": "none", "source": "person"})
    shown = words(browser(scene.eva).get(f"/people/{scene.alan.id}/summary/"))
    assert "No decision recorded: attempt CPR" in answer(shown, "If their heart stops", "Allergies")
    assert "Allergies: not asked" in shown
    assert "Not recorded" in answer(shown, "Food and drink", "Moving")
    assert "Not asked" in answer(shown, "What calms and what frightens", "Must not be missed")
    assert "None known" in answer(shown, "Risks", "Health conditions")


def test_a_list_reads_the_same_facts_as_a_person(scene: Scene) -> None:
    know(scene.eva, scene.others["Mary"].id, "texture")
    with signed_in(scene.eva) as viewer:
        facts = facts_of(gate.open(viewer, scene.walter.id, face="test", asked="x"))
        gate.open(viewer, scene.others["Mary"].id, face="test", asked="x")
        several = facts_about([scene.walter.id, scene.others["Mary"].id])
        (texture,) = facts_about([scene.walter.id], ("texture",))[scene.walter.id].held
    assert several[scene.walter.id] == facts
    assert [each.entry.kind for each in several[scene.others["Mary"].id].held] == ["texture"]
    assert texture.entry.answers["food"] == "4"


def test_two_people_who_record_one_fact_meet(scene: Scene) -> None:
    patient = scene.others["Mary"].id
    first = know(scene.eva, patient, "moving")
    assert first == fact_id(patient, "moving")
    with pytest.raises(Conflict):
        know(scene.sam, patient, "moving", {**RIGHT["moving"], "people": "one"})
    tablet = sign_in(scene.sam)
    other = fact("moving", {**RIGHT["moving"], "people": "one"}, patient=patient).to_browser()
    answered = tablet.put(other)
    assert answered.status_code == 412
    both = answered.json()
    assert (both["current"]["answers"]["people"], both["yours"]["answers"]["people"]) == ("two", "one")
    chosen = tablet.put(
        {**other, "replaces": both["current"]["version"], "reason": "Chosen after both were read"}
    )
    assert chosen.status_code == 200
    elsewhere = tablet.put({**other, "id": str(new_id())})
    assert elsewhere.status_code == 422
    assert "held once" in elsewhere.json()["errors"][0]["message"]


def test_what_was_removed_can_be_recorded_again_where_it_stood(scene: Scene) -> None:
    patient = scene.others["Agnes"].id
    id = know(scene.eva, patient, "moving")
    with signed_in(scene.eva) as viewer:
        gate.open(viewer, patient, face="test", asked="x").withdraw(id, expected=1, reason="Not hers.")
    shown = words(browser(scene.eva).get(f"/people/{patient}/summary/"))
    assert "Not recorded" in answer(shown, "4 Moving", "Talking")
    sheet = unescape(text(browser(scene.eva).get(f"/people/{patient}/record/?kind=moving")))
    assert '"replaces": 2' in sheet
    again = {**fact("moving", patient=patient).to_browser(), "replaces": 2, "reason": "Hers after all"}
    assert sign_in(scene.eva).put(again).status_code == 200
    shown = words(browser(scene.eva).get(f"/people/{patient}/summary/"))
    assert "Two people" in answer(shown, "4 Moving", "Talking")


def test_a_cpr_decision_needs_a_second_person_and_its_end_too(scene: Scene) -> None:
    patient = scene.others["Hannah"].id
    page = f"/people/{patient}/summary/"
    know(scene.eva, patient, "cpr", FORM)
    alone = words(browser(scene.sam).get(page))
    assert "Do not attempt CPR Entered by Eva Lindholm, not yet seen by a second person." in alone
    assert "I have the signed form in my hand" in alone
    assert "I have the signed form in my hand" not in words(browser(scene.eva).get(page))
    know(scene.eva, patient, "cpr-seen", {"says": "do-not-attempt"})
    assert "not yet seen by a second person" in words(browser(scene.sam).get(page)), (
        "nobody confirms their own"
    )
    know(scene.staff["agency_care_worker"], patient, "cpr-seen", {"says": "do-not-attempt"})
    both = words(browser(scene.sam).get(page))
    assert "Original seen by A Agency care worker too" in both
    assert "not yet seen" not in both
    change(scene.eva, patient, "cpr", expected=1, decision="ended")
    ending = words(browser(scene.sam).get(page))
    assert (
        "Do not attempt CPR Changed to “no decision” by Eva Lindholm, not yet seen by a second person."
        in ending
    )
    know(scene.sam, patient, "cpr-seen", {"says": "ended"})
    assert "No decision recorded: attempt CPR" in words(browser(scene.eva).get(page))


def test_rights_go_by_the_role_and_the_page_offers_only_what_they_allow(scene: Scene) -> None:
    agency = scene.staff["agency_care_worker"]
    change(agency, scene.walter.id, "calms", expected=1, calms="Singing with somebody")
    with pytest.raises(NotAllowed):
        change(agency, scene.walter.id, "texture", expected=1, food="7")
    shown = text(browser(agency).get(f"/people/{scene.walter.id}/summary/"))
    assert "?kind=calms" in shown
    assert "?kind=texture" not in shown
    assert "?kind=texture" in text(browser(scene.sam).get(f"/people/{scene.walter.id}/summary/"))
    assert "Not open to you here" in answer(words(browser(agency).get(f"/people/{scene.walter.id}/summary/")),
                                             "Who may decide by law, and", "GP and others")  # fmt: skip


@pytest.mark.parametrize("key", sorted(usual()))
def test_every_role_of_the_house_reaches_the_emergency_facts_and_no_more_than_its_own(
    scene: Scene, key: str
) -> None:
    client = browser(scene.staff[key])
    shown = words(client.get(f"/people/{scene.walter.id}/emergency/"))
    for said in (
        "Walter Green",
        "Do not attempt CPR",
        "11 February 2026",
        "Red folder",
        "Allergy: Penicillin",
        "Falling",
    ):
        assert said in shown, said
    role, calms = usual()[key], catalogue().kind("calms")
    with signed_in(scene.staff[key]) as viewer:
        record = gate.open(viewer, scene.walter.id, face="test", asked="x")
        reads_calms = record.may_read(calms.category, calms.tier)
    assert ("Singing" in shown) == reads_calms, role.words
    looks = words(browser(scene.eva).get(f"/people/{scene.walter.id}/looks/"))
    assert f"A {role.words}" in looks


def test_an_emergency_look_widens_nothing_else(scene: Scene) -> None:
    client = browser(scene.staff["administrator"])
    assert "Do not attempt CPR" in words(client.get(f"/people/{scene.walter.id}/emergency/"))
    after = words(client.get(f"/people/{scene.walter.id}/summary/"))
    assert "Do not attempt CPR" not in after
    assert "Penicillin" not in after
    assert "Allergies: not asked" not in after, "closed is not the same as not asked"
    assert "Not open to you here" in after
    assert "Penicillin" not in words(client.get("/"))
    with signed_in(scene.staff["administrator"]) as viewer:
        with gate.open_emergency(viewer, scene.walter.id, face="test") as record:
            assert [each.entry.kind for each in facts_of(record).held] == ["cpr", "risk"]
        assert facts_about([scene.walter.id]) == {}


def test_another_house_s_manager_is_answered_as_for_somebody_who_is_not_there(scene: Scene) -> None:
    client = browser(scene.stranger)
    for page in ("summary/", "emergency/"):
        closed = client.get(f"/people/{scene.walter.id}/{page}")
        absent = client.get(f"/people/{new_id()}/{page}")
        assert closed.status_code == absent.status_code == 404
        assert closed.content == absent.content
    with signed_in(scene.stranger) as viewer, pytest.raises(Refused):
        gate.open_emergency(viewer, scene.walter.id, face="test").__enter__()


def test_the_crew_s_page_says_what_is_not_known_and_that_it_is_no_chart(scene: Scene) -> None:
    client = browser(scene.staff["agency_care_worker"])
    shown = words(client.get(f"/people/{scene.walter.id}/emergency/"))
    assert "This is not the medicines chart. The chart is kept at" in shown
    assert "Nothing recorded. That does not mean that nothing was given." in shown
    assert "Blood pressure not recorded in the last 30 days" in shown
    assert "NHS number not recorded" in shown
    assert re.search(r"Made on \d+ \w+ \d{4} at \d\d:\d\d", shown)


def test_the_sheet_opens_what_is_held_and_goes_back_to_the_summary(scene: Scene) -> None:
    client = browser(scene.staff["agency_care_worker"])
    sheet = unescape(text(client.get(f"/people/{scene.walter.id}/record/?kind=calms")))
    assert f'data-done="/people/{scene.walter.id}/summary/"' in sheet
    assert '"frightens": "Noise"' in sheet
    daily = unescape(text(client.get(f"/people/{scene.walter.id}/record/?kind=drink")))
    assert f'data-done="/people/{scene.walter.id}/"' in daily
