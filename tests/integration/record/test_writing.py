"""Writing to the record: ids, versions, repeats, conflicts and rights."""

from uuid import UUID

import pytest

from kith.catalogue.categories import Category, Tier
from kith.record import reading
from kith.record.errors import Conflict, IdTaken, Missing, NotAllowed, OtherPerson
from kith.record.writing import Action, Outcome
from tests.support.world import World, drink, patient

pytestmark = pytest.mark.store


def admitted(worker):
    person = patient()
    worker.may(UUID(person["id"]))
    worker.put(person, labels=worker.labels(category=Category.DEMOGRAPHICS, tier=Tier.HEADLINE))
    return UUID(person["id"])


def test_a_drink_is_written_once_and_read_back(world: World) -> None:
    eliza = world.worker()
    entry = drink(admitted(eliza))

    first, again = eliza.put(entry), eliza.put(entry)

    assert (first.outcome, again.outcome) == (Outcome.CREATED, Outcome.REPEATED)
    assert (first.version, first.recorded, first.body) == (again.version, again.recorded, again.body)
    with eliza.transaction() as cursor:
        stored = reading.read(cursor, "Observation", UUID(entry["id"]))
        assert stored is not None
        assert stored.resource["component"] == entry["component"]
        assert len(reading.history(cursor, "Observation", stored.id)) == 1


def test_an_update_follows_the_version_it_names_and_no_other(world: World) -> None:
    eliza = world.worker()
    entry = drink(admitted(eliza))
    eliza.put(entry)
    changed = {**entry, "status": "amended"}

    assert eliza.put(changed, expected=1).version == 2
    assert eliza.put(changed, expected=1).outcome is Outcome.REPEATED
    with pytest.raises(Conflict) as conflict:
        eliza.put({**entry, "status": "corrected"}, expected=1)
    assert conflict.value.current == 2
    with pytest.raises(Conflict):
        eliza.put({**entry, "status": "corrected"})
    with eliza.transaction() as cursor:
        assert [each.version for each in reading.history(cursor, "Observation", UUID(entry["id"]))] == [2, 1]


def test_a_resource_never_changes_person(world: World) -> None:
    eliza = world.worker()
    green, brown = admitted(eliza), admitted(eliza)
    entry = drink(green)
    eliza.put(entry)

    with pytest.raises(OtherPerson):
        eliza.put({**entry, "subject": {"reference": f"Patient/{brown}"}}, expected=1)


def test_rights_decide_who_adds_reads_and_changes(world: World) -> None:
    eliza = world.worker()
    green = admitted(eliza)
    entry = drink(green)
    daily = [(Category.DAILY_LIFE, Tier.DETAIL)]
    adder, reader, stranger = (world.worker(eliza.custodian) for _ in range(3))
    adder.may(green, read=[], add=daily, change=[])
    reader.may(green, read=daily, add=[], change=[])

    assert adder.put(entry).outcome is Outcome.CREATED
    assert adder.put(entry).outcome is Outcome.REPEATED  # it may repeat what it may not read
    with adder.transaction() as cursor:
        assert reading.read(cursor, "Observation", UUID(entry["id"])) is None
    with reader.transaction() as cursor:
        assert reading.read(cursor, "Observation", UUID(entry["id"])) is not None
    with pytest.raises(NotAllowed):
        reader.put(drink(green))
    with pytest.raises(NotAllowed):
        reader.put({**entry, "status": "amended"}, expected=1)
    with pytest.raises(Missing):
        stranger.put({**entry, "status": "amended"}, expected=1)
    stranger.may(green, read=[], add=daily, change=[])
    with pytest.raises(IdTaken):
        stranger.put({**entry, "status": "amended"})


def test_a_deletion_is_a_version_and_the_history_stays(world: World) -> None:
    eliza = world.worker()
    green = admitted(eliza)
    entry = drink(green)
    eliza.put(entry)
    eliza.put(entry, expected=1, action=Action.DELETE, reason="typed twice")

    with eliza.transaction() as cursor:
        assert reading.find(cursor, reading.Query("Observation", patients=[green])) == []
        assert [each.deleted for each in reading.history(cursor, "Observation", UUID(entry["id"]))] == [
            True,
            True,
        ]


def test_without_a_session_nothing_is_there(world: World) -> None:
    eliza = world.worker()
    green = admitted(eliza)
    eliza.put(drink(green))

    for table in (
        "current",
        "version",
        "search_text",
        "search_date",
        "look",
        "look_person",
        "feed",
        "decision",
        "session",
    ):
        assert eliza.connection.execute(f"select count(*) from {table}").fetchone() == (0,)
    with eliza.transaction() as cursor:
        assert cursor.execute("select count(*) from current").fetchone()[0] == 2
