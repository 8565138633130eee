"""search: everything that fits and may be seen, nothing else, page after page; and what the server says it can do."""

from datetime import UTC, datetime, timedelta
from urllib.parse import quote, urlsplit

import psycopg
import pytest

from kith.record.ids import new_id
from tests.support.api import Program, entry, token
from tests.support.places import Place

WEIGHT = "https://kith.example/CodeSystem/entry-kind|weight"
LOINC = "http://loinc.org|29463-7"


def add(place: Place, **changes: object) -> str:
    answer = place.nurse.write("POST", "Observation", entry(place.patient, **changes))  # type: ignore[arg-type]  # texts
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def ids(place: Place, query: str) -> list[str]:
    answer = place.nurse.get(f"Observation?patient={place.patient}&{query}")
    assert answer.status_code == 200, answer.text
    bundle = answer.json()
    found = [each["resource"]["id"] for each in bundle.get("entry", [])]
    assert bundle["total"] == len(found)
    return found


def test_by_code_in_any_coding(ours: Place) -> None:
    kind = {"system": "https://kith.example/CodeSystem/entry-kind", "code": "weight"}
    loinc = {"system": "http://loinc.org", "code": "29463-7"}
    both = add(ours, code={"coding": [kind, loinc]})
    other = add(ours, code={"coding": [{"code": "local"}]}, extension=None, effectiveDateTime="2026-11-19")
    for code in (WEIGHT, LOINC, "weight", "29463-7", f"nothing|x,{WEIGHT}"):
        assert ids(ours, f"code={quote(code)}") == [both]
    for code in ("local", "|local"):
        assert ids(ours, f"code={quote(code)}") == [other]
    for code in ("|weight", "http://loinc.org|weight", "nothing"):
        assert ids(ours, f"code={quote(code)}") == []
    assert ids(ours, f"code={quote(WEIGHT + ',local')}") == [both, other]
    assert ids(ours, "") == [both, other]


def test_a_kind_of_entry_is_always_the_first_coding(ours: Place) -> None:
    kind = {"system": "https://kith.example/CodeSystem/entry-kind", "code": "weight"}
    second = entry(ours.patient, code={"coding": [{"system": "http://loinc.org", "code": "29463-7"}, kind]})
    assert ours.nurse.write("POST", "Observation", second).status_code == 422


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("date=2026-11-20", "morning night"),
        ("date=2026-11", "morning night day"),
        ("date=2026-11-19", "day"),
        ("date=2026-11-20T08:10:00Z", "morning"),
        ("date=2026-11-20T08:10Z", "morning"),
        ("date=2026-11-20T09:10:00%2B01:00", "morning"),
        ("date=2026-11-20T09:10:00+01:00", "morning"),
        ("date=2026-11-20T08:10:01Z", ""),
        ("date=ge2026-11-20", "morning night long"),
        ("date=gt2026-11-20", "long"),
        ("date=le2026-11-20", "morning night day long"),
        ("date=lt2026-11-20", "day"),
        ("date=sa2026-11-19", "morning night long"),
        ("date=eb2026-11-20", "day"),
        ("date=ne2026-11-20", "day long"),
        ("date=ge2026-11-20T12:00:00Z", "night long"),
        ("date=ge2026-11-20&date=lt2026-11-20T12:00:00Z", "morning"),
        ("date=2027", ""),
    ],
)
def test_by_date_as_r4_compares_them(ours: Place, query: str, found: str) -> None:
    """One at 8:10, one from 22:00 to 23:00, one of a whole day before, and one that has gone on since 20:00."""
    period = {"effectiveDateTime": None, "code": {"text": "x"}, "extension": None}
    made = {
        "morning": add(ours),
        "night": add(
            ours, **period, effectivePeriod={"start": "2026-11-20T22:00:00Z", "end": "2026-11-20T23:00:00Z"}
        ),
        "day": add(ours, effectiveDateTime="2026-11-19", code={"text": "x"}, extension=None),
        "long": add(ours, **period, effectivePeriod={"start": "2026-11-20T20:00:00Z"}),
    }
    assert sorted(ids(ours, query)) == sorted(made[name] for name in found.split())


def test_newest_first_page_after_page(ours: Place) -> None:
    start = datetime(2026, 11, 1, tzinfo=UTC)
    made = [add(ours, effectiveDateTime=(start + timedelta(hours=n // 2)).isoformat()) for n in range(7)]
    seen, sizes = [], []
    answer = ours.nurse.get(
        f"Observation?patient={ours.patient}&code={quote(WEIGHT)}&_count=3&_total=accurate"
    )
    assert answer.json()["total"] == 7
    while True:
        bundle = answer.json()
        sizes.append(len(bundle["entry"]))
        seen += [each["resource"] for each in bundle["entry"]]
        links = {link["relation"]: link["url"] for link in bundle["link"]}
        if "next" not in links:
            break
        assert ours.patient not in links["next"]
        assert "weight" not in links["next"]
        answer = ours.nurse.get(links["next"].split("/fhir/")[1])
        assert answer.status_code == 200
    assert sizes == [3, 3, 1]
    assert sorted(each["id"] for each in seen) == sorted(made)
    moments = [each["effectiveDateTime"] for each in seen]
    assert moments == sorted(moments, reverse=True)


def test_a_pages_link_is_its_own_sessions_and_cannot_be_forged(ours: Place, theirs: Place) -> None:
    for _ in range(3):
        add(ours)
    bundle = ours.nurse.get(f"Observation?patient={ours.patient}&_count=1").json()
    assert "total" not in bundle  # not counted, and so not said
    link = next(each["url"] for each in bundle["link"] if each["relation"] == "next").split("/fhir/")[1]
    assert ours.nurse.get(link).status_code == 200
    assert theirs.nurse.get(link).status_code == 400
    colleague = Program(token(ours.home), ours.nurse.client)
    assert colleague.get(link).status_code == 400
    cut = [
        link[:-3],
        link + "A",
        "Observation?_page=",
        "Observation?_page=%F0%9F%98%80",
        link.replace("=", "=A", 1),
    ]
    assert [ours.nurse.get(each).status_code for each in cut] == [400] * 5


def test_hidden_absent_and_malformed_people_look_the_same(ours: Place, theirs: Place) -> None:
    add(ours)
    assert len(ids(ours, "")) == 1
    answers = [
        theirs.nurse.get(f"Observation?patient={each}")
        for each in (ours.patient, new_id(), "nonsense", "Patient/x")
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1


def test_what_a_role_may_not_read_is_not_counted_either(ours: Place) -> None:
    coding = {"system": "https://kith.example/CodeSystem/record-category", "code": "mental-health"}
    add(ours)
    add(ours, code={"text": "x"}, extension=None, category=[{"coding": [coding]}])
    agency = Program(token(ours.home, "agency_care_worker"), ours.nurse.client)
    assert ours.nurse.get(f"Observation?patient={ours.patient}&_total=accurate").json()["total"] == 2
    assert agency.get(f"Observation?patient={ours.patient}&_total=accurate").json()["total"] == 1


def test_by_post_the_address_says_nothing(ours: Place) -> None:
    made = add(ours)
    form = {"patient": f"Patient/{ours.patient}", "code": WEIGHT}
    answer = ours.nurse.send("POST", "Observation/_search", data=form)
    assert [each["resource"]["id"] for each in answer.json()["entry"]] == [made]
    assert ours.nurse.send("POST", "Observation/_search", json=form).status_code == 415


def test_each_search_is_a_look(ours: Place, owner: psycopg.Connection[object]) -> None:
    since = datetime.now(UTC)
    ids(ours, "date=2026")
    looks = owner.execute(
        "select l.asked from look l join look_person p on p.at = l.at and p.number = l.number"
        " where p.patient = %s and l.at >= %s",
        (ours.patient, since),
    ).fetchall()
    assert looks == [("Observation?",)]


NOT_UNDERSTOOD = (
    "patient:mdm=x", "patient.name=x", "_include=x", "status=final", "_sort=date", "code:in=x", "patient=x", "subject=x",
    "date=x", "date=zz2026", "date=2026-02-30", "date=2026&date=x", "_count=0", "_count=-1", "_count=x",
    "code=a|", "code=,", "_total=accurate&_total=none", "date=ap2026", "code=" + "a," * 60, "x" * 9000, "date=9999", "x=%ff",
)  # fmt: skip


def test_what_is_not_understood_is_refused_and_never_left_out(ours: Place) -> None:
    for query in ("", "code=x", "patient=", *(f"patient={ours.patient}&{each}" for each in NOT_UNDERSTOOD)):
        answer = ours.nurse.get(f"Observation?{query}")
        assert answer.status_code in {400, 404, 414}, query
        assert answer.json()["resourceType"] == "OperationOutcome"


def test_the_server_says_what_it_does(ours: Place, stranger: Program) -> None:
    answer = stranger.get("metadata")
    assert answer.status_code == 200
    statement = answer.json()
    assert statement["fhirVersion"] == "4.0.1"
    assert urlsplit(statement["implementation"]["url"]).path == "/fhir"
    for resource in statement["rest"][0]["resource"]:
        codes = {each["code"] for each in resource["interaction"]}
        kind = resource["type"]
        found = ours.nurse.get(f"{kind}?patient={ours.patient}").status_code
        assert (found == 200) == ("search-type" in codes)
        wrote = ours.nurse.write("POST", kind, "{}")
        refused = wrote.json()["issue"][0]["code"] == "not-supported"
        assert refused == ("create" not in codes)


def test_the_servers_statement_is_valid_r4(stranger: Program) -> None:
    from kith.record.validation import check

    assert check(stranger.get("metadata").content) == []


def test_answers_are_valid_r4(ours: Place) -> None:
    from kith.record.validation import check

    add(ours)
    assert check(ours.nurse.get(f"Observation?patient={ours.patient}").content) == []
    assert check(ours.nurse.get("Observation").content) == []
