"""B3: the two-minute summary of people who live in one home, over HTTP, as a nurse's browser asks for it."""

import time
from collections.abc import Iterator
from http.client import HTTPConnection
from itertools import count as numbers
from uuid import UUID

import psycopg

from benchmarks import clients
from benchmarks.bed import Bed
from benchmarks.results import Result, against, centile, spread
from kith.directory.models import Account
from tests.support.lived_in import know, session_cookie

SECONDS = 8
PASSES = 3
LIMIT, COLD_LIMIT = 100, 200


def measure(bed: Bed) -> Iterator[Result]:
    """The 95th centile of people whom the session has not opened yet; then of people it has, one client and fifteen."""
    nurse = Account.objects.get(username=bed.carer)
    for patient in bed.at_home:
        know(patient, nurse)
    with psycopg.connect(bed.server.dsn(), autocommit=True) as connection:
        connection.execute("vacuum analyze current")
        connection.execute("analyze version, decision")
    told = f"{bed.told}; {len(bed.at_home)} people in the home, {len(bed.at_home)} with nine facts each"
    cold = [_first(bed, session_cookie(nurse)) for _ in range(PASSES)]
    yield _against("cold people, 1 client", sorted(cold)[PASSES // 2], COLD_LIMIT, cold, told)
    cookie = session_cookie(nurse)
    _first(bed, cookie)
    for clients_ in (1, 15):
        slow = [_slow(bed, cookie, clients_) for _ in range(PASSES)]
        name = f"{clients_} client{'s' if clients_ > 1 else ''}"
        yield _against(name, sorted(slow)[PASSES // 2], LIMIT, slow, told)


def _against(who: str, middle: float, limit: int, all: list[float], told: str) -> Result:
    name = f"summary page, {who}, 95th centile"
    return against("B3", name, middle, "ms", f"{limit} ms", middle <= limit, spread=spread(all), data=told)


def _first(bed: Bed, cookie: str) -> float:
    """Each person once, under a session that has opened nobody."""
    times, connection = [], HTTPConnection("localhost", bed.kith.port)
    for patient in bed.at_home:
        begun = time.perf_counter()
        connection.request("GET", _path(patient), headers={"Cookie": f"sessionid={cookie}"})
        answer = connection.getresponse()
        answer.read()
        times.append(time.perf_counter() - begun)
        assert answer.status == 200, answer.status
    return centile(times, 0.95) * 1000


def _slow(bed: Bed, cookie: str, count: int) -> float:
    turn, people = numbers(), bed.at_home

    def made(_: int, __: int) -> bytes:
        path = _path(people[next(turn) % len(people)])
        return f"GET {path} HTTP/1.1\r\nHost: localhost\r\nCookie: sessionid={cookie}\r\n\r\n".encode()

    run = clients.run(bed.kith.port, made, clients=count, seconds=SECONDS, wanted=200)
    assert not run.refused, f"{run.refused} answers were no summary"
    return centile(run.times, 0.95) * 1000


def _path(patient: UUID) -> str:
    return f"/people/{patient}/summary/"
