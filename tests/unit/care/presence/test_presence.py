"""Where somebody is agrees with a plain second reading of the same entries, and so does what is due for them."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kith.care.due.away import while_here
from kith.care.due.plans import Plan
from kith.care.due.slots import Slot
from kith.care.facts import Facts, Held
from kith.care.presence import after
from kith.care.presence.presence import Presence, presence_of, seems_back
from kith.care.presenters.presence import where
from kith.catalogue.components import DailyEntry

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
WALTER, EVA = UUID(int=7), UUID(int=8)


def entry(kind: str, hours: float, **answers: object) -> DailyEntry:
    at = NOON + HOUR * hours
    return DailyEntry(
        uuid4(), kind, f"https://kith.example/EntryKind/{kind}|1", WALTER, at, EVA, at, answers=dict(answers)
    )


def read(*entries: DailyEntry, removed: tuple[DailyEntry, ...] = ()) -> Presence:
    held = [Held(each, 1, EVA, each.made, 1, removed=each in removed) for each in (*entries, *removed)]
    return presence_of(Facts(tuple(held)))


def slot(hours: float, *, every: int = 0, closes: float | None = None, done: bool = False) -> Slot:
    due = NOON + HOUR * hours
    plan = Plan(uuid4(), WALTER, "Turn", "turning", True, NOON, every=every)
    ends = None if closes is None else NOON + HOUR * closes
    return Slot(plan, due, due - HOUR, ends, entry("turning", hours) if done else None)


hours = st.integers(-30, 30)
told = st.lists(
    st.tuples(st.sampled_from(["away", "back", "death"]), hours), max_size=8, unique_by=lambda each: each[1]
)


@given(told, hours)
@example([("away", 0), ("away", 2), ("back", 5)], 3)
@example([("back", 0), ("away", 1)], 2)
def test_each_hour_is_as_a_plain_walk_through_it_finds(told: list[tuple[str, int]], asked: int) -> None:
    presence = read(*(entry(kind, at) for kind, at in told))
    here = True
    for hour in range(-30, asked + 1):
        for kind, at in told:
            if at == hour and kind != "death":
                here = kind == "back"
    assert (presence.absence_at(NOON + HOUR * asked) is None) is here
    assert presence.died is any(kind == "death" for kind, _ in told)


@given(told, st.lists(st.builds(slot, hours, every=st.sampled_from([0, 2]), done=st.booleans()), max_size=6))
def test_nothing_is_due_for_whoever_is_elsewhere_and_what_was_done_stays(
    told: list[tuple[str, int]], slots: list[Slot]
) -> None:
    presence = read(*(entry(kind, at) for kind, at in told))
    kept = while_here(slots, presence, [])
    assert {id(each) for each in kept if each.entry} == {id(each) for each in slots if each.entry}
    open_ = [each for each in kept if not each.entry]
    if presence.died or presence.away:
        assert open_ == []
    assert all(presence.absence_at(each.due) is None for each in open_)
    untouched = [s for s in slots if not s.entry and presence.absence_at(s.due) is None]
    if not (presence.died or presence.away):
        assert set(map(id, untouched)) <= set(map(id, open_))


def test_an_interval_that_ran_out_meanwhile_is_due_on_return_and_set_hours_are_not() -> None:
    presence = read(entry("away", -6), entry("back", -1))
    turn, pills, lapsed = slot(-3, every=4), slot(-3), slot(-3, every=4, closes=-2)
    [kept] = while_here([turn, pills, lapsed], presence, [])
    assert (kept.plan, kept.due, kept.opens) == (turn.plan, NOON - HOUR, NOON - HOUR)


def test_care_recorded_here_makes_them_due_again_though_nobody_said_that_they_are_back() -> None:
    presence, drink = read(entry("away", -6)), entry("drink", -2)
    assert seems_back(presence, [entry("note", -3), drink, entry("food", -1)]) is drink
    assert [each.due for each in while_here([slot(-4), slot(-1), slot(1)], presence, [drink])] == [
        NOON - HOUR,
        NOON + HOUR,
    ]
    assert while_here([slot(1)], presence, [entry("note", -3), entry("drink", -7)]) == []


def test_what_was_removed_never_was() -> None:
    mistaken = entry("death", -1)
    assert not read(removed=(mistaken,)).died
    assert where(read(removed=(mistaken,)), NOON) is None


@pytest.mark.parametrize(
    ("entries", "said", "weight"),
    [
        ([entry("away", -2, where="hospital")], "In hospital since 10:00", "warn"),
        ([entry("away", -26, where="family")], "With family or friends since Mon 23 Nov, 10:00", "warn"),
        ([entry("away", -2, where="missing")], "Missing since 10:00", "alert"),
        (
            [entry("away", -2, where="holiday"), entry("away", -1, where="hospital")],
            "In hospital since 11:00",
            "warn",
        ),
        ([entry("away", -2, where="another-system-says")], "Away since 10:00", "warn"),
        ([entry("away", -2, where="hospital"), entry("death", -1)], "Died 11:00", "quiet"),
    ],
)
def test_a_few_words_say_where(entries: list[DailyEntry], said: str, weight: str) -> None:
    alert = where(read(*entries), NOON)
    assert alert is not None
    assert (alert.words, alert.weight) == (said, weight)


def test_a_step_after_a_death_is_open_until_one_answer_settles_it() -> None:
    facts = Facts(
        tuple(Held(each, 1, EVA, each.made, 1) for each in (entry("after-death", 1, done="no-coroner"),))
    )
    every = after.steps(facts)
    assert [step.words for step in after.waiting(every)] == [
        "The death is verified",
        "The doctor knows",
        "Those they chose are told",
        "CQC is notified",
    ]
    [settled] = [step for step in every if step.done]
    assert settled.done
    assert after.answer_of(settled.done) == "The doctor says: not for the coroner"
    assert f"{after.medicines_until(entry('death', 0)):%d %b}" == "01 Dec"
