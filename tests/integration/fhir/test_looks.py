"""AuditEvent: who looked, told to whom the page tells it, page after page, and each asking a look itself."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import psycopg
import pytest

from kith.access import gate
from kith.care.days import LONDON
from kith.directory import actions
from kith.record.connection import cursor
from kith.record.ids import new_id
from kith.record.looks import LookKind, record_look
from tests.support.api import Program, token
from tests.support.homes import as_owner, signed_in
from tests.support.places import Place
from tests.support.sharing import agree, both


def opened(place: Place, times: int = 1, name: str = "Eva Lindholm") -> UUID:
    """Somebody opens the person's record some times, in a browser; answers who it was."""
    with as_owner():
        nurse = place.home.worker("nurse", name)
    for _ in range(times):
        with signed_in(nurse) as viewer:
            gate.open(viewer, place.person.id, face="web", asked="day")
    return nurse.staff_id


def looks(place: Place, query: str = "") -> list[dict[str, Any]]:
    answer = place.nurse.get(f"AuditEvent?patient={place.patient}{query}")
    assert answer.status_code == 200, answer.text
    return events(answer)


def events(answer: httpx.Response) -> list[dict[str, Any]]:
    return [each["resource"] for each in answer.json().get("entry", [])]


def test_a_look_is_told_as_an_event(ours: Place) -> None:
    from kith.record.validation import check

    eva = opened(ours)
    (event,) = looks(ours)
    assert check(ours.nurse.get(f"AuditEvent/{event['id']}").content) == []
    assert event["type"]["code"] == "110110"
    assert [each["code"] for each in event["subtype"]] == ["opening"]
    assert (event["action"], event["outcome"]) == ("R", "0")
    assert event["purposeOfEvent"][0]["coding"][0]["code"] == "TREAT"
    assert event["agent"] == [
        {
            "role": [{"text": "Nurse"}],
            "requestor": True,
            "who": {"reference": f"Practitioner/{eva}", "display": "Eva Lindholm"},
        }
    ]
    organization = ours.home.organization
    observer = {"reference": f"Organization/{organization.id}", "display": organization.name}
    assert event["source"] == {"site": "web", "observer": observer}
    (entity,) = event["entity"]
    assert entity["what"] == {"reference": f"Patient/{ours.patient}"}
    assert (entity["description"], entity["detail"][0]["valueString"]) == ("day", "detail")


def test_each_way_of_looking_has_its_words_and_none_tells_of_another_person(ours: Place) -> None:
    with as_owner():
        nurse, ivy = ours.home.worker("nurse"), ours.home.person("Brown", "Ivy")
    with signed_in(nurse) as viewer:
        gate.list_people(viewer, face="web", asked="who is here")
        for kind in (LookKind.EXPORT, LookKind.OVERRIDE):
            record_look(cursor(), [ours.person.id, ivy.id], kind=kind, face="web", asked="")
    ours.nurse.get(f"Patient/{ours.patient}")
    ours.nurse.get(f"Observation?patient={ours.patient}")
    told = [
        (each["subtype"][-1]["code"], each["type"]["code"], each["subtype"][0]["code"], each["action"])
        for each in looks(ours)
    ]
    assert told == [
        ("api", "rest", "search-type", "E"),
        ("api", "rest", "read", "R"),
        ("override", "110110", "override", "R"),
        ("export", "110106", "export", "R"),
        ("list", "110112", "list", "E"),
    ]
    assert str(ivy.id) not in ours.nurse.get(f"AuditEvent?patient={ours.patient}").text


def test_told_to_whom_the_page_tells_it_and_to_nobody_else(ours: Place, theirs: Place) -> None:
    opened(ours)
    (event,) = looks(ours)
    kitchen = Program(token(ours.home, "kitchen"), ours.nurse.client)
    ours.nurse.get(f"AuditEvent/{event['id']}")
    assert kitchen.get(f"AuditEvent?patient={ours.patient}").status_code == 200
    assert kitchen.get(f"AuditEvent/{event['id']}").json() == event
    refused = [
        theirs.nurse.get(f"AuditEvent{each}")
        for each in (
            f"/{event['id']}",
            f"/{event['id'].replace(ours.person.id.hex, new_id().hex)}",
            f"/{event['id']}0",
            "/nonsense",
            f"/{new_id()}",
            f"/{event['id']}/_history/1",
            f"?patient={ours.patient}",
            f"?patient={new_id()}",
            "?patient=nonsense",
        )
    ]
    assert {answer.status_code for answer in refused} == {404}
    assert len({answer.text for answer in refused}) == 1
    assert theirs.nurse.get(f"AuditEvent?patient={theirs.patient}").json()["total"] == 0
    for path in (f"AuditEvent/{event['id']}", f"AuditEvent?patient={ours.patient}"):
        assert Program(None, ours.nurse.client).get(path).status_code == 401


def test_when_the_stay_ends_the_next_request_is_told_nothing(ours: Place) -> None:
    opened(ours)
    assert len(looks(ours)) == 1
    with as_owner():
        stay = ours.home.registration(ours.person)
        actions.end_registration(registration=stay, at=datetime.now(UTC), reason="They left")
    assert ours.nurse.get(f"AuditEvent?patient={ours.patient}").status_code == 404


def test_who_reads_by_an_agreement_is_told_of_their_own_organisations_list_alone(stranger: Program) -> None:
    with as_owner():
        known = both()
        agree(known.house, known.surgery)
        person = known.walter.id
    doctor = Program(token(known.surgery, "general_practitioner"), stranger.client)
    nurse = Program(token(known.house), stranger.client)
    assert doctor.get(f"Observation?patient={person}").status_code == 200
    found = events(nurse.get(f"AuditEvent?patient={person}"))
    assert [each["source"]["observer"]["display"] for each in found] == ["Mill Lane Surgery Ltd"]
    assert doctor.get(f"AuditEvent?patient={person}").status_code == 404
    assert doctor.get(f"AuditEvent/{found[0]['id']}").status_code == 404
    assert doctor.get(f"AuditEvent?patient={known.on_list.id}").status_code == 200


def test_asking_is_a_look_and_a_refusal_is_none(
    ours: Place, theirs: Place, owner: psycopg.Connection[Any]
) -> None:
    opened(ours)
    (event,) = looks(ours)
    ours.nurse.get(f"AuditEvent/{event['id']}")
    theirs.nurse.get(f"AuditEvent/{event['id']}")
    theirs.nurse.get(f"AuditEvent?patient={ours.patient}")
    kept = owner.execute(
        "select l.asked, l.kind from look l join look_person p on p.at = l.at and p.number = l.number"
        " where p.patient = %s order by l.at, l.number",
        (ours.patient,),
    ).fetchall()
    assert kept == [("day", 1), ("AuditEvent?", 5), (f"AuditEvent/{event['id']}", 5)]
    assert [each["entity"][0]["description"] for each in looks(ours)] == [row[0] for row in reversed(kept)]


def test_newest_first_page_after_page_and_what_is_new_moves_nothing(ours: Place, theirs: Place) -> None:
    opened(ours, 7)
    made = [each["id"] for each in looks(ours)]
    answer, seen = ours.nurse.get(f"AuditEvent?patient={ours.patient}&_count=3&date=ge2026"), []
    assert "total" not in answer.json()
    while True:
        seen += [each["id"] for each in events(answer)]
        links = {each["relation"]: each["url"].split("/fhir/")[1] for each in answer.json()["link"]}
        if "next" not in links:
            break
        assert ours.patient not in links["next"]
        observations = links["next"].replace("AuditEvent", "Observation")
        assert [place.nurse.get(links["next"]).status_code for place in (ours, theirs)] == [200, 400]
        assert ours.nurse.get(observations).status_code == 400
        answer = ours.nurse.get(links["next"])
    assert seen[1:] == made  # the first is the asking of all of them
    moments = [each["recorded"] for each in looks(ours)]
    assert moments == sorted(moments, reverse=True)


@pytest.mark.parametrize(
    ("prefix", "days", "found"),
    [("", 0, True), ("ge", 0, True), ("gt", 0, False), ("le", 0, True), ("lt", 0, False), ("ne", 0, False),
     ("sa", -1, True), ("eb", 1, True), ("eb", 0, False), ("lt", 1, True), ("ge", 1, False), ("ne", 1, True)],
)  # fmt: skip
def test_by_date(ours: Place, prefix: str, days: int, found: bool) -> None:
    with as_owner():
        nurse = ours.home.worker("nurse")
    with signed_in(nurse) as viewer:
        gate.open(viewer, ours.person.id, face="web", asked="day")
    day = datetime.now(LONDON).date() + timedelta(days=days)
    assert bool(looks(ours, f"&date={prefix}{day}")) == found


NOT_UNDERSTOOD = ("code=x", "agent=x", "_total=accurate", "date=x", "_count=0", "_sort=date", "_page=x")


def test_what_is_not_understood_is_refused_and_nobody_writes_looks(ours: Place) -> None:
    more = (*NOT_UNDERSTOOD, f"patient={new_id()}")
    for query in ("", "patient=", *(f"patient={ours.patient}&{each}" for each in more)):
        assert ours.nurse.get(f"AuditEvent?{query}").status_code in {400, 404}, query
    form = ours.nurse.send("POST", "AuditEvent/_search", data={"patient": f"Patient/{ours.patient}"})
    assert form.status_code == 200
    for method, path in (
        ("POST", "AuditEvent"),
        ("PUT", f"AuditEvent/{new_id()}"),
        ("DELETE", "AuditEvent/x"),
    ):
        assert ours.nurse.write(method, path, "{}").status_code == 405
    assert ours.nurse.get("AuditEvent/_history").status_code == 400


def test_answers_are_valid_r4(ours: Place) -> None:
    from kith.record.validation import check

    opened(ours, 2)
    assert check(ours.nurse.get(f"AuditEvent?patient={ours.patient}&_count=1").content) == []
