"""create and update: kept whole or refused with a reason, and never over somebody else's change."""

from typing import Any

import httpx
import orjson
import pytest

from kith.catalogue.systems import ENTRY_KINDS
from kith.record.ids import new_id
from kith.record.validation.reading import LARGEST
from tests.support.api import Program, entry, token
from tests.support.places import Place


def issues(answer: httpx.Response) -> list[dict[str, Any]]:
    body = answer.json()
    assert body["resourceType"] == "OperationOutcome"
    found: list[dict[str, Any]] = body["issue"]
    return found


def test_a_clients_own_id_is_kept_and_a_repeat_is_answered(ours: Place) -> None:
    id = str(new_id())
    text = entry(ours.patient, id=id)
    first = ours.nurse.write("PUT", f"Observation/{id}", text)
    again = ours.nurse.write("PUT", f"Observation/{id}", text)
    only_if_new = ours.nurse.write("PUT", f"Observation/{id}", text, if_none_match="*")
    assert (first.status_code, again.status_code, only_if_new.status_code) == (201, 200, 200)
    assert first.text == again.text == only_if_new.text
    assert ours.nurse.get(f"Observation/{id}").json()["meta"]["versionId"] == "1"


def test_nobody_adds_to_another_organisations_person(ours: Place, theirs: Place) -> None:
    hidden = theirs.nurse.write("POST", "Observation", entry(ours.patient))
    absent = theirs.nurse.write("POST", "Observation", entry(new_id()))
    assert hidden.status_code == absent.status_code == 404
    assert hidden.text == absent.text
    assert ours.nurse.write("POST", "Observation", entry(ours.patient)).status_code == 201
    found = ours.nurse.get(f"Observation?patient={ours.patient}").json()
    assert found["total"] == 1


def test_nobody_changes_another_organisations_entry(ours: Place, theirs: Place) -> None:
    id = str(new_id())
    assert ours.nurse.write("PUT", f"Observation/{id}", entry(ours.patient, id=id)).status_code == 201
    for patient in (ours.patient, theirs.patient):
        text = entry(patient, id=id, value="99.00")
        answer = theirs.nurse.write("PUT", f"Observation/{id}", text, if_match='W/"1"')
        assert answer.status_code == 404
        assert "70" not in answer.text
    taken = theirs.nurse.write("PUT", f"Observation/{id}", entry(theirs.patient, id=id))
    assert taken.status_code in {404, 409}
    assert '"value":70.00,' in ours.nurse.get(f"Observation/{id}").text


def test_a_role_adds_and_changes_what_it_may_and_no_more(ours: Place) -> None:
    id = str(new_id())
    assert ours.nurse.write("PUT", f"Observation/{id}", entry(ours.patient, id=id)).status_code == 201
    office = Program(token(ours.home, "administrator"), ours.nurse.client)
    refused = office.write("POST", "Observation", entry(ours.patient))
    assert refused.status_code == 403
    assert "Ask the person in charge" in str(issues(refused)[0]["details"])
    assert office.get(f"Observation/{id}").status_code == 404
    assert office.get(f"Patient/{ours.patient}").status_code == 200


def test_an_update_follows_the_version_it_saw(ours: Place) -> None:
    id = str(new_id())
    path = f"Observation/{id}"
    ours.nurse.write("PUT", path, entry(ours.patient, id=id, value="70.00"))
    amended = entry(ours.patient, id=id, value="71.50", status="amended")
    second = ours.nurse.write("PUT", path, amended, if_match='W/"1"')
    assert (second.status_code, second.headers["etag"]) == (200, 'W/"2"')
    in_meta = entry(ours.patient, id=id, value="72.00", status="amended", meta={"versionId": "2"})
    assert ours.nurse.write("PUT", path, in_meta).headers["etag"] == 'W/"3"'
    late = ours.nurse.write("PUT", path, entry(ours.patient, id=id, value="80.10"), if_match='W/"1"')
    assert late.status_code == 412
    assert '"value":72.00,' in late.text
    assert '"value":80.10,' in late.text
    assert late.headers["etag"] == 'W/"3"'
    assert [each["resourceType"] for each in late.json()["contained"]] == ["Observation", "Observation"]
    blind = ours.nurse.write("PUT", path, entry(ours.patient, id=id, value="81.00"))
    only_if_new = ours.nurse.write("PUT", path, entry(ours.patient, id=id, value="81.00"), if_none_match="*")
    assert (blind.status_code, only_if_new.status_code) == (412, 412)
    assert ours.nurse.get(path).headers["etag"] == 'W/"3"'


def test_a_repeated_update_is_answered_and_not_kept_twice(ours: Place) -> None:
    id = str(new_id())
    path = f"Observation/{id}"
    ours.nurse.write("PUT", path, entry(ours.patient, id=id))
    amended = entry(ours.patient, id=id, value="71.50", status="amended")
    answers = [ours.nurse.write("PUT", path, amended, if_match='W/"1"') for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].text == answers[1].text


def test_an_entry_never_moves_to_another_person(ours: Place) -> None:
    from tests.support.homes import as_owner

    with as_owner():
        other = ours.home.person("Other", "Ann")
    id = str(new_id())
    ours.nurse.write("PUT", f"Observation/{id}", entry(ours.patient, id=id))
    moved = ours.nurse.write("PUT", f"Observation/{id}", entry(other.id, id=id), if_match='W/"1"')
    assert moved.status_code == 422
    assert ours.nurse.get(f"Observation/{id}").json()["subject"]["reference"] == f"Patient/{ours.patient}"


@pytest.mark.parametrize(
    ("changes", "status", "where"),
    [
        ({"status": "done"}, 422, "Observation.status"),
        ({"valueString": "x"}, 422, "Observation.valueString"),
        ({"effectiveDateTime": "2026-02-30"}, 422, "Observation.effectiveDateTime"),
        ({"subject": None}, 422, "Observation"),
        ({"subject": {"reference": "Patient/example"}}, 422, "Observation"),
        ({"resourceType": "Condition"}, 422, "Condition.status"),
        (
            {"code": {"coding": [{"system": ENTRY_KINDS, "code": "nonsense"}]}},
            422,
            "Observation",
        ),
    ],
)
def test_what_is_wrong_is_refused_with_its_place(
    ours: Place, changes: dict[str, Any], status: int, where: str
) -> None:
    answer = ours.nurse.write("POST", "Observation", entry(ours.patient, **changes))
    assert answer.status_code == status
    assert any(where in issue.get("expression", []) for issue in issues(answer)), answer.text
    assert ours.nurse.get(f"Observation?patient={ours.patient}").json()["total"] == 0


def test_the_impossible_is_refused_by_the_catalogue(ours: Place) -> None:
    assert ours.nurse.write("POST", "Observation", entry(ours.patient, value="4000")).status_code == 422
    assert ours.nurse.write("POST", "Observation", entry(ours.patient, value="70")).status_code == 201


def test_what_is_not_a_resource_is_refused(ours: Place) -> None:
    for text in (
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"resourceType":"Observation","status":"a","status":"b"}',
        b"\xff",
    ):
        answer = ours.nurse.write("POST", "Observation", text)
        assert answer.status_code == 400
        assert issues(answer)


def test_bounds_of_what_can_be_sent(ours: Place) -> None:
    assert ours.nurse.write("POST", "Observation", b" " * (LARGEST + 1)).status_code == 413
    odd = ours.nurse.write("POST", "Observation", entry(ours.patient), content_type="application/fhir+xml")
    assert odd.status_code == 415
    elsewhere = ours.nurse.write("PUT", f"Observation/{new_id()}", entry(ours.patient, id=str(new_id())))
    assert elsewhere.status_code == 400
    conditional = ours.nurse.write("POST", "Observation", entry(ours.patient), if_none_exist="identifier=1")
    assert conditional.status_code == 400
    for header in ('W/"x"', "*", '"0"', 'W/"1", W/"2"', "1"):
        id = str(new_id())
        answer = ours.nurse.write("PUT", f"Observation/{id}", entry(ours.patient, id=id), if_match=header)
        assert answer.status_code == 400


def test_what_gives_rights_is_not_written_through_the_api(ours: Place) -> None:
    for kind in ("Patient", "EpisodeOfCare", "PractitionerRole", "Organization", "Consent", "Provenance"):
        answer = ours.nurse.write("POST", kind, {"resourceType": kind})
        assert answer.status_code == 400
        assert issues(answer)[0]["code"] == "not-supported"


def test_other_methods_are_answered_in_fhir(ours: Place) -> None:
    for method in ("DELETE", "PATCH", "OPTIONS", "TRACE", "NONSENSE"):
        answer = ours.nurse.send(method, f"Patient/{ours.patient}")
        assert answer.status_code == 405
        assert answer.headers["allow"] == "GET, HEAD, PUT"
        assert issues(answer)


def test_a_stranger_writes_nothing(ours: Place, stranger: Program) -> None:
    assert stranger.write("POST", "Observation", entry(ours.patient)).status_code == 401
    assert ours.nurse.write("POST", "Observation", entry(ours.patient)).status_code == 201


def test_a_sender_can_make_a_label_more_careful_but_not_less(ours: Place) -> None:
    def named(slug: str) -> str:
        coding = {"system": "https://kith.example/CodeSystem/record-category", "code": slug}
        text = entry(
            ours.patient, code={"text": "Something seen"}, extension=None, category=[{"coding": [coding]}]
        )
        answer = ours.nurse.write("POST", "Observation", text)
        assert answer.status_code == 201, answer.text
        return str(orjson.loads(answer.content)["id"])

    careful, careless = named("safeguarding"), named("demographics")
    office = Program(token(ours.home, "administrator"), ours.nurse.client)
    assert ours.nurse.get(f"Observation/{careless}").status_code == 200
    assert office.get(f"Observation/{careless}").status_code == 404
    agency = Program(token(ours.home, "agency_care_worker"), ours.nurse.client)
    assert agency.get(f"Observation/{careless}").status_code == 200
    assert agency.get(f"Observation/{careful}").status_code == 404
