"""Alerts: "not asked" is not "no", and danger is told apart from care."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from kith.care.facts import Facts
from kith.care.people import Alert
from kith.care.residents import NOT_ASKED, allergy_alerts, fact_alerts, held_alerts
from kith.catalogue.components.alert import Alert as Held
from kith.catalogue.components.allergy import Allergy
from tests.support.facts import held

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def allergy(substance: str, **more: str) -> Allergy:
    return Allergy(uuid4(), uuid4(), substance, **more)


def test_nothing_held_is_not_asked_and_none_known_is_no_alert() -> None:
    assert allergy_alerts([]) == [NOT_ASKED]
    assert allergy_alerts([Allergy.none_known(uuid4(), uuid4(), NOW, uuid4())]) == []


def test_an_allergy_is_danger_unless_it_is_said_to_be_slight() -> None:
    found = allergy_alerts([allergy("Penicillin"), allergy("Wool", danger="low")])
    assert found == [Alert("Allergy: Penicillin", "alert"), Alert("Allergy: Wool", "warn")]


def test_what_was_entered_in_error_leaves_the_question_open() -> None:
    assert allergy_alerts([allergy("Nuts", certainty="entered-in-error")]) == [NOT_ASKED]
    assert allergy_alerts([allergy("Nuts", status="resolved")]) == []


def test_alerts_hold_until_they_end() -> None:
    choking = Held(uuid4(), uuid4(), "Choking risk")
    ended = Held(uuid4(), uuid4(), "Wet floor", end=NOW - timedelta(hours=1))
    diet = Held(uuid4(), uuid4(), "Soft food", category="diet", end=NOW + timedelta(hours=1))
    assert held_alerts([choking, ended, diet], NOW) == [
        Alert("Choking risk", "alert"),
        Alert("Soft food", "warn"),
    ]


def test_facts_warn_of_food_and_drink_that_are_not_the_usual_and_of_a_decision_not_to_attempt_cpr() -> None:
    assert fact_alerts(Facts()) == []
    usual = held("texture", {"known": "known", "food": "7", "drink": "0", "source": "staff"})
    assert fact_alerts(Facts((usual,))) == []
    assert fact_alerts(Facts((held("texture", {"known": "not-asked"}),))) == []
    soft = held("texture", {"known": "known", "food": "6", "drink": "0", "source": "staff"})
    assert fact_alerts(Facts((soft,))) == [Alert("Food 6 Soft and bite-sized, drink 0 Thin", "warn")]
    found = fact_alerts(Facts((held("cpr", {"decision": "do-not-attempt"}), held("texture"))))
    assert [alert.words for alert in found] == [
        "Food 4 Pureed, drink 2 Mildly thick",
        "Do not attempt CPR: not yet seen by a second person",
    ]
