"""Generated sequences of everything that people do with the record, on the store and on a plain model of it.

Ordinary runs play a few hundred; `make prove PART=record_model` plays 20,000 and goes on where it was stopped.
"""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kith.ops import config
from tests.support import record_steps as steps
from tests.support.proof import Proof
from tests.support.record_many import CHUNK, PROCESSES, played
from tests.support.record_run import Runner

pytestmark = pytest.mark.store

SAMPLE, FULL = 400, 20_000

numbers = st.tuples(*[st.integers(0, 2**16 - 1)] * 8)
firsts = st.tuples(*[st.tuples(*[st.integers(0, 2**16 - 1)] * 2)] * (steps.WORKERS * steps.PEOPLE))
several = st.lists(st.tuples(st.sampled_from(sorted(steps.WEIGHTS)), numbers), min_size=1, max_size=12)


@pytest.fixture(scope="module")
def runner(app_dsn: str, worker_dsn: str, owner_dsn: str) -> Iterator[Runner]:
    """Custodians and colleagues for all sequences of this module."""
    made = Runner(app_dsn, worker_dsn, owner_dsn)
    yield made
    made.close()


@settings(
    max_examples=60, deadline=None, phases=[Phase.explicit, Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(first=firsts, happens=several)
def test_sequences_made_to_find_faults_agree_with_the_model(
    runner: Runner, first: tuple[tuple[int, int], ...], happens: list[steps.Step]
) -> None:
    difference = runner.differs([steps.Sequence(0, first, tuple(happens))])
    assert difference is None, difference


def test_sequences_agree_with_the_model(store_url: str, test_server: str, proof: Proof) -> None:
    done: list[int] = proof.get("chunks", [])
    seconds: float = proof.get("seconds", 0.0)
    begun = time.monotonic()
    wanted = [chunk for chunk in range((FULL if proof.full else SAMPLE) // CHUNK) if chunk not in done]
    for chunk, difference in played(test_server, Path(config.data_folder()), wanted):
        assert difference is None, difference
        done.append(chunk)
        proof.put("chunks", done)
        proof.put("seconds", seconds + time.monotonic() - begun)
        tell(proof, done)


def tell(proof: Proof, done: list[int]) -> None:
    """The figures so far: a proof that was stopped says how far it came."""
    proof.figure("sequences that agree with the model", len(done) * CHUNK)
    proof.figure(
        "seeds", ", ".join(f"{first * CHUNK} to {(last + 1) * CHUNK - 1}" for first, last in runs(done))
    )
    proof.figure("processes", PROCESSES)
    proof.figure("time", round(proof.get("seconds"), 1), "s")


def runs(numbers: list[int]) -> list[tuple[int, int]]:
    """Numbers as stretches without a gap: first and last of each."""
    found: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if found and found[-1][1] == number - 1:
            found[-1] = found[-1][0], number
        else:
            found.append((number, number))
    return found
