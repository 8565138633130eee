"""The pages about one person: the day, an entry with its history, the summary, the emergency page and the rest."""

from kith.care.days import ServiceDay
from tests.properties.faces import own
from tests.properties.faces.placed import Thing
from tests.properties.faces.scene import Looker, Scene, words_in, words_of

QUIET = ("weeks", "own-day", "about-me", "trend", "record", "who", "sharing", "looks", "looks/year", "allergies", "changes",
         "asking", "declare", "concern")  # fmt: skip
"""Pages that tell what is theirs to tell: none may tell a thing that is hidden."""
A_FEW = 4
"""As many are asked for each time; by lot, so that all are in the end."""
ALWAYS = ("weeks", "own-day", "trend")
"""Those of them that are there whenever the day is."""

FOR_ANYBODY = "declare"
"""To give a reason for somebody who is not looked after here: it says nothing of whether there is such a person."""


def day(scene: Scene, looker: Looker, name: str) -> None:
    """The day shows every event that is open of all that is held of the person, by whomever."""
    today = ServiceDay().of(scene.world.now)
    for path in ("", f"day/{today.isoformat()}/"):
        status, shown = asked(scene, looker, name, path)
        assert (status == 200) == scene.has_pages(looker, name), (looker.asker, name, status)
        may = readable(scene, looker, name, lambda thing: thing.is_event) if status == 200 else []
        assert shown == words_of(may), (looker.asker, name, shown ^ words_of(may))
    scene.tried("day", looker, [thing for thing in scene.of(name) if thing.is_event])


def entry(scene: Scene, looker: Looker, name: str) -> None:
    """An entry with every version of it, and the sheet to change it."""
    there = scene.has_pages(looker, name)
    for thing in scene.of(name):
        if thing.type == "Observation":
            may = there and scene.may(looker, "read", thing.id)
            status, shown = asked(scene, looker, name, f"entries/{thing.id}/")
            assert (status == 200) == may, (looker.asker, scene.world.entries[thing.id], status)
            assert shown == ({thing.word} if may else set())
            status, shown = asked(scene, looker, name, f"record/?amend={thing.id}")
            assert shown <= seen(scene, looker, name), (looker.asker, name)
            assert not (status == 200 and not may), (looker.asker, scene.world.entries[thing.id])
            scene.tried("entry", looker, [thing])


def summary(scene: Scene, looker: Looker, name: str) -> None:
    """The summary tells the risks that are open, and nothing that is not."""
    status, shown = asked(scene, looker, name, "summary/")
    assert (status == 200) == scene.has_pages(looker, name), (looker.asker, name, status)
    assert shown <= seen(scene, looker, name), (looker.asker, name)
    if status == 200 and scene.may_of(looker, "read", name, "summary", "headline"):
        risks = words_of(readable(scene, looker, name, lambda thing: thing.kind == "risk"))
        assert risks <= shown, (looker.asker, name, risks - shown)
    scene.tried("summary", looker, [thing for thing in scene.of(name) if not thing.is_event])


def quiet(scene: Scene, looker: Looker, name: str) -> None:
    """No page about a person tells a thing that is hidden, and none is there whose name is."""
    there = scene.has_pages(looker, name)
    for page in scene.world.chance.sample(QUIET, A_FEW):
        status, shown = asked(scene, looker, name, f"{page}/")
        assert shown <= seen(scene, looker, name), (
            looker.asker,
            name,
            page,
            shown - seen(scene, looker, name),
        )
        assert there or status != 200 or page == FOR_ANYBODY, (looker.asker, name, page)
        assert not there or page not in ALWAYS or status == 200, (looker.asker, name, page)
    scene.tried("other pages", looker, scene.of(name))


def emergency(scene: Scene, looker: Looker, name: str) -> None:
    """The emergency page: the fixed set for whoever works there, the rest for whoever reads it anyhow."""
    status, shown = asked(scene, looker, name, "emergency/")
    there = not looker.is_board and emergency_opens(scene, looker, name)
    assert (status == 200) == there, (looker.asker, name, status)
    must, may = emergency_words(scene, looker, name) if there else (set(), set())
    assert must <= shown <= may, (looker.asker, name, must - shown, shown - may)
    scene.tried("emergency page", looker, scene.of(name))


def emergency_opens(scene: Scene, looker: Looker, name: str) -> bool:
    """Whether there is an emergency page of this Patient for them: who it is must be among the facts."""
    return scene.facts_open(looker, name, "demographics")


def emergency_words(scene: Scene, looker: Looker, name: str) -> tuple[set[str], set[str]]:
    """What the page must tell, and what it may: risks and events that are open, by rule 7 or anyhow."""
    things = [each for each in scene.of_person(name) if each.kind in ("risk", "marked-change")]
    read = [each for each in things if scene.may(looker, "read", each.id)]
    wider = [each for each in things if scene.may_in_emergency(looker, each.id)]
    asks = scene.facts_open(looker, name, "summary")
    must = [each for each in (*read, *wider) if asks or each.is_event]
    return words_of(must), words_of([*read, *wider])


def readable(scene: Scene, looker: Looker, name: str, which: object) -> list[Thing]:
    """What they may read of such things about the person."""
    assert callable(which)
    return [t for t in scene.of_person(name) if which(t) and scene.may(looker, "read", t.id)]


def seen(scene: Scene, looker: Looker, name: str) -> set[str]:
    """Every word about the person that they may read."""
    return words_of(readable(scene, looker, name, lambda thing: True))


def asked(scene: Scene, looker: Looker, name: str, path: str) -> tuple[int, set[str]]:
    """A page about somebody: its status, and the words of things in it."""
    answer = looker.pages.get(f"/people/{scene.world.patients[name]}/{path}")
    return answer.status_code, words_in(answer.content.decode())


def own_pages(scene: Scene, looker: Looker, name: str) -> None:
    """The pages of whoever reads in their own right: there for them by their leave, and for no worker."""
    patient = scene.world.patients[name]
    there = looker.is_own and scene.names(looker, name)
    for page in ("", "sharing/", "looks/"):
        answer = looker.pages.get(f"/mine/{patient}/{page}")
        assert (answer.status_code == 200) == there, (looker.asker, name, page, answer.status_code)
        shown = words_in(answer.content.decode())
        assert shown <= (seen(scene, looker, name) if there else set()), (looker.asker, name, page)
    if looker.is_own:
        events = [scene.world.entries[each.id] for each in scene.of_person(name) if each.is_event]
        own.on_own_day(scene.world, looker.asker, looker.pages, name, events)
    scene.tried("own pages", looker, scene.of(name))
