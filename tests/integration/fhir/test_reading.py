"""read and vread: what is open is given exactly as it was kept, and what is not looks like what is not there."""

import re
from datetime import UTC, datetime

import httpx
import orjson
import psycopg

from kith.record.ids import new_id
from tests.support.api import Program, entry
from tests.support.homes import as_owner
from tests.support.places import Place


def created(place: Place, text: str) -> tuple[str, httpx.Response]:
    answer = place.nurse.write("POST", "Observation", text)
    assert answer.status_code == 201, answer.text
    return answer.json()["id"], answer


def test_a_reading_gives_every_character_back(ours: Place) -> None:
    id, answer = created(ours, entry(ours.patient, value="70.00"))
    read = ours.nurse.get(f"Observation/{id}")
    assert read.status_code == 200
    assert '"value":70.00,' in read.text
    assert read.headers["etag"] == 'W/"1"'
    assert read.headers["content-type"] == "application/fhir+json; charset=utf-8"
    assert read.headers["cache-control"] == "no-store"
    assert re.fullmatch(r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT", read.headers["last-modified"])
    assert answer.headers["location"] == f"http://localhost/fhir/Observation/{id}/_history/1"
    assert read.json()["meta"]["versionId"] == "1"


def test_another_organisations_entry_is_as_good_as_absent(ours: Place, theirs: Place) -> None:
    id, _ = created(ours, entry(ours.patient))
    hidden = theirs.nurse.get(f"Observation/{id}")
    absent = theirs.nurse.get(f"Observation/{new_id()}")
    malformed = theirs.nurse.get("Observation/nonsense")
    assert ours.nurse.get(f"Observation/{id}").status_code == 200
    assert hidden.status_code == absent.status_code == malformed.status_code == 404
    assert hidden.text == absent.text == malformed.text
    assert hidden.headers.items() == absent.headers.items() == malformed.headers.items()


def test_another_type_under_the_same_id_is_absent(ours: Place) -> None:
    id, _ = created(ours, entry(ours.patient))
    assert ours.nurse.get(f"AllergyIntolerance/{id}").status_code == 404
    assert ours.nurse.get(f"Patient/{ours.patient}").status_code == 200


def test_each_reading_is_a_look_that_is_committed_when_the_answer_comes(
    ours: Place, theirs: Place, owner: psycopg.Connection[object]
) -> None:
    id, _ = created(ours, entry(ours.patient))
    since = datetime.now(UTC)
    ours.nurse.get(f"Observation/{id}")
    theirs.nurse.get(f"Observation/{id}")
    looks = owner.execute(
        "select l.face, l.asked, l.kind from look l join look_person p on p.at = l.at and p.number = l.number"
        " where p.patient = %s and l.at >= %s",
        (ours.patient, since),
    ).fetchall()
    assert looks == [("fhir", f"Observation/{id}", 5)]


def test_versions_stay(ours: Place, theirs: Place) -> None:
    id, _ = created(ours, entry(ours.patient, value="70.00"))
    second = entry(ours.patient, value="71.50", id=id, status="amended")
    assert ours.nurse.write("PUT", f"Observation/{id}", second, if_match='W/"1"').status_code == 200
    first = ours.nurse.get(f"Observation/{id}/_history/1")
    assert '"value":70.00,' in first.text
    assert first.headers["etag"] == 'W/"1"'
    assert '"value":71.50,' in ours.nurse.get(f"Observation/{id}").text
    for version in ("3", "0", "x", "1e3", "99999999999999999999", "-1", "\u0661"):
        assert ours.nurse.get(f"Observation/{id}/_history/{version}").status_code == 404
    assert theirs.nurse.get(f"Observation/{id}/_history/1").status_code == 404


def test_what_has_not_changed_is_not_sent_again(ours: Place) -> None:
    id, _ = created(ours, entry(ours.patient))
    same = ours.nurse.get(f"Observation/{id}", headers={"If-None-Match": 'W/"1"'})
    assert (same.status_code, same.content) == (304, b"")
    assert ours.nurse.get(f"Observation/{id}", headers={"If-None-Match": 'W/"2"'}).status_code == 200
    assert ours.nurse.send("HEAD", f"Observation/{id}").headers["etag"] == 'W/"1"'


def test_somebody_who_moves_in_later_is_open_to_an_older_token(ours: Place, theirs: Place) -> None:
    with as_owner():
        late = ours.home.person("Late", "Ada")
    assert ours.nurse.get(f"Patient/{late.id}").status_code == 200
    assert theirs.nurse.get(f"Patient/{late.id}").status_code == 404


def test_without_an_open_token_nothing_is_read(ours: Place, stranger: Program) -> None:
    id, _ = created(ours, entry(ours.patient))
    for header in (
        "",
        "Bearer",
        "Bearer x",
        "Bearer " + "a" * 40,
        "Basic YTpi",
        f"Bearer {ours.nurse.token}x",
    ):
        answer = stranger.get(f"Observation/{id}", headers={"Authorization": header} if header else {})
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Bearer")
        assert answer.json()["resourceType"] == "OperationOutcome"
    assert ours.nurse.get(f"Observation/{id}").status_code == 200


def test_a_session_that_has_ended_reads_no_more(ours: Place, owner: psycopg.Connection[object]) -> None:
    assert ours.nurse.get(f"Patient/{ours.patient}").status_code == 200
    owner.execute("update session set ended = now() where until > now() and ended is null")
    assert ours.nurse.get(f"Patient/{ours.patient}").status_code == 401


def test_addresses_that_lead_nowhere_answer_in_fhir(ours: Place) -> None:
    for path in (
        "",
        "Observation/1/2/3",
        "Nonsense/1",
        "Observation/$lastn",
        "metadata/x",
        "..%2f",
        "%00",
        "%ff/1",
    ):
        answer = ours.nurse.get(path)
        assert answer.status_code in {400, 404}
        assert orjson.loads(answer.content)["resourceType"] == "OperationOutcome"


def test_only_json_of_r4_is_spoken(ours: Place) -> None:
    patient = f"Patient/{ours.patient}"
    for accepted in (
        "application/fhir+json",
        "application/json;q=0.9, text/html",
        "*/*",
        "application/fhir+json; fhirVersion=4.0",
    ):
        assert ours.nurse.get(patient, headers={"Accept": accepted}).status_code == 200
    for refused in ("application/fhir+xml", "text/html", "application/fhir+json; fhirVersion=5.0"):
        assert ours.nurse.get(patient, headers={"Accept": refused}).status_code == 406
    assert ours.nurse.get(patient + "?_format=json", headers={"Accept": "text/html"}).status_code == 200
    assert ours.nurse.get(patient + "?_format=application/fhir+json").status_code == 200
    assert ours.nurse.get(patient + "?_format=xml").status_code == 406


def test_a_host_that_is_not_ours_gets_no_links(ours: Place) -> None:
    assert ours.nurse.get("metadata", headers={"Host": "evil.example"}).status_code == 400
    assert ours.nurse.get("metadata", headers={"Host": "localhost"}).status_code == 200


def test_a_connection_that_was_lost_is_made_anew(ours: Place, admin_dsn: str) -> None:
    id = str(new_id())
    path = f"Observation/{id}"
    _lose_connections(admin_dsn)
    assert ours.nurse.get(f"Patient/{ours.patient}").status_code == 200
    _lose_connections(admin_dsn)
    assert ours.nurse.write("PUT", path, entry(ours.patient, id=id)).status_code == 201
    _lose_connections(admin_dsn)
    assert ours.nurse.get(f"Observation?patient={ours.patient}").json()["total"] == 1


def _lose_connections(admin: str) -> None:
    lost = "select pg_terminate_backend(pid, 5000) from pg_stat_activity where usename = 'kith_app'"
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f"{lost} and datname = current_database()")
