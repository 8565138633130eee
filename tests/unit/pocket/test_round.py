"""What is to be done is recorded in two taps, meets a colleague's entry without losing either, and undone as their own."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support.waiting import until
from tests.unit.pocket.standin import MR_GREEN, Standin
from tests.unit.pocket.test_recorder import only

pytestmark = pytest.mark.browser
DUE, PLAN, SAME = (
    "2026-11-26T10:00:00Z",
    "018f0000-0000-7000-8000-0000000000aa",
    "018f0000-0000-5000-8000-0000000000bb",
)


@pytest.fixture
def round_(tablet: Callable[[], Page], server: Standin) -> Page:
    """The list of one thing to be done, ready."""
    opened = tablet()
    opened.goto(f"{server.url}/round")
    opened.locator("kith-state[data-look=good]").wait_for()
    return opened


def record(page: Page) -> None:
    page.get_by_role("button", name="Record").click()
    page.get_by_role("dialog").get_by_role("button", name="Cup, drank all").click()
    expect(page.locator("dialog")).to_have_count(0)


def test_two_taps_record_it_with_its_plan(round_: Page, server: Standin) -> None:
    round_.get_by_role("button", name="Record").click()
    expect(round_.get_by_role("dialog")).to_contain_text("A drink of his choice")
    assert not server.entries
    round_.get_by_role("dialog").get_by_role("button", name="Cup, drank all").click()
    entry = only(server)
    assert (entry["id"], entry["patient"]) == (SAME, MR_GREEN)
    assert entry["planned"] == {"plan": PLAN, "due": DUE}
    assert entry["answers"]["taken"] == "200"
    expect(round_.get_by_text("Just recorded")).to_be_visible()
    expect(round_.get_by_role("button", name="Record")).to_be_hidden()


def test_the_longer_way_is_there_and_what_was_begun_is_found_again(round_: Page, server: Standin) -> None:
    round_.get_by_role("button", name="Record").click()
    round_.get_by_role("textbox", name="Drank").fill("120")
    with round_.expect_response(lambda answer: answer.request.method == "PUT" and "/drafts/" in answer.url):
        round_.get_by_role("button", name="Close").click()
    round_.get_by_role("button", name="Record").click()
    expect(round_.get_by_role("textbox", name="Drank")).to_have_value("120")
    round_.get_by_role("button", name="Save for").click()
    assert only(server)["planned"] == {"plan": PLAN, "due": DUE}


def test_where_a_colleague_was_first_both_are_kept_and_it_is_said(round_: Page, server: Standin) -> None:
    server.entries[SAME] = [{"id": SAME, "replaces": None, "answers": {"taken": 50}, "note": ""}]
    record(round_)
    until(lambda: len(server.entries) == 2, "the second is kept too")
    (other,) = (each for each in server.entries if each != SAME)
    assert server.entries[SAME][-1]["answers"] == {"taken": 50}
    assert server.entries[other][-1]["planned"] == {"plan": PLAN, "due": DUE}
    expect(round_.locator("kith-recent .pk-row-state")).to_have_text(
        "Sent. Somebody had recorded it already: both are kept"
    )
    assert [len(versions) for versions in server.entries.values()] == [1, 1]


def test_undoing_then_takes_back_ones_own(round_: Page, server: Standin) -> None:
    server.entries[SAME] = [{"id": SAME, "replaces": None, "answers": {"taken": 50}, "note": ""}]
    record(round_)
    expect(round_.locator("kith-recent .pk-row")).to_have_attribute("data-state", "sent")
    round_.get_by_role("button", name="Undo").click()
    until(lambda: server.withdrawn, "it is withdrawn")
    assert server.withdrawn == [each for each in server.entries if each != SAME]


def test_undone_before_anybody_knew_of_the_colleague_it_takes_back_ones_own(
    round_: Page, server: Standin
) -> None:
    server.entries[SAME] = [{"id": SAME, "replaces": None, "answers": {"taken": 50}, "note": ""}]
    server.answers = ["cut"]
    record(round_)
    until(lambda: not server.answers, "the first try was cut off")
    round_.get_by_role("button", name="Undo").click()
    until(lambda: server.withdrawn, "it is withdrawn", seconds=60)
    assert server.withdrawn == [each for each in server.entries if each != SAME]


def test_without_a_network_it_waits(round_: Page, server: Standin) -> None:
    round_.context.set_offline(True)
    record(round_)
    expect(round_.locator("kith-recent .pk-row-state")).to_have_text("On this device only")
    assert not server.entries
    round_.context.set_offline(False)
    only(server)


def test_two_quick_taps_open_one_sheet(round_: Page, server: Standin) -> None:
    round_.evaluate(
        "() => { const button = document.querySelector('[data-kith-do]'); button.click(); button.click(); }"
    )
    expect(round_.locator("dialog")).to_have_count(1)
    round_.get_by_role("dialog").get_by_role("button", name="Cup, drank all").click()
    assert only(server)["id"] == SAME
    expect(round_.locator("dialog")).to_have_count(0)


def test_what_the_server_sends_back_is_put_right_with_its_plan(round_: Page, server: Standin) -> None:
    server.answers = [
        [422, {"errors": [{"part": "taken", "message": "More than the cup holds."}], "unusual": []}]
    ]
    record(round_)
    round_.locator("kith-needs").get_by_role("button", name="Put right").click()
    sheet = round_.get_by_role("dialog")
    expect(sheet).to_contain_text("More than the cup holds.")
    sheet.get_by_role("textbox", name="Drank").fill("120")
    sheet.get_by_role("button", name="Save for").click()
    entry = only(server)
    assert (entry["id"], entry["planned"], entry["answers"]["taken"]) == (
        SAME,
        {"plan": PLAN, "due": DUE},
        "120",
    )
