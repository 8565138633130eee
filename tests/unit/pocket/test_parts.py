"""The parts of an entry: nothing chosen beforehand, amounts, units, limits, times."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.waiting import until
from tests.unit.pocket.standin import Standin
from tests.unit.pocket.test_recorder import only, open_sheet, save

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("kind", ["drink", "weight", "everything"])
def test_nothing_is_chosen_beforehand(page: Page, kind: str) -> None:
    open_sheet(page, kind)
    answers = page.locator("kith-entry").evaluate("entry => entry.answers")
    assert answers == {}
    chosen = "dialog :is(kith-choice, kith-choices, kith-yesno, kith-helpers) input:checked"
    expect(page.locator(chosen)).to_have_count(0)
    for field in page.locator("dialog :is(.pk-number, .pk-words)").all():
        expect(field).to_have_value("")


def test_nought_is_only_ever_chosen(page: Page, server: Standin) -> None:
    open_sheet(page, "drink")
    drank = page.get_by_role("textbox", name="Drank")
    page.get_by_role("button", name="More: Drank").click()
    expect(drank).to_have_value("50")
    page.get_by_role("button", name="Less: Drank").click()
    expect(drank).to_have_value("0")
    page.get_by_role("button", name="Less: Drank").click()
    expect(drank).to_have_value("0")
    save(page)
    assert only(server)["answers"] == {"taken": "0"}


def test_stepping_keeps_the_digits_of_the_step(page: Page) -> None:
    open_sheet(page, "weight")
    weight = page.get_by_role("textbox", name="Weight")
    weight.fill("70")
    weight.press("ArrowUp")
    expect(weight).to_have_value("70.1")
    weight.press("ArrowDown")
    expect(weight).to_have_value("70.0")


def test_digits_and_decimal_commas_are_kept_as_meant(page: Page, server: Standin) -> None:
    open_sheet(page, "weight")
    page.get_by_role("textbox", name="Weight").fill("70,50")
    save(page)
    assert only(server)["answers"] == {"weight": "70.50"}


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("5", "Weight cannot be less than 20 kg."),
        ("7000", "Weight cannot be more than 400 kg."),
        ("11 st 4", "Write “Weight” as a number, such as 37.5."),
        ("", "Answer “Weight”."),
    ],
)
def test_the_impossible_is_refused_in_words(page: Page, server: Standin, typed: str, message: str) -> None:
    open_sheet(page, "weight")
    field = page.get_by_role("textbox", name="Weight")
    field.fill(typed)
    save(page)
    expect(page.locator(".pk-problems")).to_contain_text(message)
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(f"kg {message}")
    page.get_by_role("link", name=message).click()
    expect(field).to_be_focused()
    assert not server.entries


def test_the_unusual_asks_before_it_is_kept(page: Page, server: Standin) -> None:
    open_sheet(page, "weight")
    page.get_by_role("textbox", name="Weight").fill("190")
    save(page)
    expect(page.locator(".pk-problems")).to_contain_text("Weight: 190 kg is unusual. Is it right?")
    assert not server.entries
    page.get_by_role("button", name="Yes, it is right").click()
    expect(page.locator("dialog [type=submit]")).to_be_focused()
    save(page)
    entry = only(server)
    assert entry["answers"] == {"weight": "190"}
    assert entry["confirmed"] == ["weight"]


def test_a_confirmation_does_not_outlive_the_number(page: Page, server: Standin) -> None:
    open_sheet(page, "weight")
    page.get_by_role("textbox", name="Weight").fill("190")
    save(page)
    page.get_by_role("button", name="Yes, it is right").click()
    page.get_by_role("textbox", name="Weight").fill("290")
    save(page)
    expect(page.locator(".pk-problems")).to_contain_text("290 kg is unusual")
    assert not server.entries


def test_a_choice_can_be_taken_back(page: Page) -> None:
    open_sheet(page, "drink")
    page.get_by_role("radio", name="Tea").check()
    page.get_by_role("button", name="Clear What").click()
    expect(page.get_by_role("radio", name="Tea")).not_to_be_checked()
    expect(page.get_by_role("button", name="Clear What")).to_be_hidden()


def test_a_future_time_is_refused(page: Page, server: Standin) -> None:
    open_sheet(page, "drink")
    page.get_by_role("button", name="Cup, drank all").click()
    page.get_by_role("radio", name="Pick a time").check()
    when = page.get_by_role("group", name="When")
    when.get_by_label("Day").fill("2099-01-01")
    when.get_by_label("Time", exact=True).fill("10:00")
    save(page)
    expect(page.locator(".pk-problems")).to_contain_text("This time has not come yet.")
    assert not server.entries


def test_a_picked_time_is_wall_clock_in_london(page: Page, server: Standin) -> None:
    open_sheet(page, "everything")
    page.get_by_role("radio", name="Happy").check()
    page.get_by_role("radio", name="Pick a time").check()
    start = page.get_by_role("group", name="From")
    start.get_by_label("Day").fill("2026-10-24")
    start.get_by_label("Time", exact=True).fill("23:30")
    end = page.get_by_role("group", name="Until")
    end.get_by_label("Day").fill("2026-10-25")
    end.get_by_label("Time", exact=True).fill("06:30")
    save(page)
    entry = only(server)
    # the clocks went back that night: seven hours on the wall were eight
    assert (entry["occurred"], entry["until"]) == (
        "2026-10-24T22:30:00.000+00:00",
        "2026-10-25T06:30:00.000+00:00",
    )


def test_the_hour_that_comes_twice_is_asked_about_and_only_then(page: Page, server: Standin) -> None:
    open_sheet(page, "everything")
    page.get_by_role("radio", name="Happy").check()
    page.get_by_role("radio", name="Pick a time").check()
    start = page.get_by_role("group", name="From")
    start.get_by_label("Day").fill("2026-10-25")
    start.get_by_label("Time", exact=True).fill("02:30")
    expect(start.get_by_label("The second time")).to_be_hidden()
    start.get_by_label("Time", exact=True).fill("01:30")
    start.get_by_label("The second time").check()
    save(page)
    assert only(server)["occurred"] == "2026-10-25T01:30:00.000+00:00"


def test_half_a_moment_is_an_error_not_an_omission(page: Page, server: Standin) -> None:
    open_sheet(page, "everything")
    page.get_by_role("radio", name="Happy").check()
    page.get_by_role("group", name="Seen by the nurse").get_by_label("Time").fill("09:30")
    save(page)
    expect(page.locator(".pk-problems")).to_contain_text("Give a day and a time.")
    until(lambda: not server.entries, "nothing was sent", seconds=1)
