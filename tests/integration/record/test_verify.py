"""What a superuser did behind the record's back is found, each kind by name; a lawful destruction is not."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest

from kith.record import anchor, attachments, leaves
from kith.record.looks import LookKind, record_look
from kith.record.seals import START, link
from kith.record.verify import verify
from kith.record.writing import put
from tests.support.feeding import drained
from tests.support.world import World, drink, patient

pytestmark = pytest.mark.store

Owner = psycopg.Connection[Any]


class Undo(Exception):
    """Takes an attack back."""


@pytest.fixture
def story(world: World, worker_dsn: str) -> dict[str, Any]:
    """A person with a few entries, an amendment, a picture and some looks, all sealed."""
    eliza = world.worker()
    person = patient(birthDate="1941-05-06")
    green = UUID(person["id"])
    eliza.may(green)
    eliza.put(person)
    entries = [drink(green, taken=str(100 + number)) for number in range(4)]
    for entry in entries:
        eliza.put(entry)
    eliza.put({**entries[0], "status": "amended"}, expected=1)
    kept = attachments.keep(b"A note that was written on paper.")
    with eliza.transaction() as cursor:
        paper = drink(green)
        put(cursor, json.dumps(paper), id=UUID(paper["id"]), labels=eliza.labels(), author=eliza.staff)
        attachments.attach(cursor, UUID(paper["id"]), 1, kept)
    for asked in ("day", "weeks", "trend"):
        with eliza.transaction() as cursor:
            record_look(cursor, [green], kind=LookKind.OPENING, face="web", asked=asked)
    drained(worker_dsn)
    return {"green": green, "ids": [UUID(each["id"]) for each in entries], "file": kept.name}


def body_changed(owner: Owner, story: dict[str, Any]) -> None:
    owner.execute("update version set body = replace(body, '101', '901') where id = %s", (story["ids"][1],))


def body_changed_with_its_hash(owner: Owner, story: dict[str, Any]) -> None:
    body_changed(owner, story)
    owner.execute("update version set body_hash = sha256(body::bytea) where id = %s", (story["ids"][1],))


def label_changed(owner: Owner, story: dict[str, Any]) -> None:
    owner.execute("update current set tier = 0 where id = %s", (story["ids"][1],))


def version_removed(owner: Owner, story: dict[str, Any]) -> None:
    owner.execute("delete from version where id = %s and version = 1", (story["ids"][0],))


def look_removed(owner: Owner, story: dict[str, Any]) -> None:
    owner.execute(
        "delete from look_person where patient = %s and number = (select max(number) from look)",
        (story["green"],),
    )
    owner.execute("delete from look where number = (select max(number) from look)")


def two_bodies_swapped(owner: Owner, story: dict[str, Any]) -> None:
    first, second = story["ids"][1:3]
    for id, other in ((first, second), (second, first)):
        row = owner.execute("select body, body_hash from version where id = %s", (other,)).fetchone()
        story.setdefault("swap", {})[id] = row
    for id, (body, body_hash) in story["swap"].items():
        owner.execute("update version set body = %s, body_hash = %s where id = %s", (body, body_hash, id))


def current_points_at_an_old_version(owner: Owner, story: dict[str, Any]) -> None:
    owner.execute(
        "update current c set version = 1, status = 4, recorded = v.recorded from version v"
        " where c.id = %s and v.id = c.id and v.version = 1",
        (story["ids"][0],),
    )


def index_changed(owner: Owner, story: dict[str, Any]) -> None:
    owner.execute(
        "update current set occurred = occurred - interval '1 day' where id = %s", (story["ids"][1],)
    )


def search_row_changed(owner: Owner, story: dict[str, Any]) -> None:
    owner.execute("update search_text set value = 'brown' where id = %s", (story["green"],))


def attachment_changed(owner: Owner, story: dict[str, Any]) -> None:
    path = attachments.folder() / story["file"]
    story["kept"] = path.read_bytes()
    path.write_bytes(story["kept"][:-1] + bytes([story["kept"][-1] ^ 1]))


def tail_cut(owner: Owner, story: dict[str, Any]) -> None:
    number, kind, first = (
        owner.execute("select number, kind, first from seal order by number desc limit 1").fetchone() or ()
    )
    while kind == 2:
        owner.execute("delete from seal where number = %s", (number,))
        number, kind, first = (
            owner.execute("select number, kind, first from seal order by number desc limit 1").fetchone()
            or ()
        )
    gone = owner.execute("delete from feed where position >= %s returning id, version", (first,)).fetchall()
    for id, version in gone:
        owner.execute("delete from version where id = %s and version = %s", (id, version))
        owner.execute("delete from search_text where id = %s", (id,))
        owner.execute("delete from current where id = %s", (id,))
    owner.execute("delete from seal where number >= %s", (number,))


def chain_recomputed(owner: Owner, story: dict[str, Any]) -> None:
    """Everything is made to fit again, but without the signing key and without the anchor."""
    body_changed_with_its_hash(owner, story)
    chain = START
    for number, kind, first, last in owner.execute(
        "select number, kind, first, last from seal order by number"
    ).fetchall():
        if kind == 2:
            found = leaves.look_leaves(owner, first, last)
        else:
            query = (
                leaves.FEED.format(source="feed") + " where f.position between %s and %s order by f.position"
            )
            rows = owner.execute(query, (first, last)).fetchall()
            held = leaves.attachments_of(owner, [row[2] for row in rows if row[2]])
            found = [leaves.feed_leaf(row, held) for row in rows]
        chain = link(chain, found)
        owner.execute("update seal set chain = %s where number = %s", (chain, number))


ATTACKS: list[tuple[Callable[[Owner, dict[str, Any]], None], set[str]]] = [
    (body_changed, {"body", "index"}),
    (body_changed_with_its_hash, {"version"}),
    (label_changed, {"label"}),
    (version_removed, {"version"}),
    (look_removed, {"look"}),
    (two_bodies_swapped, {"version"}),
    (current_points_at_an_old_version, {"current"}),
    (index_changed, {"index"}),
    (search_row_changed, {"index"}),
    (attachment_changed, {"attachment"}),
    (tail_cut, {"tail"}),
    (chain_recomputed, {"signature", "chain"}),
]


@pytest.mark.parametrize(("attack", "names"), ATTACKS, ids=lambda each: getattr(each, "__name__", ""))
def test_each_attack_is_found_by_name(
    attack: Callable[..., None], names: set[str], story: dict[str, Any], owner: Owner
) -> None:
    assert verify(owner, anchor.anchor_file()).findings == []
    found: set[str] = set()
    try:
        with owner.transaction():
            attack(owner, story)
            found = {each.what for each in verify(owner, anchor.anchor_file()).findings}
            raise Undo
    except Undo:
        pass
    if "kept" in story:
        (attachments.folder() / story["file"]).write_bytes(story["kept"])

    assert found & names, f"found {found}"
    assert verify(owner, anchor.anchor_file()).findings == []


def test_without_an_anchor_it_says_what_it_cannot_prove(story: dict[str, Any], owner: Owner) -> None:
    report = verify(owner, None)
    assert report.findings == []
    assert "cut off" in report.unproved[0]


def test_a_restore_that_the_anchor_knows_is_no_attack_and_one_it_does_not_is(
    story: dict[str, Any], owner: Owner, tmp_path: Path
) -> None:
    file = tmp_path / "heads.jsonl"
    heads = list(anchor.heads(anchor.anchor_file()))
    for head in heads:
        anchor.append(head, file)
    lost = anchor.Head(heads[-1].seal + 1, "ab" * 32, heads[-1].position + 5)
    anchor.append(lost, file)

    assert {each.what for each in verify(owner, file).findings} == {"tail"}
    anchor.append(anchor.Head(heads[-1].seal, heads[-1].chain, heads[-1].position, restored=True), file)
    report = verify(owner, file)
    assert (report.findings, report.restores) == ([], 1)
