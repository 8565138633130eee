"""What is loaded by COPY is what single writes would have made, row for row, and passes verification."""

import json
import threading
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import orjson
import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.rows import namedtuple_row

from kith.catalogue import exact
from kith.catalogue.categories import Category, Tier
from kith.record import anchor, sequencer
from kith.record.ids import new_id
from kith.record.labels import Labels
from kith.record.loading import New, PastLook, load, load_looks, seal_all
from kith.record.looks import LookKind, looks_at
from kith.record.verify import verify
from kith.record.writing import put
from tests.support.entries import entries
from tests.support.waiting import until
from tests.support.world import Worker, World, drink, patient

pytestmark = pytest.mark.store

Owner = psycopg.Connection[Any]

# Everything but what belongs to the moment of writing: the transaction's number and the feed's own clock.
WRITTEN = (
    "select id, patient, type, custodian, category, tier, gate, team, barred, never, status, version, code, occurred,"
    " occurred_end, recorded, author, tokens from current where id = %s",
    "select * from version where id = %s",
    "select * from search_text where id = %s order by param, value",
    "select * from search_date where id = %s order by param, low, high",
    "select * from search_number where id = %s order by param, value, unit",
    "select what, id, version, recorded, patient, custodian, ref from feed_pending where id = %s",
)


class Undo(Exception):
    """Takes a write back."""


@pytest.fixture(scope="module")
def custodian(owner_dsn: str) -> int:
    """An organisation's number."""
    with psycopg.connect(owner_dsn, autocommit=True) as connection:
        row = connection.execute("select kith_custodian(%s, 'Rosewood House')", (new_id(),)).fetchone()
    assert row is not None
    return int(row[0])


def rows(owner: Owner, id: UUID) -> list[Any]:
    return [owner.execute(query, (id,)).fetchall() for query in WRITTEN]


def as_put(owner: Owner, new: New) -> list[Any]:
    """The rows that a single write makes."""
    try:
        with owner.transaction(), owner.cursor(row_factory=namedtuple_row) as cursor:
            put(
                cursor, new.text, id=new.id, labels=new.labels, author=new.author, reason=new.reason,
                recorded=new.recorded,
            )  # fmt: skip
            found = rows(owner, new.id)
            raise Undo
    except Undo:
        return found


def as_loaded(owner: Owner, new: New) -> list[Any]:
    """The rows that loading makes."""
    try:
        with owner.transaction():
            load(owner, [new])
            found = rows(owner, new.id)
            raise Undo
    except Undo:
        return found


def past_look(worker: Worker, at: datetime, people: tuple[UUID, ...]) -> PastLook:
    """An opening by this worker."""
    return PastLook(
        at, worker.session, worker.staff, "care_worker", worker.custodian, 1, LookKind.OPENING, "web", "day", 2, people
    )  # fmt: skip


def new(text: str, custodian: int, **labels: Any) -> New:
    recorded = datetime(2026, 11, 3, 7, 8, 9, 123456, tzinfo=UTC)
    id = UUID(orjson.loads(text)["id"])
    return New(id, text, Labels(custodian, **labels), new_id(), recorded, reason="from the old system")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entry=entries(usual=False))
def test_any_entry_loads_as_it_would_be_put(entry: Any, owner: Owner, custodian: int) -> None:
    each = new(exact.dumps(entry.to_fhir()), custodian, category=entry.category, tier=entry.tier)
    assert as_loaded(owner, each) == as_put(owner, each)


@given(words=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_character_is_lost(words: str, owner: Owner, custodian: int) -> None:
    person = patient(name=[{"family": words, "given": ["W\\N", "\t\\.\n"]}], birthDate="1938-03-09")
    each = new(json.dumps(person, ensure_ascii=False, indent="\t"), custodian, category=Category.DEMOGRAPHICS)
    assert as_loaded(owner, each) == as_put(owner, each)


def test_labels_periods_and_exact_decimals_load_as_they_would_be_put(owner: Owner, custodian: int) -> None:
    weighed = orjson.dumps(drink(new_id(), status="entered-in-error")).decode().replace("200.0", "70.00")
    stay = {
        "resourceType": "EpisodeOfCare", "id": str(new_id()), "status": "finished",
        "patient": {"reference": f"Patient/{new_id()}"}, "period": {"start": "2026-03", "end": "2026-10-25"},
    }  # fmt: skip
    barred = (new_id(), new_id())
    told = new(weighed, custodian, category=Category.SAFEGUARDING, tier=Tier.DEEPEST, team=7, barred=barred)
    for each in (told, new(orjson.dumps(stay).decode(), custodian)):
        assert as_loaded(owner, each) == as_put(owner, each)


def test_what_is_loaded_in_batches_is_fed_once_sealed_and_sound(
    owner: Owner, world: World, worker_dsn: str
) -> None:
    eliza = world.worker()
    person = patient()
    green = UUID(person["id"])
    eliza.may(green)
    made = [person, *(drink(green, str(taken)) for taken in range(1, 8))]
    count = load(owner, (new(orjson.dumps(each).decode(), eliza.custodian) for each in made), at_once=3)
    assert count == 8
    seal_all(worker_dsn)

    fed = owner.execute(
        "select id, version from feed where id = any(%s) order by position", ([UUID(e["id"]) for e in made],)
    )
    assert fed.fetchall() == [(UUID(each["id"]), 1) for each in made]
    report = verify(owner, anchor.anchor_file())
    assert (report.findings, report.unproved) == ([], [])
    assert eliza.put({**made[1], "status": "amended"}, expected=1).version == 2


def test_a_batch_with_an_id_that_is_taken_leaves_nothing_of_itself(owner: Owner, custodian: int) -> None:
    first, second = (new(orjson.dumps(drink(new_id())).decode(), custodian) for _ in range(2))
    load(owner, [first])
    with pytest.raises(psycopg.errors.UniqueViolation):
        load(owner, [second, first])
    assert rows(owner, second.id) == [[]] * len(WRITTEN)


def test_looks_of_the_past_are_told_to_the_person_and_sealed(
    owner: Owner, world: World, worker_dsn: str
) -> None:
    eliza, green, brown = world.worker(), new_id(), new_id()
    eliza.may(green)
    then = datetime.now(UTC) - timedelta(days=3)
    looks = [
        past_look(eliza, then + timedelta(hours=hour), people)
        for hour, people in enumerate([(green,), (green, brown), (brown,)])
    ]
    assert load_looks(owner, looks) == 3
    seal_all(worker_dsn)

    with eliza.transaction() as cursor:
        told = looks_at(cursor, [green, brown], since=then - timedelta(days=1))
    assert [look.at for look in told] == [looks[1].at, looks[0].at]
    report = verify(owner, anchor.anchor_file())
    assert (report.findings, report.looks >= 3) == ([], True)


def test_sealing_waits_for_another_transaction_to_end(
    owner: Owner, world: World, owner_dsn: str, worker_dsn: str
) -> None:
    eliza = world.worker()
    with psycopg.connect(worker_dsn, autocommit=True) as watcher, psycopg.connect(owner_dsn) as other:
        other.execute("select pg_current_xact_id()")  # older than the look
        load_looks(owner, [past_look(eliza, datetime.now(UTC), (new_id(),))])
        sealing = threading.Thread(target=seal_all, args=(worker_dsn,), daemon=True)
        sealing.start()
        until(
            lambda: owner.execute("select not exists (select from feed_pending)").fetchone() == (True,), "fed"
        )
        assert sequencer.unsealed_looks(watcher)
        other.rollback()
        sealing.join(60)
        assert not sequencer.unsealed_looks(watcher)
