"""The FHIR interface, asked about one Patient: search, counts, paging, reads, versions, and what it does not offer."""

from typing import Any
from uuid import UUID

from tests.properties.faces.placed import Thing
from tests.properties.faces.scene import Looker, Scene, words_in
from tests.support.api import Program

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
REFUSED = (400, 404)
NOBODYS = UUID(int=7)


def searched(scene: Scene, looker: Looker, name: str) -> None:
    """A search finds just those that may be read and counts them."""
    path = f"Observation?{_all_of(scene, name)}"
    _check_search(scene, looker, name, looker.program.get(path))
    scene.tried("search", looker, observations(scene, name))


def searched_by_form(scene: Scene, looker: Looker, name: str) -> None:
    """The same, asked in the body of a POST, so that no address tells of whom."""
    sent = looker.program.send("POST", "Observation/_search", content=_all_of(scene, name), headers=FORM)
    _check_search(scene, looker, name, sent)
    scene.tried("search by form", looker, observations(scene, name))


def _all_of(scene: Scene, name: str) -> str:
    return f"patient={scene.world.patients[name]}&_count=200&_total=accurate"


def _check_search(scene: Scene, looker: Looker, name: str, found: Any) -> None:
    may = {thing.id for thing in observations(scene, name) if scene.may(looker, "read", thing.id)}
    if found.status_code == 404:
        assert not scene.opens(looker, name), (looker.asker, name)
        assert not words_in(found.text)
        return
    assert found.status_code == 200, (looker.asker, name, found.status_code)
    told = found.json()
    shown = ids_in(told)
    assert shown == may, (looker.asker, *(scene.told(looker, id) for id in shown ^ may))
    assert told["total"] == len(may), (looker.asker, name)
    assert words_in(found.text) == {scene.things[id].word for id in may}


def counted(scene: Scene, looker: Looker, name: str) -> None:
    """A count says no more than may be read, when a page holds one only and when it is narrowed by kind and day."""
    patient, mine = scene.world.patients[name], observations(scene, name)
    for kind in ("note", "risk"):
        day = scene.world.now.date().isoformat()
        may = [t for t in mine if t.kind == kind and scene.may(looker, "read", t.id)]
        found = looker.program.get(
            f"Observation?patient={patient}&code={kind}&date=ge{day}&_count=1&_total=accurate"
        )
        if found.status_code == 404:
            assert not may, (looker.asker, name)
        else:
            assert found.json()["total"] == len(may), (looker.asker, name, kind)
        scene.tried("count", looker, [thing for thing in mine if thing.kind == kind])


def paged(scene: Scene, looker: Looker, name: str) -> None:
    """Two at a time, page by page: nothing twice, nothing left out, nothing more; and a link is one session's alone."""
    mine = observations(scene, name)
    may = sorted(thing.id for thing in mine if scene.may(looker, "read", thing.id))
    found: list[UUID] = []
    path = f"Observation?patient={scene.world.patients[name]}&_count=2"
    while path:
        answer = looker.program.get(path)
        if answer.status_code == 404:
            break
        told = answer.json()
        found += ids_in(told)
        following = [each["url"] for each in told.get("link", ()) if each["relation"] == "next"]
        path = following[0].split("/fhir/", 1)[1] if following else ""
        if path:
            other = next(each for each in scene.lookers if each.number != looker.number)
            assert other.program.get(path).status_code == 400
    assert sorted(found) == may, (looker.asker, name)
    scene.tried("paging", looker, mine)


def read(scene: Scene, looker: Looker, name: str) -> None:
    """Each one by its id: read, asked whether it is new, and every version of it, under the labels of today."""
    for thing in scene.of(name):
        may = scene.may(looker, "read", thing.id)
        where = f"{thing.type}/{thing.id}"
        answer = looker.program.get(where)
        check(scene, looker, thing, answer, may=may)
        assert looker.program.send("HEAD", where).status_code == answer.status_code
        same = looker.program.get(where, headers={"If-None-Match": f'W/"{thing.version}"'})
        assert same.status_code == (304 if may else 404)
        scene.tried("read", looker, [thing])
        for version in range(1, thing.version + 1):
            check(scene, looker, thing, looker.program.get(f"{where}/_history/{version}"), may=may)
        later = looker.program.get(f"{where}/_history/{thing.version + 1}")
        assert later.status_code == 404
        scene.tried("version", looker, [thing])


def check(scene: Scene, looker: Looker, thing: Thing, answer: Any, *, may: bool) -> None:
    """Either all of it or nothing of it."""
    entry = scene.world.entries[thing.id]
    assert answer.status_code == (200 if may else 404), (looker.asker, entry, answer.status_code)
    assert words_in(answer.text) == ({thing.word} if may else set()), (looker.asker, entry)


def not_offered(scene: Scene, looker: Looker, name: str) -> None:
    """History, includes, everything at once, files and conditions that are not offered are refused to everybody alike:
    in the same words for what is seen, what is hidden and what is not there.
    """
    things, patient = scene.of(name), scene.world.patients[name]
    for face, paths in NOT_OFFERED.items():
        for path in paths:
            for thing in things[:: len(things) - 1 or 1]:
                said = refused(looker.program, path.format(patient=patient, id=thing.id))
                nothing = refused(looker.program, path.format(patient=NOBODYS, id=NOBODYS))
                assert said == nothing, (looker.asker, path)
        scene.tried(face, looker, things)


NOT_OFFERED = {
    "history": ("Observation/{id}/_history", "Observation/_history?patient={patient}", "Patient/{patient}/_history"),
    "include": (
        "Observation?patient={patient}&_include=Observation:subject",
        "Observation?patient={patient}&_include=*",
        "Observation?patient={patient}&_revinclude=Provenance:target",
        "Observation?patient={patient}&_has:Provenance:target:agent=1",
    ),
    "everything": ("Patient/{patient}/$everything", "Patient/{patient}/$export", "DocumentReference?patient={patient}"),
    "binary": ("Binary/{id}", "Binary?patient={patient}"),
}  # fmt: skip


def refused(program: Program, path: str) -> tuple[int, str]:
    """How something is refused, the ids that were asked for taken out."""
    answer = program.get(path)
    assert answer.status_code in REFUSED, (path, answer.status_code)
    assert not words_in(answer.text)
    return answer.status_code, answer.text


def looked(scene: Scene, looker: Looker, name: str) -> None:
    """Who looked is told to whom their own organisation's Patient is open by name; it tells nothing that was read."""
    answer = looker.program.get(f"AuditEvent?patient={scene.world.patients[name]}&_count=20")
    own = scene.world.people[name].organisation == looker.asker.organisation
    may = own and scene.names(looker, name)
    assert answer.status_code == (200 if may else 404), (looker.asker, name, answer.status_code)
    assert not words_in(answer.text)
    scene.tried("who looked", looker, scene.of(name))


def observations(scene: Scene, name: str) -> list[Thing]:
    """Things that a search for Observations could find."""
    return [thing for thing in scene.of(name) if thing.type == "Observation"]


def ids_in(bundle: dict[str, Any]) -> set[UUID]:
    """What a page of a search holds."""
    return {UUID(each["resource"]["id"]) for each in bundle.get("entry", ())}
