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
from kith.care.generation.working import Plan as AnyPlan
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
    return finish(plan, data.resources - data.entries, password, begun, processes, say)


def finish(
    plan: AnyPlan, beside: int, password: str, begun: float, processes: int | None, say: Say = print
) -> Made:
    """Load the days of a plan whose people are there, seal and tidy. `beside` is how many resources are there."""
    entries, looks = _fill(plan, processes or os.cpu_count() or 1, say)
    loaded = time.monotonic()
    loading.seal_all(config.dsn("worker"))
    sealed = time.monotonic()
    _settle()
    return Made(beside + entries, looks, password, loaded - begun, sealed - loaded, time.monotonic() - sealed)


def _start(data: DataSet, seed: int, last: date, password: str) -> Plan:
    first = ServiceDay().start(last - timedelta(days=data.days - 1))
    with transaction.atomic():
        refuse_in_use()
        long_ago = first - timedelta(days=1000)
        lot = Plan(data, seed, last, (), ()).lot("people")
        made = places.make(data.organisations, places.roles_of(data), long_ago, password, lot)
        drawn = people.draw(data.people, made, first, lot)
        loading.load(connection.connection, people.news(drawn, lot), at_once=working.AT_ONCE)
        people.derive(drawn)
    return Plan(data, seed, last, tuple(made), tuple(person.patient.id for person in drawn))


def refuse_in_use() -> None:
    """Raises `InUse` when an organisation holds records in the store."""
    with connection.cursor() as cursor:
        cursor.execute("select exists (select 1 from custodian)")
        if cursor.fetchone()[0]:
            raise InUse


def _fill(plan: AnyPlan, processes: int, say: Say) -> tuple[int, int]:
    """All days, in order, `processes` at a time; what they left pending is sealed meanwhile."""
    connection.close()  # a process that is started must not inherit it
    context, entries, looks, done = multiprocessing.get_context("spawn"), 0, 0, 0
    with (
        ProcessPoolExecutor(processes, context, working.begin, (plan, config.dsn("owner"))) as pool,
        psycopg.connect(config.dsn("worker"), autocommit=True) as worker,
    ):
        waiting: set[Future[tuple[int, int]]] = {pool.submit(working.day, each) for each in range(plan.days)}
        while waiting:
            ready, waiting = wait(
                waiting, timeout=0 if sequencer.drain(worker) else 0.2, return_when=FIRST_COMPLETED
            )
            for each in ready:
                entries, looks = entries + each.result()[0], looks + each.result()[1]
            done += len(ready)
            if ready:
                say(f"{done} of {plan.days} days")
    return entries, looks


def _settle() -> None:
    """Let the planner know what there is, and let the first readers find tidy pages."""
    with psycopg.connect(config.dsn("owner"), autocommit=True) as owner:
        owner.execute(f"vacuum (analyze) {TABLES}")
