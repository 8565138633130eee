"""Repeats that generated sequences found to be answered wrongly, each as short as it gets."""

from collections.abc import Iterator
from uuid import UUID

import pytest

from kith.catalogue.categories import Category, Tier
from kith.record import destruction, reading
from kith.record.errors import Conflict, NotAllowed
from kith.record.ids import new_id
from kith.record.relabelling import relabel
from kith.record.writing import Action, Outcome
from kith.record.wrong_person import put_right
from tests.support.world import Worker, World, drink, patient

pytestmark = pytest.mark.store
DAILY = [(Category.DAILY_LIFE, Tier.DETAIL)]


@pytest.fixture
def world(app_dsn: str) -> Iterator[World]:
    """Organisations and sessions in this module's database."""
    made = World(app_dsn)
    yield made
    made.close()


def admitted(worker: Worker) -> UUID:
    """A person whom this worker may do everything for."""
    person = patient()
    worker.may(UUID(person["id"]))
    worker.put(person)
    return UUID(person["id"])


def test_deleting_is_no_repeat_of_writing_the_same_words(world: World) -> None:
    eliza = world.worker()
    entry = drink(admitted(eliza))
    eliza.put(entry)
    eliza.put(entry, expected=1)

    with pytest.raises(Conflict):
        eliza.put(entry, expected=1, action=Action.DELETE)
    with eliza.transaction() as cursor:
        stored = reading.read(cursor, "Observation", UUID(entry["id"]))
    assert stored is not None
    assert not stored.deleted


def test_an_author_may_repeat_a_change_that_went_out_of_their_sight(world: World) -> None:
    eliza = world.worker()
    green = admitted(eliza)
    lead = world.worker(eliza.custodian)
    lead.may(green)
    eliza.may(green, read=DAILY, change=DAILY)
    entry = drink(green)
    changed = {**entry, "status": "amended"}
    eliza.put(entry)
    first = eliza.put(changed, expected=1)
    with lead.transaction() as cursor:
        labels = lead.labels(category=Category.SAFEGUARDING, tier=Tier.DEEPEST)
        relabel(cursor, UUID(entry["id"]), labels, reason="a disclosure")

    again = eliza.put(changed, expected=1)

    assert (again.outcome, again.version, again.recorded) == (Outcome.REPEATED, 2, first.recorded)


def test_an_author_may_repeat_an_entry_when_their_right_to_add_is_over(world: World) -> None:
    eliza = world.worker()
    green = admitted(eliza)
    entry = drink(green)
    first = eliza.put(entry)
    eliza.may(green, read=[], add=[], change=[])

    again = eliza.put(entry)

    assert (again.outcome, again.recorded) == (Outcome.REPEATED, first.recorded)
    with pytest.raises(NotAllowed):
        eliza.put(drink(green))


def test_a_late_repeat_of_an_entry_put_right_is_not_sent_on_as_a_new_one(world: World) -> None:
    eliza = world.worker()
    green, brown = admitted(eliza), admitted(eliza)
    entry = drink(green)
    eliza.put(entry)
    with eliza.transaction() as cursor:
        put_right(
            cursor, "Observation", UUID(entry["id"]), expected=1, patient=brown, new_id=new_id(),
            author=eliza.staff, labels=eliza.labels(), reason="It was Mr Brown's tea",
        )  # fmt: skip

    assert eliza.put(entry).outcome is Outcome.REPEATED


def test_asking_twice_for_a_destruction_is_asking_once(world: World) -> None:
    eliza = world.worker()
    green = admitted(eliza)
    manager = world.worker(eliza.custodian)
    manager.may(green)
    entry = drink(green)
    eliza.put(entry)
    id = UUID(entry["id"])

    with eliza.transaction() as cursor:
        number = destruction.ask(cursor, id, rule="8 years", reason="the time is over")
    with manager.transaction() as cursor:
        assert destruction.ask(cursor, id, rule="8 years", reason="it is time") == number
        destruction.confirm(cursor, number, id)
