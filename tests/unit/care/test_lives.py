"""Generated lives: possible, in order, the same for the same seed, and true to what was planted in them."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kith.care.days import ServiceDay
from kith.care.generation.lives import Life, truth
from kith.care.generation.lives.page import Outage
from kith.care.generation.lives.stories import STORIES
from kith.care.generation.lives.stories.bowels import Constipation
from kith.care.generation.lives.stories.drifts import GoodPhase, LosingWeight
from kith.care.generation.lives.stories.falls import Fall
from kith.care.generation.lives.stories.feelings import Distress, PoorSleep, Refusing
from kith.care.generation.lives.stories.infections import ChestInfection, UrineInfection
from kith.care.generation.lives.stories.leaving import Hospital, LastDays
from kith.care.generation.lives.stories.story import Story
from kith.care.generation.writing import text_of
from kith.catalogue import exact
from kith.catalogue.checking import check
from kith.catalogue.components import DailyEntry
from tests.support.lives import FIRST, STAFF, life, shifts, some_lives, written

RULE = ServiceDay()
LATER = datetime(2028, 1, 2, tzinfo=UTC)  # the last day drawn runs into the year after
STORY_AT = FIRST + timedelta(days=45)

seeds = st.integers(0, 10_000)
days = st.dates(date(2025, 1, 1), date(2027, 12, 31))


@settings(max_examples=60, deadline=None)
@given(seeds, days, st.sampled_from(sorted(STORIES)), st.integers(0, 14))
def test_every_day_of_every_story_is_possible_and_in_order(
    seed: int, day: date, kind: str, into: int
) -> None:
    """On any date, both clock changes included, and on any day of any story."""
    story = STORIES[kind](day - timedelta(days=into), max(STORIES[kind].usual_days[0], into))
    entries = life(seed, seed, stories=(story,)).day(day, shifts(seed))
    for entry in entries:
        assert check(entry, now=LATER).ok, (entry, check(entry, now=LATER))
        assert RULE.of(entry.occurred) == day, entry
        assert entry.made >= (entry.until or entry.occurred)
        if entry.kind in ("drink", "food"):
            assert Decimal(0) <= entry.answers["taken"] <= entry.answers["offered"]
        if entry.kind == "drink":
            assert entry.answers["taken"] % 50 == 0
    assert [entry.made for entry in entries] == sorted(entry.made for entry in entries)


@settings(max_examples=15, deadline=None)
@given(seeds, days)
def test_the_same_seed_writes_the_same_day_and_another_another(seed: int, day: date) -> None:
    assert life(3, seed).day(day, shifts(seed)) == life(3, seed).day(day, shifts(seed))
    assert life(3, seed).day(day, shifts(seed)) != life(3, seed + 1).day(day, shifts(seed + 1))


def test_a_day_holds_about_what_a_home_writes_down() -> None:
    for lived, days_written in some_lives():
        usual = [len(day) for day in days_written if day]
        assert 10 <= median(usual) <= 30, lived.person.key


@pytest.mark.parametrize(("sunday", "hours"), [(date(2026, 10, 24), 25), (date(2027, 3, 27), 23)])
def test_the_night_of_a_clock_change_is_as_long_as_it_is(sunday: date, hours: int) -> None:
    """Checks go by elapsed time: none is closer to the next than agreed, none falls in an hour that is not there."""
    assert RULE.span(sunday).length == timedelta(hours=hours)
    for number in range(30):
        lived = life(number, stories=())
        checks = [e.occurred for e in lived.day(sunday, shifts()) if e.kind == "night-check"]
        agreed = timedelta(hours=lived.person.needs.checked)
        assert all(
            later - earlier > agreed - timedelta(minutes=15)
            for earlier, later in zip(checks, checks[1:], strict=False)
        )


def test_nothing_is_recorded_while_away_and_something_before_and_after() -> None:
    for number in range(12):
        story = Hospital(STORY_AT, 5)
        lived = life(number, stories=(story,))
        left, came = moment(lived, story.begins, story.LEFT), moment(lived, story.ends, story.CAME)
        entries = every(lived)
        told = [e.kind for e in entries if e.kind in ("away", "back")]
        assert told == ["away", "back"]
        entries = [e for e in entries if e.kind not in told]
        assert not [e for e in entries if left <= (e.until or e.occurred) and e.occurred < came]
        assert [e for e in entries if e.occurred < left and RULE.of(e.occurred) == story.begins]
        assert [e for e in entries if e.occurred > came and RULE.of(e.occurred) == story.ends]


def test_last_days_stop_routine_and_nothing_follows_a_death() -> None:
    for number in range(12):
        story = LastDays(STORY_AT, 8, 1.0)
        lived = life(number, stories=(story,))
        comfort = story.begins + timedelta(days=story.DECLINE)
        died = moment(lived, story.ends, story.DIED)
        whole = [e for e in every(lived) if RULE.of(e.occurred) >= comfort]
        late = [e for e in whole if e.kind not in ("death", "after-death")]
        assert late
        assert [e.kind for e in whole if e.kind == "death"] == ["death"]
        assert min(e.occurred for e in whole if e.kind == "after-death") > died
        assert max(e.made for e in late) < died + timedelta(minutes=20)
        assert not {"weight", "food", "medicine", "group-activity"} & {e.kind for e in late}
        assert all(e.answers["taken"] > 0 for e in late if e.kind == "drink")


def test_an_outage_leaves_late_entries_and_no_others() -> None:
    outage = Outage(STORY_AT, "09:30", "15:00", "16:10")
    for number in range(6):
        lived = life(number, stories=())
        entries = lived.day(STORY_AT, shifts(), outage=outage)
        back = moment(lived, STORY_AT, "16:10")
        for entry in entries:
            happened = entry.until or entry.occurred
            if moment(lived, STORY_AT, "09:35") <= happened < moment(lived, STORY_AT, "14:59"):
                assert entry.made >= back
            elif not moment(lived, STORY_AT, "09:25") <= happened < moment(lived, STORY_AT, "15:10"):
                assert entry.made - happened < timedelta(minutes=20)


# What each story must really do to its measures, against the same person's own weeks before.


def test_an_infection_of_the_urine_shows_in_its_measures() -> None:
    for lived, before, during in told(UrineInfection(STORY_AT, 9, 0.8)):
        assert median(drunk(during)) < Decimal("0.8") * median(drunk(before)), lived.person.key
        assert max(values(during, "temperature", "temperature")) >= lived.person.body.temperature + Decimal(
            "0.6"
        )
        assert (
            a_day(during, "toileting") > a_day(before, "toileting")
            or lived.person.needs.continence == "catheter"
        )


def test_a_chest_infection_shows_in_its_measures() -> None:
    for lived, before, during in told(ChestInfection(STORY_AT, 10, 0.8)):
        assert max(values(during, "breathing", "rate")) >= max(values(before, "breathing", "rate")) + 2
        assert min(values(during, "oxygen", "level")) <= min(values(before, "oxygen", "level")) - 2
        assert sum(values(during, "food", "taken")) / len(during) < sum(
            values(before, "food", "taken")
        ) / len(before)
        assert lived.truth()[0].kind == "chest-infection"


def test_weight_drifts_down_and_stays_down() -> None:
    story = LosingWeight(FIRST + timedelta(days=20), 50, 0.8)
    for number in range(8):
        entries = written(life(number, stories=(story,)))
        weights = [e.answers["weight"] for day in entries for e in day if e.kind == "weight"]
        assert weights[-1] < weights[0] * Decimal("0.95")
        assert all(abs(later - earlier) < 3 for earlier, later in zip(weights, weights[1:], strict=False))


def test_the_other_stories_show_too() -> None:
    for _, before, during in told(PoorSleep(STORY_AT, 12, 0.8)):
        assert median(values(during, "waking", "hours")) < median(values(before, "waking", "hours"))
    for _, before, during in told(Distress(STORY_AT, 12, 0.8)):
        assert a_day(during, "distress") > 3 * a_day(before, "distress")
    refusing = told(Refusing(STORY_AT, 12, 0.9))
    assert all(said_no(during) > said_no(before) for _, before, during in refusing)
    assert sum(said_no(during) for _, _, during in refusing) > 2 * sum(
        said_no(before) for _, before, _ in refusing
    )
    for _, before, during in told(GoodPhase(STORY_AT, 18, 0.9)):
        assert joined(during) >= joined(before)
    for _, _, during in told(Constipation(STORY_AT, 7, 0.8)):
        opened = [e.answers["opened"] for day in during for e in day if e.kind == "bowels"]
        assert True not in opened[:-3]
    for _, _, during in told(Fall(STORY_AT, 9, 0.8)):
        [fall] = [e for day in during for e in day if e.kind == "marked-change"]
        assert "Fall" in fall.answers["what"]
        assert len([e for e in during[0] if e.kind == "temperature"]) >= 3


def test_the_truth_is_plain_data_and_reads_back() -> None:
    planted = [episode for lived, _ in some_lives() for episode in lived.truth()]
    assert len({episode.kind for episode in planted}) > 4
    assert sorted(truth.read(truth.written(planted)), key=str) == sorted(planted, key=str)
    for episode in planted:
        assert episode.begins <= (episode.peak or episode.begins) <= episode.ends
        assert 0 < episode.severity <= 1
        assert episode.measures


def test_notes_differ_as_those_of_people_do() -> None:
    """Nine in ten notes of a person are said once; no two people share more than a few; no sentence is a stamp."""
    lives = some_lives()
    mine = {lived.person.key: notes(days_written) for lived, days_written in lives}
    everything = Counter(note for each in mine.values() for note in each)
    assert sum(everything.values()) > 1500
    assert len(everything) / sum(everything.values()) > 0.75
    assert max(everything.values()) / sum(everything.values()) < 0.01
    for key, said in mine.items():
        assert len(set(said)) / len(said) > 0.9, key
        for other, theirs in mine.items():
            if other != key:
                assert len(set(said) & set(theirs)) < 0.15 * min(len(set(said)), len(set(theirs)))


def test_agency_workers_write_less_about_a_person() -> None:
    agency = STAFF["agency"]
    by_them, by_others = [], []
    for _, days_written in some_lives():
        for entry in (entry for day in days_written for entry in day if entry.kind == "drink"):
            (by_them if entry.author == agency else by_others).append(bool(entry.note))
    assert by_them
    assert sum(by_them) / len(by_them) < 0.5 * sum(by_others) / len(by_others)


def told(story: Story) -> list[tuple[Life, list[list[DailyEntry]], list[list[DailyEntry]]]]:
    """Lives with this one story: the thirty days before it, and its own days."""
    found, begins = [], story.begins - timedelta(days=30)
    for number in range(6):
        lived = life(number, stories=(story,))
        entries = written(lived, begins, 30 + story.days)
        found.append((lived, entries[:30], entries[30:]))
    return found


def every(lived: Life) -> list[DailyEntry]:
    return [entry for day in written(lived, STORY_AT - timedelta(days=3), 20) for entry in day]


def moment(lived: Life, day: date, clock: str) -> datetime:
    return lived.page(day, shifts(), None, RULE).moment(clock)


def values(entries: list[list[DailyEntry]], kind: str, part: str) -> list[Decimal]:
    return [e.answers[part] for day in entries for e in day if e.kind == kind and part in e.answers]


def drunk(entries: list[list[DailyEntry]]) -> list[Decimal]:
    return [sum((e.answers["taken"] for e in day if e.kind == "drink"), Decimal(0)) for day in entries]


def a_day(entries: list[list[DailyEntry]], kind: str) -> float:
    return sum(e.kind == kind for day in entries for e in day) / len(entries) + 0.02


def said_no(entries: list[list[DailyEntry]]) -> float:
    no = [
        e
        for day in entries
        for e in day
        if "said-no" in (e.answers.get("what"), e.answers.get("seen"), e.answers.get("took-part"))
    ]
    return len(no) / len(entries)


def joined(entries: list[list[DailyEntry]]) -> float:
    took = [e for day in entries for e in day if "took-part" in e.answers]
    return sum(e.answers["took-part"] != "said-no" for e in took) / len(took)


def notes(entries: tuple[tuple[DailyEntry, ...], ...]) -> list[str]:
    said = [entry.note or entry.answers.get("text", "") for day in entries for entry in day]
    return [each for each in said if each]


def test_a_text_that_was_filled_in_is_what_its_component_writes() -> None:
    for _, days_written in some_lives():
        for entry in (entry for day in days_written[:40] for entry in day):
            assert text_of(entry) == exact.dumps(entry.to_fhir())
