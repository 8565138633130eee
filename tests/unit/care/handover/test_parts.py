"""A person's part: sentences, sums, gaps, order."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import permutations

from kith.care.handover.lines import LONGEST, line
from kith.care.handover.parts import FOREMOST, handover, part
from kith.care.handover.since import Choice, Read
from kith.care.handover.summing import intake, night
from kith.care.telling import Telling
from tests.support.handing_over import MORNING, NIGHT, distress, fact, known, telling, told
from tests.support.invented import drink, entry

YESTERDAY = MORNING.date() - timedelta(days=1)
HOUR = timedelta(hours=1)


def made(*changes, **more):
    return part(known(*changes, **more), telling(), Choice.READ)


def test_a_sentence_can_be_read_aloud() -> None:
    (said,) = made(told(distress(note="Asked for his brother"))).lines
    assert (said.title, said.when) == ("Upset or distress", "02:10")
    assert said.said.endswith("Asked for his brother.")
    assert "Shouted" in said.said
    assert said.by == "Eliza Marsh"


def test_the_part_says_why_it_stands_where_it_does() -> None:
    assert made(told(distress())).why == "distress at 02:10"


def test_a_long_sentence_is_cut_at_a_word_and_says_so() -> None:
    (said,) = made(told(distress(note="word " * 200))).lines
    assert said.cut
    assert len(said.said) <= LONGEST + 2
    assert said.said.endswith("word …")


def test_a_late_entry_says_how_late() -> None:
    late = told(distress(), recorded=NIGHT + timedelta(hours=3))
    assert made(late).lines[0].marks == ("Written down 3 hours later",)
    assert made(told(distress())).lines[0].marks == ()


def test_what_was_read_and_put_right_is_told_with_its_reason_even_when_it_is_routine() -> None:
    changed = drink(YESTERDAY, "21:00", 60, status="amended")
    (said,) = made(told(changed, first=2, reason="The cup was spilt")).lines
    assert said.marks == ("Put right since",)
    assert "60 of 200 ml" in said.said
    assert "Why: The cup was spilt." in said.said
    assert made(told(changed, first=1)).lines == ()


def test_what_was_read_and_removed_is_told_without_its_words() -> None:
    gone = distress(status="entered-in-error", note="Wrong person")
    (said,) = made(told(gone, first=2, reason="About somebody else")).lines
    assert said.title == "Removed, recorded by mistake: Upset or distress"
    assert said.said == "Why: About somebody else."
    assert made(told(gone, first=1)).lines == ()


def test_new_facts_are_told() -> None:
    new = fact("Flag", {"code": {"text": "Choking risk"}})
    (said,) = made(new).lines
    assert (said.title, said.said) == ("New alert", "Choking risk")
    (said,) = made(fact("AllergyIntolerance", {"code": {"text": "Penicillin"}}, first=2)).lines
    assert (said.title, said.why) == ("Allergy changed", "an allergy")
    (said,) = made(fact("Flag", {"code": {"text": "Falls"}}, status=3)).lines
    assert (said.title, said.said) == ("Alert removed", "")


def test_facts_of_one_sort_are_one_line_and_an_arrival_tells_them_all() -> None:
    facts = [fact("Flag", {"code": {"text": words}}) for words in ("Choking risk", "Falls")]
    (said,) = made(*facts).lines
    assert said.said == "Choking risk; Falls"
    arrival = fact("EpisodeOfCare", {})
    assert [each.title for each in made(*facts, arrival, fact("Patient", {})).lines] == ["New here"]
    moved = fact("Patient", {}, first=2)
    assert [each.title for each in made(moved).lines] == ["Name, room or other details changed"]


def test_much_routine_is_counted_together() -> None:
    sorts = ("drink", "food", "washing", "mood", "dressing", "toileting")
    many = [told(entry(key, NIGHT + timedelta(minutes=place), {})) for place, key in enumerate(sorts)]
    assert made(*many).routine.endswith("2 other entries.")


def test_only_so_many_lines_and_the_gravest_stay() -> None:
    many = [
        told(distress(NIGHT + timedelta(minutes=number), note=str(number))) for number in range(FOREMOST + 2)
    ]
    worst = told(entry("seizure", NIGHT - HOUR, {"minutes": 2}))
    shown = made(*many, worst)
    assert len(shown.foremost) == FOREMOST
    assert len(shown.further) == 3
    assert shown.lines[0].title == "Fit or seizure"


def test_routine_is_counted_and_other_systems_too() -> None:
    cups = [told(drink(YESTERDAY, clock, 150)) for clock in ("20:00", "21:00")]
    other = replace(told(distress()), entry=None)
    shown = made(*cups, other)
    assert shown.routine == "Also recorded: Drink twice, from another system once."
    assert not shown.told


def test_what_must_be_done_is_told_until_it_is_read_of_again() -> None:
    due = MORNING + 2 * HOUR
    asked = entry(
        "handover-note", NIGHT, {"know": "New cream", "must-do": True, "action": "Put it on.", "by-when": due}
    )
    assert made(lately=(asked,)).to_do == ("Put it on, by 09:10.",)
    assert made(told(asked)).lines[0].said == "New cream."
    overdue = replace(asked, answers={**asked.answers, "by-when": NIGHT})
    assert made(lately=(overdue,)).to_do == ("Put it on, was due at 02:10.",)
    assert made(lately=(replace(asked, status="entered-in-error"),)).to_do == ()


def test_a_young_day_is_told_with_the_day_before_and_nothing_is_never_nought() -> None:
    said = intake([drink(YESTERDAY, "20:00", 150), drink(YESTERDAY, "21:00", 100)], telling())
    drinks = [each for each in said if each.startswith("Drink")]
    assert drinks == ["Drink in the day before: 250 of 400 ml; today since 07:00: nothing recorded."]
    later = intake([], telling(MORNING + 7 * HOUR))
    assert [each for each in later if each.startswith("Drink")] == [
        "Drink today since 07:00: nothing recorded."
    ]
    assert not any(" 0 " in each for each in said + later)


def test_the_night_is_told_while_it_matters() -> None:
    checks = [entry("night-check", NIGHT + HOUR * number, {"found": "asleep"}) for number in range(3)]
    assert night(checks, telling()) == "Night: checked 3 times, the last time at 04:10: Asleep, not woken."
    slept = entry("sleep", NIGHT - 4 * HOUR, {"kind": "night", "slept": "well"}, until=NIGHT + 4 * HOUR)
    assert night([slept, *checks], telling()).startswith("Night: 22:10 to 06:10, ")
    assert night([], telling()) == "Night, 22:00 to 07:00: nothing recorded about sleep."
    assert night([slept], telling(MORNING + 9 * HOUR)) == ""


def test_the_long_night_of_the_clock_change_is_one_night() -> None:
    morning = datetime(2026, 10, 25, 7, 10, tzinfo=UTC)
    twice = [
        entry("night-check", datetime(2026, 10, 25, hour, 30, tzinfo=UTC), {"found": "asleep"})
        for hour in (0, 1)
    ]
    assert (
        night(twice, telling(morning))
        == "Night: checked twice, the last time at 01:30 GMT: Asleep, not woken."
    )


def test_nothing_recorded_is_said_and_an_early_reader_hears_of_four_hours() -> None:
    assert made().silent == "Nothing recorded since 19:10 yesterday."
    assert made(read=Read(5, MORNING - timedelta(minutes=10))).silent == "Nothing recorded since 03:10."
    assert made(lately=(distress(MORNING - HOUR),), read=Read(5, MORNING)).silent == ""


def test_a_withdrawn_entry_does_not_end_a_silence() -> None:
    assert made(lately=(distress(status="entered-in-error"),)).silent != ""


def test_what_is_new_since_reading_is_marked_when_more_is_shown() -> None:
    read = Read(10, MORNING - HOUR)
    shown = part(
        known(told(distress(), position=9), told(distress(NIGHT - HOUR), position=11), read=read),
        telling(),
        Choice.DAY,
    )
    assert {each.when: each.new for each in shown.lines} == {"02:10": False, "01:10": True}
    assert shown.before == "You read this at 06:10"
    later = part(known(told(distress(), position=11), read=read), telling(), Choice.READ)
    assert [each.new for each in later.lines] == [False]
    assert later.before == "Added since you read at 06:10"


def test_who_must_be_known_of_soonest_comes_first_whatever_the_order() -> None:
    people = [
        known(told(distress()), name="Rosa Mendes", room="Room 9"),
        known(told(entry("seizure", NIGHT, {"minutes": 2})), name="Ivy Stone", room="Room 2"),
        known(name="Walter Green", room="Room 1", lately=(distress(MORNING - HOUR),)),
        known(name="Harold Webb", room="Room 3"),
    ]
    for order in permutations(people):
        shown = handed(list(order), telling())
        assert [each.person.name for each in shown.parts] == ["Ivy Stone", "Rosa Mendes"]
        assert [each.person.name for each in shown.silent] == ["Harold Webb"]
        assert [each.person.name for each in shown.quiet] == ["Walter Green"]


def handed(people, told: Telling):
    return handover(people, told, choice=Choice.READ, since="since you last read", head=11)


def test_similar_names_are_marked() -> None:
    shown = handed([known(name="Walter Green"), known(name="Wilfred Greene")], telling())
    assert all(each.person.similar for each in shown.silent)


def test_decimals_keep_their_digits() -> None:
    (said,) = made(told(entry("temperature", NIGHT, {"temperature": Decimal("38.90")}))).lines
    assert "38.90" in said.said


def test_a_routine_change_makes_no_line() -> None:
    assert line(told(drink(YESTERDAY, "21:00", 150)), telling(), new=True) is None
