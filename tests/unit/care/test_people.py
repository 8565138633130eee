"""Heads of pages: alerts and names that could be confused."""

from datetime import date
from uuid import uuid4

import pytest

from kith.care.people import Alert, Resident, alike, confusable


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Arthur Green", "Alan Green"),
        ("Mary Ash", "Mary Bell"),
        ("Jean Morris", "Joan Norris"),
        ("Walter Green", "Wilfred Greene"),
    ],
)
def test_names_that_staff_could_confuse(one, other) -> None:
    assert alike(one, other)


def test_names_that_nobody_confuses() -> None:
    assert not alike("Arthur Green", "Winifred Okafor")
    assert confusable(["Arthur Green", "Winifred Okafor", "Alan Green"]) == {0, 2}


def test_the_two_gravest_alerts_are_shown_and_the_others_counted() -> None:
    alerts = (
        Alert("Allergies: not asked", "quiet"),
        Alert("Thick drinks", "warn"),
        Alert("Penicillin", "alert"),
    )
    person = Resident(uuid4(), "Arthur Green", "Arthur", alerts=alerts)
    assert [alert.words for alert in person.foremost] == ["Penicillin", "Thick drinks"]
    assert person.further == 1


def test_age_counts_whole_years() -> None:
    person = Resident(uuid4(), "Arthur Green", "Arthur", born=date(1940, 11, 24))
    assert person.age(date(2026, 11, 23)) == 85
    assert person.age(date(2026, 11, 24)) == 86
    assert person.initials == "AG"
