"""Lives in a store: homes of forty, sound, derived as a rebuild would, the same for the same seed."""

import subprocess
import sys
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest

from kith.access import gate
from kith.care.days import ServiceDay
from kith.care.generation import living
from kith.care.generation.lives import Episode
from kith.care.generation.lives.homes import ROLES, Homes
from kith.care.generation.making import Made
from kith.care.generation.place import Place
from kith.catalogue.checking import check
from kith.directory.models import Account, KnownPatient, PersonName, Registration
from kith.directory.rebuilding import rebuild
from kith.ops import config
from kith.record import anchor
from kith.record.validation import check as validate
from kith.record.verify import verify
from tests.support.homes import as_owner, signed_in
from tests.support.stores import environment

pytestmark = pytest.mark.store

LAST = date(2026, 11, 20)
PEOPLE, DAYS = 42, 4
DERIVED = (KnownPatient, PersonName, Registration)
FIRST = LAST - timedelta(days=DAYS - 1)


@pytest.fixture(scope="module")
def made(store_url: str) -> tuple[Made, list[Episode]]:
    with as_owner():
        return living.make(PEOPLE, DAYS, seed=5, last=LAST, processes=2, say=lambda words: None)


def test_everybody_has_days_and_nothing_is_outside_them(made: Any, owner: psycopg.Connection[Any]) -> None:
    rows = owner.execute(
        "select patient, count(*), min(occurred), max(occurred) from current"
        " where code is not null and occurred >= %s group by patient", (ServiceDay().start(FIRST),)
    ).fetchall()  # fmt: skip
    assert len(rows) == PEOPLE
    assert all(8 * DAYS <= count <= 45 * DAYS for _, count, *_ in rows)
    assert max(last for *_, last in rows) < ServiceDay().start(LAST + timedelta(days=1))
    total = owner.execute("select count(*) from current").fetchone()
    assert total == (made[0].resources,)


def test_it_is_sealed_and_sound_and_every_body_is_fhir(made: Any, owner: psycopg.Connection[Any]) -> None:
    report = verify(owner, anchor.anchor_file())
    assert (report.findings, report.unproved) == ([], [])
    bodies = owner.execute("select body from version order by id limit 1500").fetchall()
    assert [issue for (body,) in bodies for issue in validate(body)] == []


def test_its_people_are_derived_as_a_rebuild_would(made: Any) -> None:
    with as_owner():
        before = [sorted(model._default_manager.values_list(), key=str) for model in DERIVED]
        rebuild()
        assert [sorted(model._default_manager.values_list(), key=str) for model in DERIVED] == before


def test_its_staff_see_their_own_home_and_what_they_read_is_right(made: Any) -> None:
    with signed_in(Account.objects.get(username="home1.1")) as viewer:
        people = gate.list_people(viewer, face="test", asked="people")
        assert len(people) == 40
        entries = gate.open(viewer, people[0].id, face="test", asked="day").entries(limit=500)
    assert entries
    assert all(check(entry, now=datetime.now(UTC)).ok for entry in entries)
    with signed_in(Account.objects.get(username="home2.1")) as viewer:
        assert len(gate.list_people(viewer, face="test", asked="people")) == 2


def test_the_same_seed_makes_the_same_texts_and_another_makes_others() -> None:
    first, again, other = (texts(seed) for seed in (7, 7, 8))
    assert first == again
    assert set(first).isdisjoint(other)


def test_no_two_people_live_the_same_life() -> None:
    lives = homes(7, people=12, days=90).lives[0]
    assert len({life.person.ways for life in lives}) == 12
    kinds = Counter(tuple((story.kind, story.begins) for story in life.stories) for life in lives)
    assert kinds.most_common(1)[0][1] <= 2


def test_the_command_wants_a_set_or_a_number_and_writes_the_truth_apart(
    made: Any, store_url: str, tmp_path: Path
) -> None:
    def told(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "kith.cli", "generate", *arguments],
            env=environment(store_url, config.data_folder()), capture_output=True, text=True,
        )  # fmt: skip

    neither, both, many = (
        told(),
        told("S", "--people", "4"),
        told("--people", "4", "--truth", str(tmp_path / "truth")),
    )
    assert (neither.returncode, both.returncode, many.returncode) == (2, 2, 1)
    assert "holds records already" in many.stderr
    assert not (tmp_path / "truth").exists()


def homes(seed: int, people: int, days: int) -> Homes:
    """A home drawn without a store."""
    staff = tuple(UUID(int=each) for each in range(1, len(ROLES) + 1))
    place = Place(1, UUID(int=900), UUID(int=901), staff, (0,) * len(ROLES), ROLES)
    first = LAST - timedelta(days=days - 1)
    lives = tuple(living.somebody(each, "9990000018", place, first, days, seed)[1] for each in range(people))
    return Homes(seed, LAST, days, (place,), (lives,))


def texts(seed: int) -> list[str]:
    drawn = homes(seed, people=5, days=3)
    return [new.text for day in range(3) for new in drawn.news(day)]
