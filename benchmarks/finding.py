"""B5: find a person among one's own, over HTTP, as the page asks for it: by name, birth date and NHS number."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle, islice
from urllib.parse import urlencode

from benchmarks import clients
from benchmarks.bed import Bed
from benchmarks.results import Result, against, centile, spread
from kith.directory import actions
from tests.support.homes import LONG_AGO, home
from tests.support.lived_in import session_cookie

PEOPLE = 50
SECONDS = 6
PASSES = 3
LIMIT, FUZZY_LIMIT = 50, 200
CSRF = "b" * 32
NAMES = ("Okafor", "O'Brien", "Greene", "Smith-Jones", "Garc\u00eda")
TYPED = ("oka", "obr", "ann gre", "smith-j", "garcia", "3/1/1930", "999 000 0018")
MISTYPED = ("Okkafor", "Obrein", "Greeen")


def measure(bed: Bed) -> Iterator[Result]:
    """The 95th centile with one client and with fifteen, and of names that nobody has."""
    cookie = _home()
    for words, limit, typed in (("found", LIMIT, TYPED), ("nearly so", FUZZY_LIMIT, MISTYPED)):
        asked = [_request(cookie, each) for each in typed]
        clients.run(bed.kith.port, _maker(asked), clients=2, seconds=3, wanted=200)  # warm-up
        for count in (1, 15):
            slow = [_slow(bed, asked, count) for _ in range(PASSES)]
            middle = sorted(slow)[PASSES // 2]
            name = f"find among {PEOPLE}, {words}, {count} client{'s' if count > 1 else ''}, 95th centile"
            yield against(
                "B5", name, middle, "ms", f"{limit} ms", middle <= limit, spread=spread(slow), data=bed.told
            )


def _slow(bed: Bed, asked: list[bytes], count: int) -> float:
    run = clients.run(bed.kith.port, _maker(asked), clients=count, seconds=SECONDS, wanted=200)
    assert not run.refused, f"{run.refused} answers were no search"
    return centile(run.times, 0.95) * 1000


def _maker(asked: list[bytes]) -> clients.Maker:
    return lambda client, number: asked[(client + number) % len(asked)]


def _request(cookie: str, typed: str) -> bytes:
    body = urlencode({"typed": typed, "csrfmiddlewaretoken": CSRF})
    head = (
        f"POST /find/ HTTP/1.1\r\nHost: localhost\r\nCookie: sessionid={cookie}; csrftoken={CSRF}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return (head + body).encode()


def _home() -> str:
    """A home of fifty beside the data set, and the cookie of somebody who works there."""
    place = home("Finders House")
    for number, family in enumerate(islice(cycle(NAMES), PEOPLE)):
        known = actions.add_patient(
            organization=place.organization, family=family, given="Ann Bea" if number % 2 else "Walter",
            birth_date=date(1930, 1, 1) + timedelta(days=number), nhs_number=f"99900000{number:02}",
        )  # fmt: skip
        actions.register(patient=known, service=place.service, since=LONG_AGO)
    return session_cookie(place.worker("care_worker", "Eliza Marsh"))
