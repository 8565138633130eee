"""Loading new resources: into their rows, and onto the list of what waits for a place in the feed."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from kith.record.loading.copying import Connection, copy
from kith.record.loading.rows import TABLES, New, rows_of

AT_ONCE = 1000
"""Resources in one transaction while others work on the store (architecture, "Feed")."""


def load(connection: Connection, news: Iterable[New], *, at_once: int = AT_ONCE) -> int:
    """Load new resources in the order given, `at_once` to a transaction; answers how many.

    `connection` is the owner's; inside an open transaction everything stands or falls with that. Texts are not
    validated here (see `kith.record.validation`). A sequencer, or `seal_all`, gives them their place in the
    feed. Raises psycopg.errors.UniqueViolation when an id is taken, and what `rows_of` raises: nothing of that
    transaction stands then, and everything of those before it.
    """
    done = 0
    for some in _in_batches(news, at_once):
        with connection.transaction():
            _copy(connection, some)
        done += len(some)
    return done


def _in_batches(news: Iterable[New], size: int) -> Iterator[list[New]]:
    left = iter(news)
    while some := list(islice(left, size)):
        yield some


def _copy(connection: Connection, news: Sequence[New]) -> None:
    found = [rows_of(new) for new in news]
    copy(connection, TABLES["current"], (each.current for each in found))
    copy(connection, TABLES["version"], (each.version for each in found))
    for part in ("texts", "dates", "numbers"):
        copy(connection, TABLES[part], (row for each in found for row in getattr(each, part)))
    copy(connection, TABLES["pending"], (each.pending for each in found))
