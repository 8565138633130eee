"""Wrong person, new labels, lawful destruction and attachments."""

import io
from uuid import UUID

import psycopg
import pytest
from PIL import Image

from kith.catalogue.categories import Category, Tier
from kith.record import anchor, attachments, destruction, reading
from kith.record.errors import Missing
from kith.record.ids import new_id
from kith.record.relabelling import relabel
from kith.record.verify import verify
from kith.record.wrong_person import put_right
from tests.support.feeding import drained
from tests.support.world import EVERYTHING, Worker, World, drink, patient

pytestmark = pytest.mark.store


def admitted(worker: Worker) -> UUID:
    person = patient()
    worker.may(UUID(person["id"]))
    worker.put(person)
    return UUID(person["id"])


def test_an_entry_for_the_wrong_person_moves_and_leaves_the_wrong_record(world: World) -> None:
    eliza = world.worker()
    green, brown = admitted(eliza), admitted(eliza)
    entry = drink(green)
    eliza.put(entry)
    moved = new_id()

    with eliza.transaction() as cursor:
        put_right(
            cursor, "Observation", UUID(entry["id"]), expected=1, patient=brown, new_id=moved,
            author=eliza.staff, labels=eliza.labels(), reason="It was Mr Brown's tea",
        )  # fmt: skip

    with eliza.transaction() as cursor:
        assert reading.find(cursor, reading.Query("Observation", patients=[green])) == []
        assert reading.history(cursor, "Observation", UUID(entry["id"])) == []
        [right] = reading.find(cursor, reading.Query("Observation", patients=[brown]))
        assert right.id == moved
        assert right.resource["component"] == entry["component"]
        assert right.resource["subject"] == {"reference": f"Patient/{brown}"}


def test_a_new_label_governs_every_version_at_once(world: World) -> None:
    eliza = world.worker()
    green = admitted(eliza)
    entry = drink(green)
    eliza.put(entry)
    colleague = world.worker(eliza.custodian)
    colleague.may(green, read=[(Category.DAILY_LIFE, Tier.DETAIL)])
    id = UUID(entry["id"])

    with colleague.transaction() as cursor:
        assert len(reading.history(cursor, "Observation", id)) == 1
    with eliza.transaction() as cursor:
        relabel(
            cursor, id, eliza.labels(category=Category.SAFEGUARDING, tier=Tier.DEEPEST), reason="a disclosure"
        )
    with colleague.transaction() as cursor:
        assert reading.history(cursor, "Observation", id) == []
    stranger = world.worker()
    with stranger.transaction() as cursor, pytest.raises(Missing):
        relabel(cursor, id, stranger.labels(), reason="curious")


def test_nobody_sees_an_entry_that_bars_them_or_is_for_another_team(world: World) -> None:
    eliza = world.worker()
    green = admitted(eliza)
    lead = world.worker(eliza.custodian)
    lead.may(green)
    about_the_lead, for_a_team = drink(green), drink(green)
    eliza.put(about_the_lead, labels=eliza.labels(barred=(lead.staff,)))
    eliza.put(for_a_team, labels=eliza.labels(team=7))

    def seen(worker: Worker) -> set[str]:
        with worker.transaction() as cursor:
            return {
                str(each.id) for each in reading.find(cursor, reading.Query("Observation", patients=[green]))
            }

    assert seen(eliza) == {about_the_lead["id"]}
    assert seen(lead) == set()
    lead.may(green, teams=[7])
    assert seen(lead) == {for_a_team["id"]}


def test_destruction_needs_two_people_and_no_hold_and_the_seals_still_stand(
    world: World, worker_dsn: str, owner: psycopg.Connection
) -> None:
    eliza = world.worker()
    green = admitted(eliza)
    manager, keeper = world.worker(eliza.custodian), world.worker(eliza.custodian)
    for each in (manager, keeper):
        each.may(green)
    entry, other = drink(green), drink(green)
    id = UUID(entry["id"])
    eliza.put(entry)
    eliza.put(other)
    with manager.transaction() as cursor:
        number = destruction.ask(cursor, id, rule="retention: 8 years", reason="the time is over")
    with manager.transaction() as cursor, pytest.raises(destruction.Refused, match="two people"):
        destruction.confirm(cursor, number, id)
    with eliza.transaction() as cursor:
        hold = destruction.place_hold(cursor, id, reason="an inquest")
    with keeper.transaction() as cursor, pytest.raises(destruction.Refused, match="held"):
        destruction.confirm(cursor, number, id)
    owner.execute("update hold set until = now() where number = %s", (hold,))

    with keeper.transaction() as cursor:
        destruction.confirm(cursor, number, id)

    drained(worker_dsn)
    assert owner.execute("select body from version where id = %s", (id,)).fetchall() == [(None,)]
    assert str(id) in anchor.destruction_file().read_text()
    with eliza.transaction() as cursor:
        assert reading.history(cursor, "Observation", id) == []
        assert len(reading.find(cursor, reading.Query("Observation", patients=[green]))) == 1
    assert verify(owner, anchor.anchor_file()).findings == []


def test_a_picture_loses_its_place_and_is_kept_encrypted(world: World) -> None:
    eliza = world.worker()
    green = admitted(eliza)
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (51.0, 30.0, 0.0)}
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "JPEG", exif=exif)

    kept = attachments.keep(out.getvalue())
    eliza.put(drink(green))
    content = attachments.load(kept.name)

    assert kept.media == "image/jpeg"
    assert dict(Image.open(io.BytesIO(content)).getexif()) == {}
    assert content not in (attachments.folder() / kept.name).read_bytes()
    with pytest.raises(attachments.Unreadable, match="cannot be kept"):
        attachments.keep(b"MZ\x90\x00" + bytes(200))


def test_every_right_stands_for_one_bit(world: World) -> None:
    eliza = world.worker()
    green = admitted(eliza)
    for category, tier in EVERYTHING:
        colleague = world.worker(eliza.custodian)
        colleague.may(green, read=[(category, tier)])
        entry = drink(green)
        eliza.put(entry, labels=eliza.labels(category=category, tier=tier))
        with colleague.transaction() as cursor:
            found = reading.find(cursor, reading.Query("Observation", patients=[green]))
        assert [str(each.id) for each in found] == [entry["id"]]
        colleague.connection.close()
