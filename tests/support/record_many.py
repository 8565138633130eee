"""Many generated sequences at once: two processes, each with a database of its own."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django

from tests.support import stores

if TYPE_CHECKING:
    from tests.support.record_run import Runner

PROCESSES = 2
BATCH = 20
CHUNK = 10 * BATCH
VERIFIED = 25
"""Every so many chunks the whole database is verified, and at the end."""

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
            last = chunks[-PROCESSES:]
            futures = [pool.submit(_chunk, each, each in last or each % VERIFIED == 0) for each in chunks]
            try:
                for future in as_completed(futures):
                    yield future.result()
            finally:
                pool.shutdown(cancel_futures=True)


def _begin(places: Any) -> None:
    """Makes this process a Kith over one of the databases."""
    global _runner
    url, data = places.get()
    os.environ.update(KITH_DATABASE_URL=url, KITH_DATA=data)
    django.setup()
    from tests.support.record_run import Runner  # models can be had only now

    _runner = Runner(*(stores.dsn_for(url, role) for role in ("app", "worker", "owner")))


def _chunk(chunk: int, verify: bool) -> tuple[int, str | None]:
    """Plays one chunk. Connections are closed by the end of the process."""
    assert _runner is not None
    for first in range(chunk * CHUNK, (chunk + 1) * CHUNK, BATCH):
        found = _runner.run(range(first, first + BATCH))
        if found:
            return chunk, str(found)
    findings = _runner.verified() if verify else []
    return chunk, f"after chunk {chunk}: {findings}" if findings else None
