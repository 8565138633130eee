"""One entry: where it came from, and what each version changed."""

from datetime import timedelta
from decimal import Decimal

from kith.catalogue.components.daily_entry import Device
from kith.web.presenters.entry import Version, entry_page
from tests.support.invented import ELIZA, SAM, TODAY, at, drink, telling

MADE = at(TODAY, "15:12")


def versions() -> list[Version]:
    first = drink(TODAY, "15:10", 160, made=MADE, author=SAM)
    second = first.amended(answers={**first.answers, "taken": Decimal(60)}, note="Spilt")
    return [
        Version(1, MADE + timedelta(minutes=30), first, SAM),
        Version(2, MADE + timedelta(hours=1), second, ELIZA, "Wrong cup"),
        Version(3, MADE + timedelta(hours=2), second.withdrawn(), ELIZA, "Wrong person"),
    ]


def test_each_version_says_who_did_what_and_why() -> None:
    page = entry_page(versions()[:2], telling())
    newest, oldest = page.history
    assert (newest.did, newest.by, newest.reason) == ("Changed", "Eliza Marsh", "Wrong cup")
    assert (oldest.did, oldest.by, oldest.changes) == ("Recorded", "Sam Okoro", ())
    assert [(c.label, c.before, c.after) for c in newest.changes] == [
        ("Taken", "160 of 200 ml", "60 of 200 ml"),
        ("Note", "none", "Spilt"),
    ]


def test_what_was_recorded_by_mistake_shows_its_history_and_not_its_answers() -> None:
    page = entry_page(versions(), telling())
    assert page.removed
    assert page.phrases == ()
    assert page.note == ""
    assert page.history[0].did == "Removed as recorded by mistake"


def test_waiting_on_a_device_without_a_connection_is_told() -> None:
    assert "after 30 minutes on the device without a connection" in entry_page(versions(), telling()).source


def test_a_clock_that_is_wrong_is_told_and_a_good_one_is_not() -> None:
    late = drink(TODAY, "15:10", 160, made=MADE, device=Device(MADE, -600))
    assert "10 minutes behind" in entry_page([Version(1, MADE, late, SAM)], telling()).source
    fine = drink(TODAY, "15:10", 160, made=MADE, device=Device(MADE, 3))
    assert "clock" not in entry_page([Version(1, MADE, fine, SAM)], telling()).source


def test_an_unusual_answer_that_was_confirmed_is_marked() -> None:
    much = drink(TODAY, "15:10", 900, 1000, confirmed=("taken",))
    assert entry_page([Version(1, MADE, much, SAM)], telling()).confirmed == ("Taken",)
