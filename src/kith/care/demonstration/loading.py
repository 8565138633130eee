"""Loads the demonstration whole or not at all."""

from collections.abc import Callable
from datetime import UTC, datetime

from django.db import connection, transaction

from kith.care.demonstration import past
from kith.care.demonstration.amending import SINCE, amend
from kith.care.demonstration.book import Book
from kith.care.demonstration.cast import DAYS
from kith.care.demonstration.door import open_door
from kith.care.demonstration.home import Home, set_up
from kith.care.demonstration.knowing import facts
from kith.care.demonstration.signing_in import password
from kith.care.generation.writing import news
from kith.ops import config
from kith.record import loading

THIRD = DAYS // 3

Say = Callable[[str], None]


def load(now: datetime | None = None, say: Say = lambda words: None) -> int:
    """Put the demonstration into the store, unless an organisation holds records there. Answers how many entries.

    Runs as the store's owner, with nobody else at work in it. `say` hears how far it is.
    """
    moment, count = now or datetime.now(UTC), 0
    with transaction.atomic():
        if _in_use():
            return 0
        with past.scribes() as form:
            for home in set_up(moment, password()).values():
                loading.load(connection.connection, news(facts(home), home.custodian))
                count += _fill(home, home.book(moment), form, say)
                open_door(home, moment)
    say("Sealing what was loaded")
    loading.seal_all(config.dsn("worker"))
    return count


def _fill(home: Home, book: Book, form: past.Form, say: Say) -> int:
    count = 0
    for number, blocks in enumerate(form(book), 1):
        loading.load_formed(connection.connection, blocks)
        count += blocks["pending"].count(b"\n")
        if book.lives and number % THIRD == 0:
            say(f"{number} of {DAYS} days are there")
    amend(home, [entry for back in range(SINCE, 0, -1) for entry in book.entries(back)])
    loading.load_looks(connection.connection, past.looks(home, book))
    return count


def _in_use() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select exists (select 1 from custodian)")
        return bool(cursor.fetchone()[0])
