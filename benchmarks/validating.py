"""B9: validation of a daily entry, by itself, on one core."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from uuid import UUID

import orjson

from benchmarks.bed import entry_text
from benchmarks.results import Result, against, spread
from kith.record.search import extract
from kith.record.validation import read
from kith.record.validation.schema import validator

TIMES = 5_000
PASSES = 7


def measure() -> Iterator[Result]:
    """By the process's own time, so that neighbours do not count. The best pass is what the code can do."""
    text = entry_text("weight", UUID(int=1), UUID(int=2), datetime.now(UTC), 70, UUID(int=3)).encode()
    resource = orjson.loads(text)
    schema = validator("Observation")
    assert schema is not None
    works = (
        ("structure by the schema, contained resources included", lambda: schema.is_valid(resource)),
        ("everything: parsing, repeated keys, bounds, structure, dates, references", lambda: read(text)),
    )
    for name, work in works:
        rates = [_rate(work) for _ in range(PASSES)]
        best = max(rates)
        yield against(
            "B9",
            name,
            best,
            "/s",
            "30,000 /s",
            best >= 30_000,
            spread=spread(rates),
            data=f"{len(text)} bytes",
        )
    rates = [_rate(lambda: extract(resource)) for _ in range(PASSES)]
    best = 1e6 / max(rates)
    yield against(
        "B9",
        "search rows of one entry",
        best,
        "us",
        "100 us",
        best <= 100,
        spread=spread(rates),
        data=f"{len(text)} bytes",
    )


def _rate(work: Callable[[], object]) -> float:
    begun = time.process_time()
    for _ in range(TIMES):
        work()
    return TIMES / (time.process_time() - begun)
