"""What a phone feels: B12, a drink on a poor signal; B13, what a page weighs on first and later visits.

In a real browser, with an empty cache at first. Photographs are not kept yet, so there is no thumbnail to weigh.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections
from playwright.sync_api import BrowserContext, Page

from benchmarks.bed import Bed
from benchmarks.results import Result, against, spread
from kith.directory.models import Account
from tests.support.a_drink import on_a_poor_signal, record_a_drink, wait_until_sent
from tests.support.browser import PHONE, browser
from tests.support.lived_in import session_cookie

VISITS = 5
TAPS, SECONDS = 3, 10
FIRST, LATER = 150, 20  # kB


def a_drink(bed: Bed) -> Iterator[Result]:
    """B12. The first visit, which fetches what the phone then keeps, is told beside the later ones."""
    with _phone(bed) as context:
        page = on_a_poor_signal(context.new_page())
        hands = []
        for number in range(1 + VISITS):
            hands.append(
                record_a_drink(
                    page, f"{bed.kith.url}/people/{bed.at_home[number % len(bed.at_home)]}/record/"
                )
            )
            wait_until_sent(page)
    first, later = hands[0].counted, [hand.counted for hand in hands[1:]]
    taps = max(hand.taps for hand in hands)
    yield against("B12", "record a drink, taps", taps, "taps", f"{TAPS}", taps <= TAPS, data=bed.told)
    yield against(
        "B12", "record a drink, counted time, very first visit", first, "s", "(told)", True, data=bed.told
    )
    yield against(
        "B12", "record a drink, counted time, later visits, slowest", max(later), "s", f"{SECONDS} s",
        max(later) <= SECONDS, spread=spread(later), data=bed.told,
    )  # fmt: skip


def weight(bed: Bed) -> Iterator[Result]:
    """B13. Each page is the first that its phone ever sees, then seen again for somebody else."""
    for name, path in (("day", ""), ("record", "record/")):
        with _phone(bed) as context:
            page = context.new_page()
            first = _weighed(page, f"{bed.kith.url}/people/{bed.at_home[0]}/{path}")
            later = [
                _weighed(page, f"{bed.kith.url}/people/{person}/{path}")
                for person in bed.at_home[1 : 1 + min(VISITS, len(bed.at_home) - 1)]
            ]
        for visit, figure, limit, told in (
            ("first visit", first, FIRST, ""),
            ("later visits, most", max(later), LATER, spread(later)),
        ):
            yield against(
                "B13", f"weight of the {name} page, {visit}", figure, "kB", f"{limit} kB", figure <= limit,
                spread=told, data=bed.told,
            )  # fmt: skip


@contextmanager
def _phone(bed: Bed) -> Iterator[BrowserContext]:
    cookie = session_cookie(Account.objects.get(username=bed.carer))
    connections.close_all()  # Playwright's loop would be taken for a use of Django from within one
    with browser() as chromium:
        context = chromium.new_context(**PHONE)
        context.set_default_timeout(60_000)
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": bed.kith.url}])
        yield context
        context.close()


def _weighed(page: Page, address: str) -> float:
    """Kilobytes that came over the wire, headers included, until the page was still."""
    came: list[float] = []
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on("Network.loadingFinished", lambda done: came.append(done["encodedDataLength"]))
    page.goto(address, wait_until="networkidle")
    wire.detach()
    return sum(came) / 1000
