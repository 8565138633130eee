"""Somebody's own day: every word is there, easy to hear, and what others should not hear is left out."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.care.own_day.day import OwnDay, listed, own_day
from kith.care.own_day.wording import Wording, wordings
from kith.care.telling import Telling
from kith.catalogue.components import DailyEntry
from kith.catalogue.loader import catalogue
from kith.catalogue.readability import HIGHEST_AGE, reading_age
from tests.support.entries import entries
from tests.support.facts import EVA, NAMES, PATIENT, SAM

NOW = datetime(2026, 11, 23, 20, tzinfo=UTC)
DAY = date(2026, 11, 23)
NEVER = ("concern", "note", "handover-note", "distress", "fall", "marked-change", "toileting", "continence", "bowels",
         "urine", "catheter", "stoma", "skin-check", "medicine", "communication", "night-check", "sensor", "bed-rails",
         "seizure", "vomiting", "death", "after-death")  # fmt: skip


def sentences(wording: Wording) -> list[str]:
    """Everything that a kind can say."""
    said = [*(wording.says or {}).values(), wording.otherwise]
    return [wording.join.format(each) if wording.join else each for each in said if each]


def entry(kind: str, clock: str, *, by: object = EVA, **answers: object) -> DailyEntry:
    hour, minute = map(int, clock.split(":"))
    at = datetime(2026, 11, 23, hour, minute, tzinfo=UTC)
    known = {key.rstrip("_").replace("_", "-"): value for key, value in answers.items()}
    definition = catalogue().kind(kind).canonical
    return DailyEntry(uuid4(), kind, definition, PATIENT, at, by, at, answers=known)  # type: ignore[arg-type]


def told(*held: DailyEntry) -> OwnDay:
    return own_day(held, DAY, Telling(catalogue().current, NOW, names=NAMES))


def said(day: OwnDay) -> dict[str, list[str]]:
    return {part.title: [each.said for each in part.told] for part in day.parts}


def test_a_day_is_told_by_its_parts_each_thing_once() -> None:
    cup = {"offered": Decimal(200), "taken": Decimal(200)}
    day = told(
        entry("waking", "07:40", how="by-self", slept="well"),
        entry("drink", "08:00", what="tea", **cup),
        entry("food", "08:10", meal="breakfast", offered=Decimal(1), taken=Decimal("0.5")),
        entry("drink", "09:00", what="tea", **cup),
        entry("drink", "10:30", what="coffee", by=SAM, **cup),
        entry("visit", "14:00", who=["child"], how="here"),
        entry("drink", "15:00", what="water", **cup),
    )
    assert said(day) == {
        "In the morning": [
            "You woke up after a good night.",
            "You drank tea and coffee.",
            "You had breakfast.",
        ],
        "In the afternoon": ["Your son or daughter was with you.", "You drank water."],
    }
    assert day.also == (
        "In all you drank about 4 cups.",
        "With you were Eva Lindholm and Samuel Price.",
        "In the last seven days 2 people helped you.",
    )


@pytest.mark.parametrize(
    "left_out",
    [
        entry("drink", "08:00", what="tea", offered=Decimal(200), taken=Decimal(0)),
        entry("washing", "08:00", what="said-no"),
        entry("activity", "08:00", what="singing", took_part="said-no"),
        entry("mood", "08:00", mood=["low"], how_known="they-said"),
        entry("mood", "08:00", mood=["happy"], how_known="seen"),
        entry("visit", "08:00", who=["friend"], how="telephone"),
        entry("away", "08:00", where="missing"),
        entry("washing", "08:00", what="shower").withdrawn(),
    ],
    ids=lambda each: each.kind,
)
def test_what_was_refused_or_only_seemed_so_is_not_told(left_out: DailyEntry) -> None:
    assert told(left_out).parts == ()


@given(entries().filter(lambda each: each.kind in NEVER))
def test_what_others_should_not_hear_is_never_told(held: DailyEntry) -> None:
    at = NOW - timedelta(hours=2)
    moved = DailyEntry(
        held.id, held.kind, held.definition, PATIENT, at, EVA, at, answers=held.answers, note=held.note
    )
    assert told(moved).parts == ()


@given(entries())
def test_no_words_of_the_staff_are_told(held: DailyEntry) -> None:
    at = NOW - timedelta(hours=2)
    moved = DailyEntry(
        held.id, held.kind, held.definition, PATIENT, at, EVA, at, answers=held.answers, note="zzq"
    )
    known = [each for wording in wordings().values() for each in sentences(wording)]
    for lines in said(told(moved)).values():
        assert set(lines) <= set(known)


def test_every_answer_that_is_named_can_be_given() -> None:
    for key, wording in wordings().items():
        parts = catalogue().kind(key).by_key
        for part, codes in [(wording.by, wording.says or {}), *(wording.only or {}).items()]:
            if part:
                assert {code for code in codes if parts[part].option(code) is None} == set(), (key, part)
        assert bool(wording.says) == bool(wording.by)


@pytest.mark.parametrize("kind", sorted(wordings()))
def test_every_sentence_is_easy_to_hear(kind: str) -> None:
    for each in sentences(wordings()[kind]):
        assert reading_age(each) <= HIGHEST_AGE, each
        assert each.endswith(".")


@given(st.lists(st.sampled_from(["tea", "milk", "water"]), max_size=3, unique=True))
def test_several_are_listed_as_people_say_them(several: list[str]) -> None:
    assert listed(several) == {0: "", 1: "".join(several), 2: " and ".join(several)}.get(
        len(several), f"{', '.join(several[:-1])} and {several[-1]}" if several else ""
    )
