"""Writes on a condition, by a program and from the pages: nobody changes what they may not, and no answer tells a thing."""

from typing import Any

import orjson

from kith.catalogue import exact
from kith.pocket import keys
from kith.record.ids import new_id
from tests.properties.access_rules import Entry
from tests.properties.faces.placed import Thing, entry_of
from tests.properties.faces.scene import Looker, Scene, words_in

TABLET = "0" * 32
ELSEWHERE = 999
"""A version that nothing here has reached."""


def overtaken(scene: Scene, looker: Looker, name: str) -> None:
    """A write after a version that is not the newest shows what stands to whoever may read it, and to nobody else."""
    for thing in _some(scene, looker, name):
        may = scene.may(looker, "read", thing.id)
        for headers in ({"if_match": f'W/"{ELSEWHERE}"'}, {"if_none_match": "*"}):
            answer = looker.program.write("PUT", f"Observation/{thing.id}", _guess(scene, thing), **headers)
            assert answer.status_code >= 400, (looker.asker, scene.world.entries[thing.id])
            assert (answer.status_code == 412) == may, (
                looker.asker,
                scene.world.entries[thing.id],
                answer.text,
            )
            assert (thing.word in words_in(answer.text)) == may
        scene.tried("write overtaken", looker, [thing])


def followed(scene: Scene, looker: Looker, name: str) -> None:
    """A write after the newest version is kept from whoever may both read and change it, and from nobody else."""
    for thing in _some(scene, looker, name):
        where = f"Observation/{thing.id}"
        answer = looker.program.write("PUT", where, _changed(scene, thing), if_match=f'W/"{thing.version}"')
        _check(scene, looker, thing, answer.status_code)
        scene.tried("write", looker, [thing])


def from_a_page(scene: Scene, looker: Looker, name: str) -> None:
    """The same from the recording sheet, where it shows both texts when somebody was faster."""
    for thing in _some(scene, looker, name):
        # For a board and for readers the sheet is not there.
        may = scene.may(looker, "read", thing.id) and not looker.has_none
        met = _sent(scene, looker, thing, ELSEWHERE)
        assert (met.status_code == 412) == may, (looker.asker, scene.world.entries[thing.id], met.status_code)
        assert (thing.word in words_in(met.content.decode())) == may
        if looker.has_none:
            assert _sent(scene, looker, thing, thing.version).status_code in (401, 404)
        else:
            _check(scene, looker, thing, _sent(scene, looker, thing, thing.version).status_code)
        scene.tried("write from a page", looker, [thing])


def created(scene: Scene, looker: Looker, name: str) -> None:
    """A new note is taken from whoever may add one; a condition about others' is not offered to anybody."""
    thing = Thing(new_id(), name, "note", f"entry-{name.split()[-1]}-{1000 + len(scene.things)}", fed=False)
    entry = Entry(name, "daily-life", "detail")
    sent = exact.dumps(entry_of(scene.world, thing).to_fhir())
    unless = looker.program.write(
        "POST", "Observation", sent, if_none_exist=f"patient={scene.world.patients[name]}"
    )
    assert unless.status_code == 400
    answer = looker.program.write("PUT", f"Observation/{thing.id}", sent, if_none_match="*")
    may = scene.may_of(looker, "add", name, "daily-life", "detail")
    assert (answer.status_code == 201) == may, (looker.asker, name, answer.status_code)
    if may:
        scene.things[thing.id], scene.world.entries[thing.id] = thing, entry
    scene.tried("create", looker, scene.of(name))


def _some(scene: Scene, looker: Looker, name: str) -> list[Thing]:
    """Two that may be read and two that may not, where there are."""
    mine = [thing for thing in scene.of(name) if thing.type == "Observation"]
    seen = [thing for thing in mine if scene.may(looker, "read", thing.id)]
    hidden = [thing for thing in mine if not scene.may(looker, "read", thing.id)]
    return scene.world.chance.sample(seen, min(2, len(seen))) + scene.world.chance.sample(
        hidden, min(2, len(hidden))
    )


def _check(scene: Scene, looker: Looker, thing: Thing, status: int) -> None:
    may = scene.may(looker, "read", thing.id) and scene.may(looker, "change", thing.id)
    assert (status == 200) == may, (looker.asker, scene.world.entries[thing.id], status)
    if may:
        thing.version += 1


def _guess(scene: Scene, thing: Thing) -> dict[str, Any]:
    """The entry as somebody would guess it who has never seen its words."""
    stranger = Thing(thing.id, thing.about, thing.kind, "a guess")
    guessed: dict[str, Any] = orjson.loads(exact.dumps(entry_of(scene.world, stranger).to_fhir()))
    return guessed


def _changed(scene: Scene, thing: Thing) -> str:
    return exact.dumps(entry_of(scene.world, thing, f"as version {thing.version + 1}").to_fhir())


def _sent(scene: Scene, looker: Looker, thing: Thing, version: int) -> Any:
    """What the outbox of a recording sheet would send."""
    known = version == thing.version
    told = thing if known else Thing(thing.id, thing.about, thing.kind, "a guess")
    entry = entry_of(scene.world, told, f"as version {version + 1}" if known else "")
    body = entry.to_browser() | {"replaces": version, "reason": "to test"}
    headers = {"X-Kith-Tablet": TABLET, "X-Kith-Account": keys.mark(looker.account.pk, TABLET)}
    return looker.pages.put(
        f"/pocket/entries/{thing.id}", exact.dumps(body), content_type="application/json", headers=headers
    )
