"""What shows many people at once, or tells that something moved: lists, finding, handover, paper, the feed."""

import re
from dataclasses import replace

from django.db import transaction

from kith.access import sessions
from kith.record.connection import cursor
from tests.properties.access_rules import ROLES, in_the_building, related
from tests.properties.faces import own
from tests.properties.faces.pages import A_FEW, emergency_opens, emergency_words
from tests.properties.faces.placed import Thing
from tests.properties.faces.scene import Looker, Scene, words_in, words_of

ELSEWHERE = (302, 404)
NAME = re.compile(r"person \d+")
QUIET = (
    "/", "/live/here", "/now/", "/todo/", "/changes/", "/concerns/", "/emergency/", "/handover/huddle/", "/round/drink/",
    "/looks/search/", "/looks/unusual/", "/looks/declared/", "/board/", "/mine/", "/packs/",
)  # fmt: skip


def lists(scene: Scene, looker: Looker) -> None:
    """No list tells a thing that is hidden, or names somebody who is unknown to the viewer."""
    all_ = set(scene.things)
    may = words_of(scene.things[id] for id in all_ if scene.may(looker, "read", id))
    known = {
        name
        for name in scene.world.people
        if scene.names(looker, name) or emergency_opens(scene, looker, name)
    }
    for path in scene.world.chance.sample(QUIET, A_FEW):
        text = looker.pages.get(path).content.decode()
        assert words_in(text) <= may, (looker.asker, path, words_in(text) - may)
        assert set(NAME.findall(text)) <= known, (looker.asker, path, set(NAME.findall(text)) - known)
    scene.tried("lists", looker, scene.things.values())


def left(scene: Scene, looker: Looker) -> None:
    """Who left lately, for whoever takes people in: those who stayed with their service, of their own organisation or
    whose name is open to them anyhow.
    """
    text = looker.pages.get("/left/").content.decode()
    assert not words_in(text)
    stayed = {
        name for name, held in scene.world.people.items()
        if (held.organisation == looker.asker.organisation or scene.names(looker, name))
        and any(stay.service == looker.asker.service for stay in held.stays)
    }  # fmt: skip
    shown = set(NAME.findall(text))
    assert shown <= stayed, (looker.asker, shown - stayed)
    scene.tried("who left", looker, scene.things.values())


def own_list(scene: Scene, looker: Looker) -> None:
    """Whose record somebody reads in their own right: those about whom a leave counts."""
    if looker.is_own:
        own.in_own_list(scene.world, looker.asker, looker.pages)
    else:
        assert looker.pages.get("/mine/").status_code in ELSEWHERE
    scene.tried("own list", looker, scene.things.values())


def nothing_there(scene: Scene, looker: Looker, face: str, path: str) -> None:
    """A board and a reader have pages of their own only."""
    assert looker.pages.get(path).status_code in ELSEWHERE, (looker.asker, path)
    scene.tried(face, looker, scene.things.values())


def here(scene: Scene, looker: Looker) -> None:
    """Who is here: all whom the viewer looks after, and whoever else of their own organisation is open to them."""
    if looker.has_none:
        nothing_there(scene, looker, "who is here", "/live/here")
        return
    text = looker.pages.get("/").content.decode()
    assert _own_people(scene, looker) <= set(NAME.findall(text)) <= _own_known(scene, looker), looker.asker
    scene.tried("who is here", looker, _about(scene, _own_known(scene, looker)))


def found(scene: Scene, looker: Looker) -> None:
    """Finding somebody by name: all whom the viewer looks after, and nobody who is unknown to them."""
    if looker.has_none:
        nothing_there(scene, looker, "finding", "/find/")
        return
    for name in [*scene.world.people][:3] + sorted(_own_people(scene, looker))[:3]:
        text = looker.pages.post("/find/", {"typed": name}).content.decode()
        shown = set(NAME.findall(text.replace(f'value="{name}"', "").replace(f"“{name}”", "")))
        assert shown <= _own_known(scene, looker) | {name}, (looker.asker, name, shown)
        links = f"/people/{scene.world.patients[name]}/" in text
        assert not links or name in _own_known(scene, looker), (looker.asker, name)
        assert links or name not in _own_people(scene, looker), (looker.asker, name)
        scene.tried("finding", looker, scene.of(name))


def handover(scene: Scene, looker: Looker) -> None:
    """The handover tells what changed about the people of the house: all that may be read, and no more."""
    if looker.has_none:
        nothing_there(scene, looker, "handover", "/handover/")
        return
    answer = looker.pages.get("/handover/?since=day")
    assert answer.status_code == 200
    shown = words_in(answer.content.decode())
    about = _about(scene, _own_known(scene, looker))
    may = words_of(each for each in about if scene.may(looker, "read", each.id))
    must = words_of(
        each for each in _about(scene, _own_people(scene, looker))
        if each.kind == "marked-change" and scene.may(looker, "read", each.id)
    )  # fmt: skip
    assert must <= shown <= may, (looker.asker, must - shown, shown - may)
    scene.tried("handover", looker, about)


def paper(scene: Scene, looker: Looker) -> None:
    """What is printed for an outage: a sheet of everybody in the building, for whoever leads, as on the emergency page."""
    answer = looker.pages.get("/packs/emergency/")
    leads = not looker.has_none and bool(ROLES.get(looker.asker.role, {}).get("door", {}).get("admits"))
    people = _in_the_house(scene, looker)
    assert answer.status_code != 200 or leads or not people, looker.asker
    people = people if answer.status_code == 200 else set()
    shown, must, may = words_in(answer.content.decode()), set[str](), set[str]()
    for name in _own_known(scene, looker) if answer.status_code == 200 else ():
        words = emergency_words(scene, looker, name)
        must |= words[0] if name in people else set()
        may |= words[1]
    assert must <= shown <= may, (looker.asker, must - shown, shown - may)
    scene.tried("paper", looker, scene.things.values())


def feed(scene: Scene, looker: Looker) -> None:
    """The feed, read as the application: changes of what may be read, and every version of it; of nothing else."""
    ids = [thing.id for thing in scene.things.values() if thing.fed]
    with transaction.atomic():
        sessions.enter(looker.number, looker.account.pk)
        rows = cursor().execute("select id, what, version from feed where id = any(%s)", (ids,)).fetchall()
        versions = cursor().execute("select id, version from version where id = any(%s)", (ids,)).fetchall()
        labels = cursor().execute("select id from label_change where id = any(%s)", (ids,)).fetchall()
        decided = {
            row[0] for row in cursor().execute("select patient from decision where until > now()").fetchall()
        }
    may = {id for id in ids if scene.may(looker, "read", id)}
    # Of whom nobody has asked since something changed, nothing is decided, and so nothing is shown yet.
    open_ = {id for id in may if scene.world.patients[scene.things[id].about] in decided}
    shown = {row.id for row in rows}
    assert shown == open_, (looker.asker, *(scene.told(looker, id) for id in shown ^ open_))
    assert {(row.id, row.version) for row in versions} == {
        (id, version) for id in open_ for version in range(1, scene.things[id].version + 1)
    }, looker.asker
    assert {row.id for row in labels} <= open_, looker.asker
    scene.tried("feed", looker, scene.things.values())


def _own_people(scene: Scene, looker: Looker) -> set[str]:
    """People whom their own organisation holds and the viewer looks after, and whose name is open."""
    world = scene.world
    return {
        name for name, held in world.people.items()
        if held.organisation == looker.asker.organisation and scene.names(looker, name)
        and any(looked_after(scene, looker, name))
    }  # fmt: skip


def _in_the_house(scene: Scene, looker: Looker) -> set[str]:
    """Of these, whoever is in the building under any of their Patients."""
    world = scene.world
    return {
        name for name in _own_people(scene, looker)
        if in_the_building(replace(looker.asker, chosen=None), world.people[name], world.people, world.now)
    }  # fmt: skip


def looked_after(scene: Scene, looker: Looker, name: str) -> list[bool]:
    """Whether this very Patient, and not only a linked one, is registered with the viewer's service."""
    world = scene.world
    alone = {name: world.people[name]}
    return [related(looker.asker, world.people[name], alone, world.now)]


def _own_known(scene: Scene, looker: Looker) -> set[str]:
    """People whom their own organisation holds, and whom they may know of by name."""
    people = scene.world.people
    return {
        name for name in people
        if people[name].organisation == looker.asker.organisation and scene.names(looker, name)
    }  # fmt: skip


def _about(scene: Scene, names: set[str]) -> list[Thing]:
    return [thing for thing in scene.things.values() if thing.about in names]
