"""Entries in words."""

from datetime import time
from decimal import Decimal

from kith.care.sayings import phrases, sentence
from tests.support.invented import DRINK, PRESSURE, SLEEP, WEIGHT, kind, part


def test_offered_and_taken_are_said_together() -> None:
    answers = {"what": "tea", "offered": Decimal(1200), "taken": Decimal(1150)}
    assert sentence(DRINK, answers) == "Tea; 1,150 of 1,200 ml"


def test_one_amount_alone_says_which_it_is() -> None:
    assert sentence(DRINK, {"taken": Decimal(50)}) == "Taken: 50 ml"
    assert sentence(DRINK, {"offered": Decimal(50)}) == "Offered: 50 ml"


def test_two_numbers_that_limit_each_other_are_not_an_amount_of_another() -> None:
    answers = {"upper": Decimal(130), "lower": Decimal(80), "arm": "left"}
    said = sentence(PRESSURE, answers)
    assert said == "Upper number: 130 mmHg; Lower number: 80 mmHg; Which arm? Left"


def test_nought_taken_is_said() -> None:
    assert sentence(DRINK, {"offered": Decimal(200), "taken": Decimal(0)}) == "0 of 200 ml"


def test_a_number_keeps_its_precision() -> None:
    assert sentence(WEIGHT, {"weight": Decimal("70.00")}) == "70.00 kg"


def test_yes_and_no_come_with_their_question() -> None:
    assert sentence(SLEEP, {"rested": False}) == "Rested: no"


def test_the_readers_register_is_used() -> None:
    assert [phrase.label for phrase in phrases(SLEEP, {"rested": True}, "clinical")] == ["Rested (c)"]


def test_a_time_is_said_without_seconds() -> None:
    waking = kind("waking", "Awake", "sleeping", part("woke", "time", "Woke"))
    assert sentence(waking, {"woke": time(7, 10)}) == "Woke: 07:10"


def test_an_answer_that_the_definition_does_not_list_is_still_shown() -> None:
    assert sentence(DRINK, {"what": "gin"}) == "gin"
