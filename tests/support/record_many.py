"""Many generated sequences at once: two processes, each with a database of its own."""

import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import django
import psycopg

from tests.support import stores
from tests.support.record_run import BATCH, Runner

PROCESSES = 2
CHUNK = 10 * BATCH

_runner: Runner | None = None


def played(server: str, folder: Path, chunks: list[int]) -> Iterator[tuple[int, str | None]]:
    """Play chunks of `CHUNK` seeds; answers each as it ends, with the words of a difference if there is one."""
    spawn = multiprocessing.get_context("spawn")
    places = spawn.Queue()
    with ExitStack() as databases:
        for number in range(PROCESSES):
            url = databases.enter_context(stores.fresh_database(server))
            data = folder / f"model-{number}"
            data.mkdir(exist_ok=True)
            places.put((url, str(data)))
        with ProcessPoolExecutor(PROCESSES, spawn, _begin, (places,)) as pool:
            futures = [pool.submit(_chunk, chunk) for chunk in chunks]
            for future in as_completed(futures):
                yield future.result()


def _begin(places: Any) -> None:
    """Makes this process a Kith over one of the databases."""
    global _runner
    url, data = places.get()
    os.environ.update(KITH_DATABASE_URL=url, KITH_DATA=data)
    django.setup()
    _runner = Runner(*(stores.dsn_for(url, role) for role in ("app", "worker", "owner")))


def _chunk(chunk: int) -> tuple[int, str | None]:
    """Plays one chunk. Connections are closed by the end of the process."""
    assert _runner is not None
    for first in range(chunk * CHUNK, (chunk + 1) * CHUNK, BATCH):
        try:
            found = _runner.run(range(first, first + BATCH))
        except psycopg.Error as problem:
            return chunk, f"seeds from {first}: {problem}"
        if found:
            return chunk, str(found)
    findings = _runner.verified()
    return chunk, f"seeds of chunk {chunk}: {findings}" if findings else None
