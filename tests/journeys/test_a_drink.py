"""Budget B12: a drink in three taps and ten seconds of counted time, on a phone with a poor signal."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.a_drink import on_a_poor_signal, record_a_drink, wait_until_sent
from tests.support.browser import browser, signed_in_phone
from tests.support.keyboard import Keyboard
from tests.support.live import LiveKith
from tests.support.lived_in import LivedIn, lived_in, session_cookie
from tests.support.proof import Proof

pytestmark = pytest.mark.browser

TEN_SECONDS = 10


@pytest.fixture(scope="module")
def house(live_kith: LiveKith) -> LivedIn:
    return lived_in()


@pytest.fixture(scope="module")
def cookie(house: LivedIn) -> str:
    return session_cookie(house.worker)


@pytest.fixture(scope="module")
def chromium(cookie: str) -> Iterator[Browser]:
    """Begun last: while it runs, this thread's Django may not speak to the database."""
    with browser() as started:
        yield started


@pytest.fixture
def phone(chromium: Browser, live_kith: LiveKith, cookie: str) -> Iterator[Page]:
    """A phone on 256 kbit/s with half a second of delay."""
    context = signed_in_phone(chromium, live_kith.url, cookie)
    page = context.new_page()
    yield on_a_poor_signal(page)
    context.close()


def test_a_drink_takes_three_taps_and_ten_seconds_on_a_poor_signal(
    phone: Page, live_kith: LiveKith, house: LivedIn, proof: Proof
) -> None:
    address = f"{live_kith.url}/people/{house.green.id}/record/"
    first = record_a_drink(phone, address)
    wait_until_sent(phone)
    later = record_a_drink(phone, address)
    for visit, hand in (("first", first), ("later", later)):
        proof.figure(f"a drink, {visit} visit, counted time", round(hand.counted, 1), "s")
        proof.figure(f"a drink, {visit} visit, of which waited", round(hand.waited, 1), "s")
        assert hand.taps == 3
    # at the very first visit the phone also fetches everything that it keeps from then on: published, not judged
    assert later.counted < TEN_SECONDS, str(later)


def test_what_was_not_sent_in_time_is_sent_from_any_page(
    phone: Page, live_kith: LiveKith, house: LivedIn
) -> None:
    person = f"{live_kith.url}/people/{house.green.id}"
    phone.route("**/pocket/entries/**", lambda route: route.abort())
    record_a_drink(phone, f"{person}/record/")
    expect(phone.locator("kith-recent .pk-row")).not_to_have_attribute("data-state", "sent")
    phone.goto(f"{person}/")  # still cut off: nothing of the first page's own tries can reach the server
    with phone.expect_response(lambda answer: "/pocket/entries/" in answer.url, timeout=60_000) as sent:
        phone.unroute_all()
    assert sent.value.status == 201


def test_a_drink_is_recorded_by_keyboard_alone(phone: Page, live_kith: LiveKith, house: LivedIn) -> None:
    record_a_drink(phone, f"{live_kith.url}/people/{house.green.id}/record/", Keyboard())
    wait_until_sent(phone)
