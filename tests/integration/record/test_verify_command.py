"""`kith verify` tells what was found, what cannot be proved, and answers 1 when anything was found."""

import subprocess
import sys
from typing import Any
from uuid import UUID

import psycopg
import pytest

from kith.ops import config
from tests.support.feeding import drained
from tests.support.stores import environment
from tests.support.world import World, drink, patient

pytestmark = pytest.mark.store


@pytest.fixture
def entry(world: World, worker_dsn: str) -> UUID:
    """An entry that is sealed and anchored."""
    eliza = world.worker()
    person = patient()
    eliza.may(UUID(person["id"]))
    eliza.put(person)
    made = drink(person["id"])
    eliza.put(made)
    drained(worker_dsn)
    return UUID(made["id"])


def kith_verify(url: str, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kith.cli", "verify", *options],
        env=environment(url, config.data_folder()), capture_output=True, text=True,
    )  # fmt: skip


def test_a_sound_store_is_said_to_be_sound(entry: UUID, store_url: str) -> None:
    told = kith_verify(store_url, "--anchor")
    assert (told.returncode, told.stderr) == (0, "")
    assert "nothing was found" in told.stdout
    assert "NOT PROVED" not in told.stdout


def test_without_the_anchor_it_says_what_is_not_proved(entry: UUID, store_url: str) -> None:
    told = kith_verify(store_url)
    assert told.returncode == 0
    assert "NOT PROVED" in told.stdout


def test_a_changed_body_is_named_and_answered_with_one(
    entry: UUID, store_url: str, owner: psycopg.Connection[Any]
) -> None:
    row = owner.execute("select body from version where id = %s", (entry,)).fetchone()
    assert row is not None
    owner.execute("update version set body = replace(body, '200', '900') where id = %s", (entry,))
    told = kith_verify(store_url, "--anchor")
    owner.execute("update version set body = %s where id = %s", (row[0], entry))

    assert told.returncode == 1
    assert f"FOUND body: {entry} version 1" in told.stdout
