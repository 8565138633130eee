"""Through every face the store shows what the rules say, and no more: search, counts, pages of a search, reads of a
version, conditional writes, the day's page and the feed; also after labels and links have changed in between.

An ordinary run takes some people of one small world; `make prove PART=gate_faces` takes everybody of a larger one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson
import psycopg
import pytest
from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest
from django.test import Client

from kith.access import sessions
from kith.access.middleware import KEY
from kith.access.signing_in import BACKEND
from kith.catalogue import systems
from kith.catalogue.categories import Category, Tier
from kith.catalogue.loader import catalogue
from kith.directory import people
from kith.directory.models import Account
from kith.record import writing
from kith.record.connection import cursor
from kith.record.ids import new_id
from kith.record.labels import Labels
from tests.properties.access_rules import Asker, Entry, allowed, in_own_right
from tests.properties.gate_world import (
    CATEGORIES,
    COMMON,
    DEPTHS,
    FULL,
    World,
    draw,
    draw_barred,
    token_of,
    under_all,
)
from tests.properties.own_faces import on_own_pages
from tests.support.api import Program, in_process
from tests.support.feeding import drained
from tests.support.homes import as_owner
from tests.support.proof import Proof

pytestmark = [pytest.mark.usefixtures("store_url")]

WORLDS = range(100, 101)
PER_PERSON = 6
TOKEN = re.compile(r"entry-\d+-\d+")


@dataclass
class Looker:
    """Somebody signed in to the pages and to the interface, in one session."""

    asker: Asker
    program: Program
    pages: Client
    account: Account
    number: int


@pytest.mark.parametrize("seed", WORLDS)
def test_every_face_shows_what_the_rules_say(
    store_url: str, owner: psycopg.Connection[Any], worker_dsn: str, proof: Proof, seed: int
) -> None:
    world = draw(seed)
    words = place(world, seed)
    drained(worker_dsn)
    lookers = list(signed_in_lookers(world))
    tried = sum(look_through(world, looker, words) for looker in lookers)
    with as_owner():
        relabel(world)
        relink(world)
        bar_anew(world)
    drained(worker_dsn)
    tried += sum(look_through(world, looker, words) for looker in lookers)
    assert tried > (3000 if FULL else 400)
    # A world in which nothing is shared would prove nothing.
    assert min(world.ways["own"], world.ways["other"], world.ways["own page"]) > 4, world.ways
    proof.put("tried", proof.get("tried", 0) + tried)
    proof.figure("what somebody asked of a face, compared with the rules", proof.get("tried"))


def place(world: World, seed: int) -> dict[UUID, str]:
    """Notes about everybody, of today, under every label; answers by which word each is known on a page."""
    lot, words = world.chance, {}
    kind = catalogue().kind("note")
    with as_owner():
        for name in world.people:
            for number in range(PER_PERSON):
                id, word = new_id(), f"entry-{name.split()[-1]}-{number}"
                category = lot.choice(CATEGORIES if lot.random() < 0.4 else COMMON)
                team = lot.choice([None] * 8 + list(world.teams))
                barred = draw_barred(world)
                entry = Entry(name, category, lot.choice(DEPTHS), team, barred)
                labels = Labels(
                    world.numbers[world.people[name].organisation], Category.from_slug(category),
                    Tier.from_slug(entry.depth), world.teams[team] if team else None,
                    tuple(world.staff[each] for each in barred),
                )  # fmt: skip
                writing.put(
                    cursor(),
                    note(world, kind.canonical, id, name, word),
                    id=id,
                    labels=labels,
                    author=new_id(),
                )
                world.entries[id], words[id] = entry, word
    return words


def note(world: World, definition: str, id: UUID, about: str, word: str) -> str:
    """A note of now."""
    moment = world.now.isoformat(timespec="milliseconds")
    return orjson.dumps(
        {
            "resourceType": "Observation",
            "id": str(id),
            "status": "final",
            "code": {"coding": [{"system": systems.ENTRY_KINDS, "code": "note"}]},
            "subject": {"reference": f"Patient/{world.patients[about]}"},
            "effectiveDateTime": moment,
            "issued": moment,
            "performer": [{"reference": f"Practitioner/{new_id()}"}],
            "extension": [{"url": systems.INSTANTIATES, "valueCanonical": definition}],
            "valueString": word,
        }
    ).decode()


def signed_in_lookers(world: World) -> Iterator[Looker]:
    """Everybody whose session is open, or some of them."""
    client = in_process()
    for asker, account, number in world.askers:
        if sessions_open(number, account):
            yield Looker(
                asker, Program(token_of(account), client), pages_of(account, number), account, number
            )


def sessions_open(number: int, account: Account) -> bool:
    """Whether this session is still open."""
    with transaction.atomic():
        return sessions.enter(number, account.pk) is not None


def pages_of(account: Account, number: int) -> Client:
    """A browser in that very session."""
    client = Client()
    request = HttpRequest()
    request.session = client.session  # type: ignore[assignment]
    login(request, account, backend=BACKEND)
    request.session[KEY] = number
    request.session.save()
    client.cookies["sessionid"] = request.session.session_key or ""
    return client


def look_through(world: World, looker: Looker, words: dict[UUID, str]) -> int:
    """Everything that this somebody asks; answers how much it was."""
    if in_own_right(looker.asker):
        return on_own_pages(world, looker.asker, looker.pages) + in_the_feed(world, looker)
    names, count = whom(world, looker), 0
    for name in names:
        mine = {id for id, entry in world.entries.items() if entry.about == name}
        may = {id for id in mine if may_do(world, looker, "read", id)}
        is_open = searched(world, looker, name, may)
        count += 1 + paged(looker, world.patients[name], may, is_open=is_open)
        count += on_its_page(world, looker, name, words, is_open=is_open)
        for id in [*sorted(may)[:2], *world.chance.sample(sorted(mine), 2)]:
            count += one_by_one(world, looker, id, words[id], is_seen=id in may)
    return count + in_the_feed(world, looker)


def whom(world: World, looker: Looker) -> list[str]:
    """Everybody; in an ordinary run those of whom something is open, and some others."""
    names = list(world.people)
    if FULL:
        return names
    open_ = [
        name
        for name in names
        if any(
            entry.about == name and may_do(world, looker, "read", id) for id, entry in world.entries.items()
        )
    ]
    return open_[:6] + world.chance.sample(names, 3)


def may_do(world: World, looker: Looker, act: str, id: UUID) -> bool:
    """What the rules say of one entry."""
    return allowed(act, looker.asker, world.entries[id], world.people, world.now, world.sharing)


def searched(world: World, looker: Looker, name: str, may: set[UUID]) -> bool:
    """A search finds them all and counts them; answers whether the person is open at all."""
    found = looker.program.get(f"Observation?patient={world.patients[name]}&_count=200&_total=accurate")
    if found.status_code == 404:
        assert not may, (looker.asker, name)
        return False
    assert found.status_code == 200, found.text
    told = found.json()
    assert {UUID(each["resource"]["id"]) for each in told.get("entry", ())} == may, (looker.asker, name)
    assert told["total"] == len(may)
    return True


def paged(looker: Looker, patient: UUID, may: set[UUID], *, is_open: bool) -> int:
    """Two at a time, page by page: nothing twice, nothing left out, nothing more."""
    if not is_open:
        return 0
    found: list[UUID] = []
    path, pages = f"Observation?patient={patient}&_count=2", 0
    while path:
        told = looker.program.get(path).json()
        found += [UUID(each["resource"]["id"]) for each in told.get("entry", ())]
        following = [each["url"] for each in told.get("link", ()) if each["relation"] == "next"]
        path, pages = following[0].split("/fhir/", 1)[1] if following else "", pages + 1
    assert sorted(found) == sorted(may)
    return pages


def on_its_page(world: World, looker: Looker, name: str, words: dict[UUID, str], *, is_open: bool) -> int:
    """The day's page shows what is open of everything that is held of the person, by whomever."""
    answer = looker.pages.get(f"/people/{world.patients[name]}/")
    named = Entry(name, "demographics", "headline")
    if looker.asker.role == "wall_board":  # no page of anybody, whatever it knows
        is_open = False
    if not allowed("read", looker.asker, named, world.people, world.now, world.sharing):
        is_open = False  # an agreement without names: no page says whose record it is, so there is none
    assert (answer.status_code == 200) == is_open, (looker.asker, name, answer.status_code)
    shown = set(TOKEN.findall(answer.content.decode()))
    person = world.people[name].person
    of_person = [id for id, entry in world.entries.items() if world.people[entry.about].person == person]
    may = {words[id] for id in of_person if may_do(world, looker, "read", id)}
    assert shown == (may if is_open else set()), (looker.asker, name)
    return 1


def one_by_one(world: World, looker: Looker, id: UUID, word: str, *, is_seen: bool) -> int:
    """Read, read of the first version, and a write on the condition that nobody wrote meanwhile."""
    read = looker.program.get(f"Observation/{id}")
    assert (read.status_code == 200) == is_seen, (looker.asker, world.entries[id], read.status_code)
    first = looker.program.get(f"Observation/{id}/_history/1")
    assert (first.status_code == 200) == is_seen
    assert (word in first.text) == is_seen
    if not is_seen:
        wrong = looker.program.write("PUT", f"Observation/{id}", changed(world, id, word), if_match='W/"1"')
        assert wrong.status_code >= 400
        assert word not in wrong.text.replace(f"{word} changed", "")
        return 3
    holder = world.people[world.entries[id].about].organisation
    world.ways["own" if holder == looker.asker.organisation else "other"] += 1
    sent = read.json() | {"valueString": f"{word} changed"}
    written = looker.program.write("PUT", f"Observation/{id}", sent, if_match=read.headers["ETag"])
    assert (written.status_code == 200) == may_do(world, looker, "change", id), (
        looker.asker, world.entries[id], written.status_code, written.text
    )  # fmt: skip
    return 3


def changed(world: World, id: UUID, word: str) -> dict[str, Any]:
    """The entry as somebody would guess it who does not see it."""
    told = note(world, catalogue().kind("note").canonical, id, world.entries[id].about, f"{word} changed")
    read: dict[str, Any] = orjson.loads(told)
    return read


def in_the_feed(world: World, looker: Looker) -> int:
    """The feed holds the entries that may be read, and their versions."""
    ids = list(world.entries)
    with transaction.atomic():
        sessions.enter(looker.number, looker.account.pk)
        rows = (
            cursor()
            .execute("select distinct id from feed where id = any(%s) and what = 1", (ids,))
            .fetchall()
        )
        versions = cursor().execute("select distinct id from version where id = any(%s)", (ids,)).fetchall()
    # Of whom nobody has asked since something changed, nothing is decided; nothing more than may be read is shown.
    may = {id for id in ids if may_do(world, looker, "read", id)}
    assert {row.id for row in rows} <= may, looker.asker
    assert {row.id for row in rows} == {row.id for row in versions}
    return 2


def relabel(world: World) -> None:
    """Every fifth entry is labelled anew; the label of today governs every version."""
    for id in list(world.entries)[::5]:
        entry = world.entries[id]
        entry.category, entry.depth = world.chance.choice(CATEGORIES), world.chance.choice(DEPTHS)
        cursor().execute(
            "update current set category = %s, tier = %s where id = %s",
            (int(Category.from_slug(entry.category)), int(Tier.from_slug(entry.depth)), id),
        )


def relink(world: World) -> None:
    """Some people turn out to be two, some one, and one of those acts is taken back."""
    names = [name for name, held in world.people.items() if not held.removed]
    for one, other in zip(names[::6], names[3::6], strict=False):
        if world.people[one].person == world.people[other].person:
            people.split(patient=world.patients[other], by=None, why="two after all")
            world.people[other].person = f"{other} alone"
            continue
        act = people.merge(
            patient=world.patients[other], same_as=world.patients[one], by=None, why="one after all"
        )
        if world.chance.random() < 0.4:
            people.undo(act, by=None, why="a mistake")
            continue
        joined = world.people[other].person
        for held in world.people.values():
            if held.person == joined:
                held.person = world.people[one].person


def bar_anew(world: World) -> None:
    """Whoever is barred as a person is barred under every Patient that they are now (see `under_all`)."""
    for id, entry in world.entries.items():
        entry.barred = under_all(world, entry.barred)
        if entry.barred:
            barred = [world.staff[each] for each in entry.barred]
            cursor().execute("update current set barred = %s where id = %s", (barred, id))
