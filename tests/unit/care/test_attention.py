"""What needs whoever leads: each line says what is so, and nothing where it is not."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from kith.care.attention import LINES, About, attention
from kith.care.due.plans import Plan
from kith.care.due.slots import Slot
from kith.care.facts import Facts, Held
from kith.catalogue.components import DailyEntry
from kith.catalogue.components.allergy import Allergy
from tests.support.facts import EVA, PATIENT, SAM, held

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
NONE_KNOWN = Allergy(uuid4(), PATIENT, "No known allergy", code="716186003", certainty="confirmed")


def drink(at: datetime) -> DailyEntry:
    return DailyEntry(uuid4(), "drink", "https://kith.example/EntryKind/drink|1", PATIENT, at, EVA, at)


def slot(hours_ago: float, *, must: bool = True, open_for: float = 8, **more: Any) -> Slot:
    due = NOON - HOUR * hours_ago
    plan = Plan(UUID(int=9), PATIENT, "Turn", "turning", must, due, hours=(8,))
    return Slot(plan, due, due - HOUR, due + HOUR * open_for, **more)


def said(now: datetime = NOON, **about: Any) -> dict[str, tuple[str, ...]]:
    """What the lines say of one person, by line."""
    given = {"entries": [drink(now - HOUR)], "allergies": [NONE_KNOWN], **about}
    found = attention([About(PATIENT, **given)], now)
    return {key: told[0][1] for key, told in found.items() if told}


def lines(**about: Any) -> set[str]:
    return set(said(**about)) - {"unasked"}


def test_where_nothing_is_amiss_only_what_nobody_asked_is_left() -> None:
    assert lines() == set()
    assert said()["unasked"] == ("10 questions",)


@pytest.mark.parametrize(
    ("slots", "line"),
    [
        ([slot(3)], {"late"}),
        ([slot(3, must=False)], set()),
        ([slot(0.5)], set()),
        ([slot(9)], {"missed"}),
        ([slot(9, must=False)], set()),
        ([slot(3, entry=drink(NOON - HOUR))], set()),
        ([slot(3, entry=drink(NOON - HOUR), twins=(drink(NOON),))], {"twice"}),
    ],
)
def test_only_what_must_not_be_missed_presses(slots: list[Slot], line: set[str]) -> None:
    assert lines(slots=slots) == line


@pytest.mark.parametrize(
    ("hour", "last", "words"),
    [
        (12, 5, ("Nothing for 5 hours",)),
        (12, 4, None),
        (12, None, ("Nothing in the last 24 hours",)),
        (23, 5, None),
        (7, 9, None),
    ],
)
def test_by_day_somebody_looks_in_after_four_hours(hour: int, last: int | None, words: object) -> None:
    now = NOON.replace(hour=hour)
    entries = [] if last is None else [drink(now - HOUR * last)]
    assert said(now, entries=entries).get("quiet") == words


def test_allergies_that_nobody_asked_about_are_not_none() -> None:
    assert lines(allergies=[]) == {"allergies"}
    assert lines(allergies=[NONE_KNOWN]) == set()


def test_a_cpr_decision_waits_for_a_second_person() -> None:
    form = {
        "decision": "do-not-attempt",
        "made-by": "Dr A. Okonjo",
        "original": "Red folder",
        "source": "document",
    }
    decision = held("cpr", form, by=EVA)
    assert "cpr" in lines(facts=Facts((decision,)))
    seen = held("cpr-seen", {"says": "do-not-attempt"}, by=SAM, hours=1)
    assert "cpr" not in lines(facts=Facts((seen, decision)))


def test_answers_that_steer_care_grow_old() -> None:
    now = NOON + timedelta(days=200)
    texture = held("texture")
    told = said(now, facts=Facts((texture,)))
    assert told["old"] == ("1 answer",)
    assert said(NOON, facts=Facts((texture,))).get("old") is None
    assert told["unasked"] == ("9 questions",)


def test_not_asked_is_no_answer_and_declined_is_one() -> None:
    unasked, declined = held("calms", {"known": "not-asked"}), held("calms", {"known": "declined"})
    assert said(facts=Facts((unasked,)))["unasked"] == ("10 questions",)
    assert said(facts=Facts((declined,)))["unasked"] == ("9 questions",)


def test_every_line_has_its_words() -> None:
    from kith.web.presenters.now import TITLES

    assert list(TITLES) == [key for key, _ in LINES]


def test_the_first_questions_are_those_of_the_summary() -> None:
    from kith.care.attention import FIRST
    from kith.web.presenters.summary import QUESTIONS

    assert ("cpr", *(kind for _, _, kinds in QUESTIONS for kind in kinds)) == FIRST


def told(kind: str, hours_ago: float, **answers: Any) -> Held:
    at = NOON - HOUR * hours_ago
    entry = DailyEntry(
        uuid4(), kind, f"https://kith.example/EntryKind/{kind}|1", PATIENT, at, EVA, at, answers=answers
    )
    return Held(entry, 1, EVA, at, 1)


@pytest.mark.parametrize(
    ("facts", "entries", "line"),
    [
        ([told("away", 2, where="missing")], [], {"missing": ("Since 10:00",)}),
        ([told("away", 9, where="hospital")], [], {}),
        ([told("away", 9, where="hospital"), told("back", 1)], [drink(NOON - HOUR)], {}),
        (
            [told("away", 9, where="hospital", **{"back-by": date(2026, 11, 1)})],
            [],
            {"overdue": ("Expected on 1 Nov",)},
        ),
        ([told("away", 9, where="hospital", **{"back-by": date(2026, 11, 2)})], [], {}),
        ([told("away", 9, where="family")], [drink(NOON - HOUR)], {"back": ("Care was recorded at 11:00",)}),
    ],
)
def test_whoever_is_away_is_told_only_where_it_presses(
    facts: list[Held], entries: list[DailyEntry], line: dict[str, tuple[str, ...]]
) -> None:
    found = said(facts=Facts(tuple(facts)), entries=entries)
    found.pop("unasked")
    assert found == line


def test_of_somebody_who_died_only_what_a_death_asks_for_is_told() -> None:
    facts = Facts((told("death", 3, how="with-them", expected=True), told("after-death", 2, done="verified")))
    assert said(facts=facts, entries=[], allergies=[]) == {
        "after": (
            "The doctor knows",
            "The doctor says whether the coroner must be told",
            "Those they chose are told",
            "CQC is notified",
        )
    }
