"""Plans from facts: what a clock tells, and nothing of what it does not."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kith.care.due.plans import ONLY_DONE, plans_of
from kith.care.facts import Facts
from tests.support.facts import MORNING, held

AT = {
    "known": "known", "what": "Weigh", "harm": True, "timing": "at", "at": ["08", "20"], "days": ["mon", "sun"],
    "record": "weight", "until": date(2026, 12, 1), "source": "gp",
}  # fmt: skip
EVERY = {
    "known": "known", "what": "Turn", "harm": False, "timing": "every", "every": Decimal(3), "between": "night",
    "record": "turning", "source": "staff",
}  # fmt: skip


def plans(answers: dict[str, Any], **more: Any) -> list[Any]:
    return plans_of(Facts((held("must-do", answers, **more),)))


def test_set_hours_and_days() -> None:
    (plan,) = plans(AT)
    assert (plan.hours, plan.days, plan.every, plan.must) == ((8, 20), (0, 6), 0, True)
    assert (plan.record, plan.until, plan.since) == ("weight", date(2026, 12, 1), MORNING)


def test_an_interval() -> None:
    (plan,) = plans(EVERY)
    assert (plan.hours, plan.every, plan.between, plan.must) == ((), 3, "night", False)


def test_a_change_holds_from_when_it_was_made() -> None:
    (plan,) = plans(AT, hours=5)
    assert plan.since > MORNING


@pytest.mark.parametrize(
    "answers",
    [
        {**AT, "timing": "words", "when": "At meals"},
        {"known": "none", "source": "staff"},
        {"known": "not-asked"},
    ],
)
def test_words_and_gaps_are_no_plan(answers: dict[str, Any]) -> None:
    assert plans(answers) == []


def test_what_was_removed_is_no_plan() -> None:
    assert plans(AT, removed=True) == []


def test_where_nobody_said_whether_it_would_harm_it_must_not_be_missed() -> None:
    assert plans({key: value for key, value in AT.items() if key != "harm"})[0].must


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"at": ["8", "25", 7, None]}, ((), "weight")),
        ({"at": "08"}, ((), "weight")),
        ({"record": ["weight"]}, ((8, 20), ONLY_DONE)),
        ({"record": "no-longer-used"}, ((8, 20), ONLY_DONE)),
    ],
)
def test_what_is_written_wrongly_breaks_no_list(wrong: dict[str, Any], told: tuple[Any, str]) -> None:
    (plan,) = plans({**AT, **wrong})
    assert (plan.hours, plan.record) == told


@pytest.mark.parametrize("every", [Decimal(0), Decimal(25), True, "3", None])
def test_an_interval_that_is_none_is_never_due(every: object) -> None:
    (plan,) = plans({**EVERY, "every": every, "between": "at-noon"})
    assert (plan.every, plan.between) == (0, "always")
