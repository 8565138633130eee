"""Generated data: the number asked for, the same for the same seed, sound, and derived as a rebuild would."""

import subprocess
import sys
from datetime import UTC, date, datetime
from random import Random
from typing import Any

import psycopg
import pytest

from kith.access import gate
from kith.care.generation import making
from kith.care.generation.forms import OFTEN, answers, forms
from kith.care.generation.making import Made
from kith.care.generation.sets import SETS, DataSet
from kith.catalogue import exact
from kith.catalogue.checking import check
from kith.catalogue.components import DailyEntry
from kith.catalogue.loader import catalogue
from kith.directory.models import Account, KnownPatient, PersonName, Registration
from kith.directory.rebuilding import rebuild
from kith.ops import config
from kith.record import anchor
from kith.record.validation import check as validate
from kith.record.verify import verify
from tests.support.homes import as_owner, signed_in
from tests.support.stores import environment

pytestmark = pytest.mark.store

TINY = DataSet(
    "tiny", people=12, days=3, resources=400, organisations=2, staff_each=3, heavy=1, heavy_each=31
)
LAST = date(2026, 11, 20)
DERIVED = (KnownPatient, PersonName, Registration)


@pytest.fixture(scope="module")
def made(store_url: str) -> Made:
    with as_owner():
        return making.make(TINY, seed=5, last=LAST, processes=2, say=lambda words: None)


def test_there_is_exactly_as_much_as_was_asked_for(made: Made, owner: psycopg.Connection[Any]) -> None:
    row = owner.execute("select count(*), count(distinct patient), max(occurred) from current").fetchone()
    assert row is not None
    assert row[:2] == (400, 12)
    assert row[2] < datetime(2026, 11, 21, 7, tzinfo=UTC)
    heavy = owner.execute(
        "select count(*) from current where type = (select type from current where code is not null"
        " group by type order by count(*) desc limit 1) group by patient order by 1 desc"
    ).fetchall()
    assert heavy[0][0] >= 31
    assert made.looks == (owner.execute("select count(*) from look").fetchone() or [0])[0]


def test_it_is_sealed_and_sound_and_every_body_is_fhir(made: Made, owner: psycopg.Connection[Any]) -> None:
    report = verify(owner, anchor.anchor_file())
    assert (report.findings, report.unproved, report.versions, report.looks) == ([], [], 400, made.looks)
    bodies = owner.execute("select body from version").fetchall()
    assert [issue for (body,) in bodies for issue in validate(body)] == []


def test_its_people_are_derived_as_a_rebuild_would(made: Made) -> None:
    with as_owner():
        before = [sorted(model._default_manager.values_list(), key=str) for model in DERIVED]
        rebuild()
        assert [sorted(model._default_manager.values_list(), key=str) for model in DERIVED] == before


def test_its_staff_open_the_records_of_their_own_home(made: Made) -> None:
    account = Account.objects.get(username="home2.1")
    assert account.check_password(made.password)
    with signed_in(account) as viewer:
        people = gate.list_people(viewer, face="test", asked="people")
        assert len(people) == 6
        assert gate.open(viewer, people[0].id, face="test", asked="day").entries()


def test_a_store_in_use_is_left_alone(made: Made) -> None:
    with as_owner(), pytest.raises(making.InUse):
        making.make(TINY, say=lambda words: None)


def test_the_command_says_so_and_answers_with_one(made: Made, store_url: str) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "kith.cli", "generate", "S"],
        env=environment(store_url, config.data_folder()), capture_output=True, text=True,
    )  # fmt: skip
    assert told.returncode == 1
    assert "holds records already" in told.stderr


def test_every_answer_is_possible_and_usual() -> None:
    for key in OFTEN:
        kind = catalogue().kind(key)
        for seed in range(60):
            given = answers(kind, Random(seed))
            text = exact.dumps(_entry(key, given).to_fhir())
            read = DailyEntry.from_fhir(exact.loads(text))
            assert read.answers == given
            assert check(read).ok, (key, given, check(read))


def test_the_same_seed_draws_the_same_and_another_draws_another() -> None:
    assert forms(Random(3)) == forms(Random(3))
    assert forms(Random(3)) != forms(Random(4))


def test_the_sets_of_the_budgets_add_up() -> None:
    for data in SETS.values():
        assert sum(data.entries_on(day) for day in range(data.days)) == data.entries
        assert sum(data.heavy_on(day) for day in range(data.days)) == data.heavy_each


def _entry(key: str, given: dict[str, Any]) -> DailyEntry:
    from uuid import UUID

    who, then = UUID(int=9), datetime(2026, 11, 3, 9, tzinfo=UTC)
    definition = catalogue().kind(key).canonical
    return DailyEntry(
        id=who,
        kind=key,
        definition=definition,
        patient=who,
        occurred=then,
        author=who,
        made=then,
        answers=given,
    )
