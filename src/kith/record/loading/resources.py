"""Loading new resources: into their rows, and onto the list of what waits for a place in the feed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from kith.record.loading.copying import Connection, block_of, send
from kith.record.loading.rows import TABLES, New, rows_of

Blocks = Mapping[str, bytes]
"""Rows as COPY reads them, by the keys of `TABLES`, in the order in which they are copied."""

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
        load_formed(connection, form(some))
        done += len(some)
    return done


def form(news: Sequence[New]) -> Blocks:
    """What these resources become, ready to be sent; needs no store, so that another process can do it."""
    found = [rows_of(new) for new in news]
    blocks = {
        "current": block_of(each.current for each in found),
        "version": block_of(each.version for each in found),
    }
    for part in ("texts", "dates", "numbers"):
        blocks[part] = block_of(row for each in found for row in getattr(each, part))
    blocks["pending"] = block_of(each.pending for each in found)
    return blocks


def load_formed(connection: Connection, blocks: Blocks) -> None:
    """Load what `form` made, in one transaction; `connection` and errors are those of `load`."""
    with connection.transaction():
        for part, block in blocks.items():
            if block:
                send(connection, TABLES[part], block)


def _in_batches(news: Iterable[New], size: int) -> Iterator[list[New]]:
    left = iter(news)
    while some := list(islice(left, size)):
        yield some
