"""Allergies about one person: who may say what, what every page tells of it, and how one ends."""

import re
from uuid import UUID, uuid4

import orjson
import pytest
from django.test import Client

from kith.access import gate
from kith.care.allergies import ALLERGIES
from kith.directory.models import Account, KnownPatient
from kith.record.ids import new_id
from tests.integration.test_pages import browser, text
from tests.support.homes import Home, as_owner, home, signed_in

pytestmark = [pytest.mark.usefixtures("store_url")]
FORM = {
    "substance": "Penicillin", "reactions": ["rash", "breathing"], "other": "Shaking", "danger": "high", "says": "gp",
    "said": "3/3/2026", "thing": "medication", "kind": "allergy", "severity": "severe", "certainty": "confirmed",
    "first": "3/2019", "note": "In hospital for two nights",
}  # fmt: skip
SAYS = [
    "Allergy: Penicillin", "Reaction: ", "Shaking (severe)", "Dangerous", "First noticed March 2019",
    "GP or GP letter, 3 Mar 2026", "In hospital for two nights",
]  # fmt: skip


@pytest.fixture
def house(store_url: str) -> Home:
    with as_owner():
        return home()


@pytest.fixture
def walter(house: Home) -> KnownPatient:
    with as_owner():
        return house.person()


@pytest.fixture
def nurse(house: Home) -> Account:
    with as_owner():
        return house.worker("nurse", "Eva Lindholm")


def says(client: Client, patient: UUID, id: UUID | None = None, **more: object) -> UUID:
    """An allergy is recorded; answers its id."""
    id = id or new_id()
    answer = client.post(f"/people/{patient}/allergies/add", {**FORM, "form": str(id), **more})
    assert answer.status_code == 302, text(answer)
    assert answer["Location"].endswith("?said=done")
    return id


def answers(client: Client, patient: UUID, what: str) -> str:
    """The question is answered without naming one; answers where that leads."""
    sent = {"form": str(new_id()), "answer": what, "says": "person"}
    answer = client.post(f"/people/{patient}/allergies/answer", sent)
    assert answer.status_code == 302, text(answer)
    return str(answer["Location"])


def page(client: Client, patient: UUID, which: str) -> str:
    return text(client.get(f"/people/{patient}/{which}/"))


def ends(
    client: Client, patient: UUID, id: UUID, how: str, version: int = 1, why: str = "The GP tested it"
) -> str:
    sent = {"version": version, "how": how, "why": why}
    answer = client.post(f"/people/{patient}/allergies/{id}/end", sent)
    assert answer.status_code == 302, text(answer)
    return str(answer["Location"])


def test_what_a_nurse_says_stands_on_every_page_and_in_the_record(
    walter: KnownPatient, nurse: Account
) -> None:
    client = browser(nurse)
    assert "Allergies: not asked" in page(client, walter.id, "summary")
    id = says(client, walter.id)
    for which in ("summary", "emergency", "allergies"):
        told = page(client, walter.id, which)
        assert [each for each in SAYS if each not in told] == [], which
        assert "not asked" not in told.split("Allergy: Penicillin")[1][:400]
    assert "Allergy: Penicillin" in text(client.get("/"))
    with signed_in(nurse) as viewer:
        record = gate.open(viewer, walter.id, face="test", asked="test")
        held = orjson.loads(record.read("AllergyIntolerance", id).body or "")
    assert held["code"] == {"text": "Penicillin"}
    assert held["reaction"][0]["severity"] == "severe"
    assert [each["text"] for each in held["reaction"][0]["manifestation"]][-1] == "Shaking"
    assert (held["type"], held["category"], held["criticality"]) == ("allergy", ["medication"], "high")
    assert held["onsetDateTime"] == "2019-03"
    assert held["clinicalStatus"]["coding"][0]["code"] == "active"


def test_the_same_form_twice_is_one_allergy(walter: KnownPatient, nurse: Account) -> None:
    client, id = browser(nurse), new_id()
    says(client, walter.id, id)
    says(client, walter.id, id)
    assert page(client, walter.id, "allergies").count("Allergy: Penicillin</span></p>") == 1


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("none", "No known allergies"),
        ("not-known", "Allergies: asked, but not known"),
        ("declined", "Allergies: they chose not to say"),
    ],
)
def test_none_not_known_and_declined_are_different_answers(
    walter: KnownPatient, nurse: Account, answer: str, told: str
) -> None:
    client = browser(nurse)
    assert "Allergies</span><span" in page(client, walter.id, "asking")
    assert answers(client, walter.id, answer).endswith("?said=done")
    for which in ("summary", "emergency"):
        found = page(client, walter.id, which)
        assert told in found
        assert "Allergies: not asked" not in found
    assert "Allergies</span><span" not in page(client, walter.id, "asking")


def test_none_cannot_be_said_while_one_stands_and_is_old_once_one_was_named(
    walter: KnownPatient, nurse: Account
) -> None:
    client = browser(nurse)
    answers(client, walter.id, "none")
    id = says(client, walter.id)
    assert answers(client, walter.id, "none").endswith("?said=stands")
    assert "Allergy: Penicillin" in page(client, walter.id, "summary")
    ends(client, walter.id, id, "refuted")
    after = page(client, walter.id, "summary")
    assert "None now; what was recorded stands no longer" in after
    assert "No known allergies" not in after  # it was said before anybody knew of penicillin
    answers(client, walter.id, "none")
    assert "No known allergies" in page(client, walter.id, "summary")


@pytest.mark.parametrize("how", ["refuted", "resolved", "entered-in-error"])
def test_one_that_ended_warns_no_more_and_keeps_its_history(
    walter: KnownPatient, nurse: Account, how: str
) -> None:
    client = browser(nurse)
    id = says(client, walter.id)
    assert ends(client, walter.id, id, how).endswith("?said=ended")
    assert "Allergy: Penicillin" not in text(client.get("/"))
    assert ("Allergies: not asked" in page(client, walter.id, "summary")) == (how == "entered-in-error")
    history = page(client, walter.id, f"allergies/{id}")
    assert "The GP tested it" in history
    assert history.count("<li>\n      <p><strong>") == 2
    assert "Change it" not in history


def test_a_change_keeps_what_stood_and_a_second_one_at_once_is_refused(
    walter: KnownPatient, nurse: Account
) -> None:
    client = browser(nurse)
    id = says(client, walter.id)
    for substance, said in (("Amoxicillin", "done"), ("Aspirin", "met")):
        sent = {**FORM, "substance": substance, "version": 1}
        answer = client.post(f"/people/{walter.id}/allergies/{id}/change", sent)
        assert answer["Location"].endswith(f"?said={said}")
    assert "Allergy: Amoxicillin" in page(client, walter.id, "summary")
    history = page(client, walter.id, f"allergies/{id}")
    assert history.index("Allergy: Amoxicillin") < history.index("Allergy: Penicillin")
    kept = re.search(r'name="substance"[^>]*value="([^"]*)"|value="([^"]*)"[^>]*name="substance"', history)
    assert kept is not None
    assert "Amoxicillin" in kept.groups()


def test_what_is_missing_is_said_and_nothing_typed_is_lost(walter: KnownPatient, nurse: Account) -> None:
    client = browser(nurse)
    sent = {"form": str(new_id()), "other": "Shaking", "first": "in spring", "said": "1/1/2090"}
    back = text(client.post(f"/people/{walter.id}/allergies/add", sent))
    for words in (
        "Write what it is",
        "nobody can say",
        "Choose who says so",
        "a day that has been",
        "a year, a month",
    ):
        assert words in back
    assert 'value="Shaking"' in back
    assert 'value="in spring"' in back
    assert "Allergies: not asked" in page(client, walter.id, "summary")
    nothing = text(client.post(f"/people/{walter.id}/allergies/answer", {"form": str(new_id())}))
    assert "Choose one." in nothing


def test_another_homes_nurse_reads_says_changes_and_ends_nothing(
    walter: KnownPatient, nurse: Account
) -> None:
    id = says(browser(nurse), walter.id)
    with as_owner():
        stranger = browser(home("Elm House").worker("nurse", "Other Nurse"))
    base = f"/people/{walter.id}/allergies/"
    for address in (base, f"{base}add", f"{base}{id}/"):
        assert stranger.get(address).status_code == 404
    for address in (f"{base}add", f"{base}answer", f"{base}{id}/change", f"{base}{id}/end"):
        sent = {
            **FORM,
            "form": str(new_id()),
            "version": 1,
            "how": "refuted",
            "why": "I say so",
            "answer": "none",
        }
        assert stranger.post(address, sent).status_code == 404
    assert "Allergy: Penicillin" in page(browser(nurse), walter.id, "summary")


def test_somebody_elses_allergy_is_not_reached_through_another_person(
    house: Home, walter: KnownPatient, nurse: Account
) -> None:
    with as_owner():
        other = house.person("Brown", "Ann")
    client = browser(nurse)
    id = says(client, walter.id)
    assert client.get(f"/people/{other.id}/allergies/{id}/").status_code == 404
    sent = {"version": 1, "how": "refuted", "why": "It is not so"}
    assert client.post(f"/people/{other.id}/allergies/{id}/end", sent).status_code == 404
    assert client.post(f"/people/{walter.id}/allergies/{uuid4()}/end", sent).status_code == 404
    assert "Allergy: Penicillin" in page(client, walter.id, "summary")


@pytest.mark.parametrize("role", ["care_worker", "agency_care_worker", "kitchen", "administrator"])
def test_a_role_sees_only_what_it_may_do(
    house: Home, walter: KnownPatient, nurse: Account, role: str
) -> None:
    says(browser(nurse), walter.id)
    with as_owner():
        account = house.worker(role)
    client = browser(account)
    with signed_in(account) as viewer:
        record = gate.open(viewer, walter.id, face="test", asked="test")
        may = record.may_add(*ALLERGIES)
    assert may == (role in ("care_worker", "agency_care_worker"))
    assert ("Change or add" in page(client, walter.id, "summary")) == may
    added = client.post(
        f"/people/{walter.id}/allergies/add", {**FORM, "substance": "Nuts", "form": str(new_id())}
    )
    assert added.status_code == (302 if may else 404)
    assert ("Allergy: Nuts" in page(browser(nurse), walter.id, "summary")) == may
