"""Recording one drink on a phone with a poor signal: the journey and the benchmark B12 share it."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.support.counting import Hand

POOR: dict[str, Any] = {
    "offline": False,
    "latency": 500,  # milliseconds
    "downloadThroughput": 256_000 / 8,  # bytes a second
    "uploadThroughput": 256_000 / 8,
}


def on_a_poor_signal(page: Page) -> Page:
    """256 kbit/s with half a second of delay (budget B12)."""
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", POOR)
    return page


def record_a_drink(page: Page, address: str, hand: Hand | None = None) -> Hand:
    """From asking for the recording page until the drink is safe on the phone. By thumb, or by the hand that is given."""
    hand = hand or Hand()
    tile = page.locator("[data-kind=drink]").first
    hand.wait(lambda: page.goto(address, wait_until="commit"))
    hand.arrive(tile.wait_for)
    hand.tap(tile)
    sheet = page.get_by_role("dialog")
    hand.arrive(lambda: expect(sheet).to_be_visible())
    hand.tap(sheet.get_by_role("button", name="Cup of tea, drank all"))
    hand.tap(sheet.get_by_role("button", name="Save for"))
    hand.wait(page.locator("kith-recent .pk-row").wait_for)
    return hand


def wait_until_sent(page: Page) -> None:
    """The drink has reached the server, and the phone knows it."""
    expect(page.locator("kith-recent .pk-row")).to_have_attribute("data-state", "sent", timeout=60_000)
