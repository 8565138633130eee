"""Keeps the database running while somebody uses it."""

from collections.abc import Iterator
from contextlib import contextmanager

from kith.ops import config
from kith.ops.postgres import folder
from kith.ops.postgres.locks import shared
from kith.ops.postgres.server import Server


@contextmanager
def running(server: Server) -> Iterator[Server]:
    """The server runs inside this block. The last process to leave stops it; the data stay.

    A process that is killed leaves the server running: the next one takes it over.
    """
    folder.prepare(server.data, server.account)
    with shared(server.data / "postgres.users") as share:
        server.start()
        try:
            yield server
        finally:
            if share.is_last():
                server.stop()


@contextmanager
def database_running() -> Iterator[Server | None]:
    """The database of `KITH_DATABASE_URL`, which others run, or our own server over the data folder."""
    if config.database_url():
        yield None
        return
    with running(Server(config.data_folder())) as server:
        yield server
