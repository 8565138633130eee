"""The older days of the demonstration, added while others work: whole days, to be stopped and begun again at any time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest

from kith.access import gate
from kith.care.demonstration import loading
from kith.care.demonstration.writing_up import formed
from kith.directory.models import Account
from kith.ops import config
from kith.record import anchor
from kith.record.ids import new_id
from kith.record.loading import Blocks, seal_all
from kith.record.verify import verify
from tests.support.demonstration import living_there
from tests.support.homes import as_owner, signed_in


class Stopped(Exception):
    """The power went."""


def test_the_rest_goes_on_from_where_it_was_stopped(
    store_url: str, owner: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fourteen days first; then a few more, one by one, cut off in the middle of one; then some more."""
    written: list[int] = []

    def stopped_at(last: int) -> None:
        def some(book: Any, back: int) -> Blocks:
            if back > last:
                raise Stopped
            written.append(back)
            return formed(book, back)

        monkeypatch.setattr(loading, "formed", some)

    with as_owner():
        loading.load(days=14)
        first = days_of_walter()
        stopped_at(17)
        with pytest.raises(Stopped):
            loading.load_rest()
        record_of_an_older_day(owner)
        stopped_at(19)
        with pytest.raises(Stopped):
            loading.load_rest()
        seal_all(config.dsn("worker"))
    assert written == [15, 16, 17, 18, 19]
    assert days_of_walter() == first + 5 + 1  # and what was written down just now
    report = verify(owner, anchor.anchor_file())
    assert (report.findings, report.unproved) == ([], [])


def days_of_walter() -> int:
    with as_owner():
        walter = living_there().get(family="Green", given="Walter").id
    with signed_in(Account.objects.get(username="eva")) as viewer:
        record = gate.open(viewer, walter, face="test", asked="days")
        return len({entry.occurred.date() for entry in record.entries(limit=5000) if entry.kind == "waking"})


def record_of_an_older_day(owner: psycopg.Connection[Any]) -> None:
    """Somebody writes down now what happened fifty days ago: that day is not there for all that."""
    long_ago = datetime.now(UTC) - timedelta(days=50)
    with signed_in(Account.objects.get(username="eva")) as viewer:
        walter = living_there().get(family="Green", given="Walter").id
        record = gate.open(viewer, walter, face="test", asked="days")
        [last] = record.entries("waking", limit=1)
        record.add(replace(last, id=new_id(), occurred=long_ago, made=datetime.now(UTC), source=None))
