"""Loads the demonstration whole or not at all."""

from datetime import UTC, datetime

from django.db import connection, transaction

from kith.care.demonstration import past
from kith.care.demonstration.amending import amend
from kith.care.demonstration.door import open_door
from kith.care.demonstration.home import set_up
from kith.care.demonstration.knowing import facts
from kith.care.demonstration.signing_in import password
from kith.care.generation.writing import news
from kith.ops import config
from kith.record import loading


def load(now: datetime | None = None) -> int:
    """Put the demonstration into the store, unless an organisation holds records there. Answers how many entries.

    Runs as the store's owner, with nobody else at work in it.
    """
    moment, count = now or datetime.now(UTC), 0
    with transaction.atomic():
        if _in_use():
            return 0
        for home in set_up(moment, password()).values():
            loading.load(connection.connection, news(facts(home), home.custodian))
            entries = past.entries(home, moment)
            count += loading.load(connection.connection, news(entries, home.custodian))
            amend(home, entries)
            open_door(home, moment)
            loading.load_looks(connection.connection, past.looks(home, moment))
    loading.seal_all(config.dsn("worker"))
    return count


def _in_use() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select exists (select 1 from custodian)")
        return bool(cursor.fetchone()[0])
