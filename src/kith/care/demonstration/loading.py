"""Loads the demonstration: whole or not at all, or the last fortnight first and the weeks before it afterwards."""

from collections.abc import Callable
from datetime import UTC, datetime

from django.db import connection, transaction

from kith.care.demonstration import keepsakes, made_role, past
from kith.care.demonstration.amending import SINCE, amend
from kith.care.demonstration.book import Book
from kith.care.demonstration.cast import DAYS
from kith.care.demonstration.door import open_door
from kith.care.demonstration.family import let_in
from kith.care.demonstration.home import Home, find, set_up
from kith.care.demonstration.knowing import facts
from kith.care.demonstration.partners import invite
from kith.care.demonstration.signing_in import password
from kith.care.demonstration.staff import WILLOWS
from kith.care.demonstration.writing_up import formed
from kith.care.generation.writing import news
from kith.catalogue.systems import ENTRY_KINDS
from kith.ops import config
from kith.record import loading
from kith.record.search.hashing import coded
from kith.record.types import type_number

DRINK = coded("code", ENTRY_KINDS, "drink")

Say = Callable[[str], None]


def load(now: datetime | None = None, *, days: int = DAYS) -> int:
    """Put the demonstration into the store, unless an organisation holds records there. Answers how many entries.

    So many whole days and today; `load_rest` adds the days before. Runs as the store's owner, with nobody else at
    work in it.
    """
    moment, count = now or datetime.now(UTC), 0
    with transaction.atomic():
        if _in_use():
            return 0
        with past.scribes() as form:
            homes = set_up(moment, password())
            coded = next(iter(homes[WILLOWS].accounts.values())).password
            invite(homes, moment, coded)
            let_in(homes[WILLOWS], coded)
            made_role.join(homes[WILLOWS], coded)
            for home in homes.values():
                loading.load(connection.connection, news(facts(home), home.custodian))
                count += _fill(home, home.book(moment), form, days)
                open_door(home, moment)
                keepsakes.keep(home, moment)
    loading.seal_all(config.dsn("worker"))
    return count


def load_rest(say: Say = lambda words: None) -> int:
    """Add the days that are still missing, the newest first, while others work on the store. Answers how many entries.

    Each day stands whole or not at all, so that this may be stopped at any time and begun again.
    """
    count = 0
    for home in find():
        book = home.book(datetime.now(UTC))
        for back in range(_oldest(home) + 1, DAYS + 1):
            blocks = formed(book, back)
            with transaction.atomic():
                loading.load_formed(connection.connection, blocks)
            count += _rows(blocks)
    if count:
        say("All ninety days are there")
    return count


def _fill(home: Home, book: Book, form: past.Form, days: int) -> int:
    count = 0
    for blocks in form(book, days):
        loading.load_formed(connection.connection, blocks)
        count += _rows(blocks)
    amend(home, [entry for back in range(SINCE, 0, -1) for entry in book.entries(back)])
    loading.load_looks(connection.connection, past.looks(home, book))
    return count


def _rows(blocks: loading.Blocks) -> int:
    return blocks["current"].count(b"\n")


def _oldest(home: Home) -> int:
    """How many days ago the oldest loaded day was: the first on which anybody drank, for nobody's day is without.

    Neither what was known long before counts, nor what somebody wrote down since then.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "select min(occurred) from current where custodian = %s and type = %s and code = %s and recorded < %s",
            (home.custodian, type_number("Observation"), DRINK, home.rule.start(home.today)),
        )
        [oldest] = cursor.fetchone()
    return (home.today - home.rule.of(oldest)).days if oldest else DAYS


def _in_use() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select exists (select 1 from custodian)")
        return bool(cursor.fetchone()[0])
