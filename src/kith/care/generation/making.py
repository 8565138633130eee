"""Makes a data set in an empty store: one process for each core draws and copies days, this one seals them."""

import multiprocessing
import os
import secrets
import time
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import psycopg
from django.db import connection, transaction

from kith.care.days import ServiceDay
from kith.care.generation import people, places, working
from kith.care.generation.entries import Plan
from kith.care.generation.sets import DataSet
from kith.ops import config
from kith.record import loading, sequencer

TABLES = "current, version, search_text, search_date, search_number, feed, look, look_person"

Say = Callable[[str], None]


class InUse(Exception):
    """The store holds records already."""


@dataclass(frozen=True)
class Made:
    """What was made. Every account has this password; times are in seconds."""

    resources: int
    looks: int
    password: str
    loaded: float
    sealed: float
    settled: float


def make(
    data: DataSet, *, seed: int = 1, last: date | None = None, processes: int | None = None, say: Say = print
) -> Made:
    """Fill an empty store, as its owner. Entries end with the service day `last` (the last whole one).

    The same seed and day make the same people and entries (organisations and staff get new ids). Raises `InUse`.
    """
    begun = time.monotonic()
    last = last or ServiceDay().of(datetime.now().astimezone()) - timedelta(days=1)
    password = secrets.token_hex(6)
    plan = _start(data, seed, last, password)
    say(f"{data.people} people are there; their {data.entries} entries follow")
    looks = _fill(plan, processes or os.cpu_count() or 1, say)
    loaded = time.monotonic()
    loading.seal_all(config.dsn("worker"))
    sealed = time.monotonic()
    _settle()
    return Made(data.resources, looks, password, loaded - begun, sealed - loaded, time.monotonic() - sealed)


def _start(data: DataSet, seed: int, last: date, password: str) -> Plan:
    first = ServiceDay().start(last - timedelta(days=data.days - 1))
    with transaction.atomic():
        if _in_use():
            raise InUse
        made = places.make(data, first - timedelta(days=1000), password)
        plan = Plan(data, seed, last, tuple(made), ())
        lot = plan.lot("people")
        drawn = people.draw(data.people, made, first, lot)
        loading.load(connection.connection, people.news(drawn, lot), at_once=working.AT_ONCE)
        people.derive(drawn)
    return Plan(data, seed, last, tuple(made), tuple(person.patient.id for person in drawn))


def _in_use() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select exists (select 1 from custodian)")
        return bool(cursor.fetchone()[0])


def _fill(plan: Plan, processes: int, say: Say) -> int:
    """All days, in order, `processes` at a time; what they left pending is sealed meanwhile."""
    connection.close()  # a process that is started must not inherit it
    context, looks, done = multiprocessing.get_context("spawn"), 0, 0
    with (
        ProcessPoolExecutor(processes, context, working.begin, (plan, config.dsn("owner"))) as pool,
        psycopg.connect(config.dsn("worker"), autocommit=True) as worker,
    ):
        waiting: set[Future[int]] = {pool.submit(working.day, each) for each in range(plan.data.days)}
        while waiting:
            ready, waiting = wait(
                waiting, timeout=0 if sequencer.drain(worker) else 0.2, return_when=FIRST_COMPLETED
            )
            looks += sum(each.result() for each in ready)
            done += len(ready)
            if ready:
                say(f"{done} of {plan.data.days} days")
    return looks


def _settle() -> None:
    """Let the planner know what there is, and let the first readers find tidy pages."""
    with psycopg.connect(config.dsn("owner"), autocommit=True) as owner:
        owner.execute(f"vacuum (analyze) {TABLES}")
