"""Recording one entry: tiles, sheet, save, undo."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

from tests.support.waiting import until
from tests.unit.pocket.standin import MR_GREEN, Standin

pytestmark = pytest.mark.browser


def only(server: Standin) -> dict[str, object]:
    until(lambda: server.entries, "an entry has arrived")
    assert len(server.entries) == 1
    return next(iter(server.entries.values()))[-1]


def open_sheet(page: Page, kind: str) -> None:
    page.locator(f"[data-kind={kind}]").first.click()
    expect(page.locator("dialog")).to_be_visible()


def save(page: Page) -> None:
    page.get_by_role("button", name="Save for Mr Green").click()


def test_a_drink_takes_three_taps(page: Page, server: Standin) -> None:
    page.get_by_role("button", name="Drink").first.tap()
    page.get_by_role("button", name="Cup, drank all").tap()
    page.get_by_role("button", name="Save for Mr Green").tap()
    expect(page.locator("kith-recent .pk-row")).to_have_attribute("data-state", "sent")
    entry = only(server)
    assert entry["answers"] == {"offered": "200", "taken": "200"}
    assert entry["kind"] == "drink"
    assert entry["definition"] == "https://kith.example/EntryKind/drink|1"
    assert entry["patient"] == MR_GREEN
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", str(entry["occurred"]))
    assert re.fullmatch(
        r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", str(entry["id"])
    )


def test_the_sheet_names_the_person(page: Page) -> None:
    open_sheet(page, "drink")
    expect(page.locator("dialog .pk-person")).to_have_text("for Mr Green")
    expect(page.locator("dialog [type=submit]")).to_have_text("Save for Mr Green")
    expect(page.locator("dialog .pk-readers")).to_contain_text(
        "Everyone who cares for Mr Green at Rose House."
    )


def test_unanswered_parts_are_not_sent(page: Page, server: Standin) -> None:
    open_sheet(page, "everything")
    page.get_by_role("radio", name="Happy").check()
    save(page)
    assert only(server)["answers"] == {"mood": "happy"}


def test_every_type_of_part_is_sent_as_the_contract_says(page: Page, server: Standin) -> None:
    open_sheet(page, "everything")
    page.get_by_role("radio", name="Something else").check()
    page.get_by_label("What else").fill("Wistful")
    page.get_by_role("checkbox", name="Sang").check()
    page.get_by_role("checkbox", name="Painted").check()
    page.get_by_role("textbox", name="How many times").fill("3")
    page.get_by_role("group", name="Asleep").get_by_role("radio", name="No").check()
    page.get_by_label("In their words").fill("I sang <b>loud</b>.")
    page.get_by_label("Woke at").fill("08:00")
    seen = page.get_by_role("group", name="Seen by the nurse")
    seen.get_by_label("Day").fill("2026-07-01")
    seen.get_by_label("Time").fill("09:30")
    page.get_by_role("checkbox", name="Emily Hart").check()
    page.get_by_label("Anything else?").fill("He asked for more.")
    save(page)
    entry = only(server)
    assert entry["answers"] == {
        "mood": "other",
        "mood-other": "Wistful",
        "did": ["sing", "paint"],
        "times": "3",
        "asleep": False,
        "words": "I sang <b>loud</b>.",
        "woke": "08:00",
        "seen": "2026-07-01T08:30:00.000+00:00",
    }
    assert entry["note"] == "He asked for more."
    assert entry["helpers"] == ["018f0000-0000-7000-8000-0000000000e1"]


def test_an_answer_that_is_no_longer_asked_is_not_sent(page: Page, server: Standin) -> None:
    open_sheet(page, "everything")
    page.get_by_role("radio", name="Something else").check()
    page.get_by_label("What else").fill("Wistful")
    page.get_by_role("radio", name="Happy").check()
    expect(page.get_by_label("What else")).to_be_hidden()
    save(page)
    assert only(server)["answers"] == {"mood": "happy"}


def test_two_taps_on_save_make_one_entry(page: Page, server: Standin) -> None:
    open_sheet(page, "drink")
    page.get_by_role("button", name="Cup, drank all").click()
    page.locator("dialog form").evaluate("form => { form.requestSubmit(); form.requestSubmit(); }")
    expect(page.locator("kith-recent .pk-row")).to_have_count(1)
    only(server)


def test_an_empty_sheet_is_not_saved(page: Page, server: Standin) -> None:
    open_sheet(page, "everything")
    save(page)
    expect(page.get_by_role("alert")).to_contain_text("Nothing is filled in yet.")
    expect(page.locator(".pk-problems")).to_be_focused()
    assert not server.entries


def test_undo_takes_an_entry_back(page: Page, server: Standin) -> None:
    open_sheet(page, "drink")
    page.get_by_role("button", name="Cup, drank all").click()
    save(page)
    expect(page.locator("kith-recent .pk-row")).to_have_attribute("data-state", "sent")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("kith-recent")).to_be_hidden()
    until(lambda: server.withdrawn, "the withdrawal has arrived")
    assert server.withdrawn == list(server.entries)


def test_undo_goes_away_after_ten_seconds(tablet: Callable[[], Page], server: Standin) -> None:
    page = tablet()
    page.clock.install()
    page.goto(server.page())
    page.locator("kith-state[data-look=good]").wait_for()
    open_sheet(page, "drink")
    page.get_by_role("button", name="Cup, drank all").click()
    save(page)
    undo = page.get_by_role("button", name="Undo")
    expect(undo).to_be_visible()
    page.clock.fast_forward(9_000)
    expect(undo).to_be_visible()
    page.clock.fast_forward(1_100)
    expect(undo).to_be_hidden()


def test_an_earlier_time_is_one_tap_away(page: Page, server: Standin) -> None:
    open_sheet(page, "drink")
    page.get_by_role("button", name="Cup, drank all").click()
    page.get_by_role("radio", name="15 min ago").check()
    save(page)
    entry = only(server)
    earlier = datetime.fromisoformat(str(entry["made"])) - datetime.fromisoformat(str(entry["occurred"]))
    assert 890 <= earlier.total_seconds() <= 910


def test_search_finds_by_everyday_and_clinical_words(page: Page) -> None:
    page.get_by_role("searchbox").fill("fluid")
    expect(page.locator(".pk-tile")).to_have_text(["Drink"])
    page.get_by_role("searchbox").fill("zeppelin")
    expect(page.locator(".pk-tiles-all")).to_have_text(
        "Nothing is called that. Try another word, or write a note."
    )


def test_everything_works_by_keyboard_alone(page: Page, server: Standin) -> None:
    page.locator("[data-kind=drink]").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("dialog .pk-title")).to_be_focused()
    page.keyboard.press("Tab")  # close
    page.keyboard.press("Tab")  # the quick answer
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")  # what
    page.keyboard.press("Space")
    page.locator("dialog [type=submit]").focus()
    page.keyboard.press("Enter")
    assert only(server)["answers"] == {"what": "tea", "offered": "200", "taken": "200"}
    expect(page.locator("[data-kind=drink]").first).to_be_focused()


def test_escape_closes_and_keeps_the_draft(page: Page) -> None:
    open_sheet(page, "weight")
    page.get_by_role("textbox", name="Weight").fill("71.5")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    page.locator("[data-draft]").get_by_role("button", name="Go on").click()
    expect(page.get_by_role("textbox", name="Weight")).to_have_value("71.5")
