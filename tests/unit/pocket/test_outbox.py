"""What is saved reaches the server once, whatever happens on the way, or stays and says so."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.support.waiting import until
from tests.unit.pocket.standin import Standin
from tests.unit.pocket.test_recorder import only, open_sheet, save

pytestmark = pytest.mark.browser


def record_a_drink(page: Page) -> None:
    open_sheet(page, "drink")
    page.get_by_role("button", name="Cup, drank all").click()
    save(page)
    expect(page.locator("dialog")).to_have_count(0)


def reopened(tablet: Callable[[], Page], server: Standin) -> Page:
    page = tablet()
    page.goto(server.page())
    page.locator("[data-kind=drink]").first.wait_for()
    return page


def test_a_lost_answer_makes_no_second_entry(page: Page, server: Standin) -> None:
    server.answers = ["lose the answer", "lose the answer"]
    record_a_drink(page)
    expect(page.locator("kith-recent .pk-row")).to_have_attribute("data-state", "sent", timeout=15_000)
    assert len([path for method, path in server.requests if method == "PUT" and "entries" in path]) == 3
    assert [len(versions) for versions in server.entries.values()] == [1]


@pytest.mark.parametrize("answer", ["cut", [500, {}], [503, {}], [429, {}], [502, {}]])
def test_silence_and_trouble_are_tried_again(page: Page, server: Standin, answer: object) -> None:
    server.answers = [answer]
    record_a_drink(page)
    only(server)
    expect(page.locator("kith-state")).to_contain_text("Everything is sent.")


def test_without_a_network_it_waits_and_says_so(page: Page, server: Standin) -> None:
    page.context.set_offline(True)
    record_a_drink(page)
    expect(page.locator("kith-state")).to_contain_text(
        "No network. 1 entry is safe on this device and waits."
    )
    expect(page.locator("kith-recent .pk-row-state")).to_have_text("On this device only")
    assert not server.entries
    page.context.set_offline(False)
    only(server)
    expect(page.locator("kith-state")).to_contain_text("Everything is sent.")


def test_the_state_line_tells_kept_from_sent(page: Page, server: Standin) -> None:
    server.answers = [[500, {}]] * 2
    record_a_drink(page)
    expect(page.locator("kith-state")).to_contain_text("on this device only")
    expect(page.locator("kith-state")).to_contain_text("Everything is sent.", timeout=15_000)


def test_what_was_saved_survives_the_page(page: Page, server: Standin, tablet: Callable[[], Page]) -> None:
    server.answers = ["cut"] * 3
    record_a_drink(page)
    page.close()
    server.answers = []
    reopened(tablet, server)
    only(server)


def test_an_ended_sign_in_keeps_it_until_the_same_person_is_back(
    page: Page, server: Standin, tablet: Callable[[], Page]
) -> None:
    server.account = None
    record_a_drink(page)
    expect(page.locator("kith-state")).to_contain_text("You are signed out. Sign in again to send 1.")
    expect(page.locator("kith-state").get_by_role("link", name="Sign in")).to_be_visible()
    page.close()
    server.account = "emily"
    colleague = reopened(tablet, server)
    expect(colleague.locator("kith-state")).to_contain_text("Someone else has 1 waiting on this device.")
    assert not server.entries
    colleague.close()
    server.account = "eliza"
    reopened(tablet, server)
    only(server)


def test_nothing_is_sent_under_another_sign_in(page: Page, server: Standin) -> None:
    with page.expect_response(lambda answer: answer.request.method == "DELETE"):  # the drink's draft
        record_a_drink(page)
    expect(page.locator("kith-recent .pk-row")).to_have_attribute(
        "data-state", "sent"
    )  # nothing is under way

    def in_another_tab(route: Route) -> None:  # at the moment of sending: this page still shows Eliza's sheet
        server.account = "emily"
        route.continue_()

    page.route("**/pocket/entries/**", in_another_tab)
    open_sheet(page, "weight")
    page.get_by_role("textbox", name="Weight").fill("71")
    with page.expect_navigation():  # the page clears itself
        save(page)
    expect(page.locator("kith-state")).to_contain_text("Someone else has 1 waiting")
    expect(page.locator("kith-recent")).to_be_hidden()
    assert len(server.entries) == 1


def test_errors_come_back_to_their_part(page: Page, server: Standin) -> None:
    server.answers = [[422, {"errors": [{"part": "taken", "message": "He is nil by mouth."}], "unusual": []}]]
    record_a_drink(page)
    needs = page.locator("kith-needs")
    expect(needs).to_contain_text("He is nil by mouth.")
    expect(page.locator("kith-state")).to_contain_text("1 entry needs you")
    needs.get_by_role("button", name="Put right").click()
    expect(page.locator("dialog .pk-problems")).to_contain_text("He is nil by mouth.")
    expect(page.get_by_role("textbox", name="Drank")).to_have_accessible_description("ml He is nil by mouth.")
    page.get_by_role("textbox", name="Drank").fill("0")
    save(page)
    assert only(server)["answers"] == {"offered": "200", "taken": "0"}
    expect(needs).to_be_hidden()


def test_a_doubt_of_the_server_is_confirmed(page: Page, server: Standin) -> None:
    server.answers = [
        [422, {"errors": [], "unusual": [{"part": "taken", "message": "More than all day yesterday."}]}]
    ]
    record_a_drink(page)
    page.locator("kith-needs").get_by_role("button", name="Put right").click()
    page.get_by_role("button", name="Yes, it is right").click()
    save(page)
    assert only(server)["confirmed"] == ["taken"]


def test_a_refusal_stays_until_its_author_throws_it_away(page: Page, server: Standin) -> None:
    server.answers = [[404, {}]]
    record_a_drink(page)
    needs = page.locator("kith-needs")
    expect(needs).to_contain_text("The server does not accept this here.")
    expect(needs).to_contain_text("Drank: 200 ml")
    needs.get_by_role("button", name="Throw away").click()
    expect(needs).to_be_hidden()
    expect(page.locator("kith-state")).to_contain_text("Everything is sent.")


@pytest.mark.parametrize("choice", ["Use mine", "Keep what is there"])
def test_two_amendments_are_both_shown(page: Page, server: Standin, choice: str) -> None:
    theirs = {"current": {"version": 2, "answers": {"taken": "100"}, "note": ""}}
    server.answers = [[412, theirs]]
    record_a_drink(page)
    page.locator("kith-needs").get_by_role("button", name="Choose").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Drank: 100 ml")
    expect(dialog).to_contain_text("Drank: 200 ml")
    dialog.get_by_role("button", name=choice).click()
    expect(page.locator("kith-needs")).to_be_hidden()
    if choice == "Use mine":
        assert only(server)["replaces"] == 2
    else:
        assert not server.entries


def test_an_undo_never_overtakes_its_entry(page: Page, server: Standin) -> None:
    server.answers = [(503, {}), (503, {})]  # tried before the undo and after it, both times in vain
    record_a_drink(page)
    until(lambda: len(server.answers) < 2, "the entry has been tried")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("kith-state")).to_contain_text("Everything is sent.", timeout=60_000)
    assert server.answers == []
    assert server.withdrawn == list(server.entries)


def test_undo_before_it_is_sent_sends_nothing(page: Page, server: Standin) -> None:
    page.context.set_offline(True)
    # nothing has left yet when there is no key to send with: the item is still untried
    page.route("**/pocket/entries/**", lambda route: route.abort())
    record_a_drink(page)
    page.get_by_role("button", name="Undo").click()
    page.unroute("**/pocket/entries/**")
    page.context.set_offline(False)
    expect(page.locator("kith-state")).to_contain_text("Everything is sent.", timeout=15_000)
    assert len(server.withdrawn) == len(server.entries)


HOLD_THE_OUTBOX = """(owner) => new Promise((held) => {
  navigator.locks.request(`kith-outbox-${owner}`, () => new Promise((free) => { window.free = free; held(); }));
})"""


def test_nothing_is_said_to_be_undone_before_the_device_holds_it(page: Page, server: Standin) -> None:
    record_a_drink(page)
    row = page.locator("kith-recent .pk-row")
    expect(row).to_have_attribute("data-state", "sent")
    page.evaluate(HOLD_THE_OUTBOX, server.mark())  # as another tab does while it sends
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()
    expect(row).to_be_visible()
    page.evaluate("window.free()")
    expect(row).to_have_count(0)
    until(lambda: server.withdrawn, "the withdrawal has arrived")
    assert server.withdrawn == list(server.entries)
