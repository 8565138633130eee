"""Everybody looks, through every face, at those of whom something new can be learned by looking."""

from collections.abc import Callable

from django.db import transaction

from kith.access import sessions
from kith.access.deciding import decide_about
from kith.access.viewer import Viewer
from tests.properties.faces import files, interface, lists, pages, writes
from tests.properties.faces.scene import Looker, Scene

OfSomebody = Callable[[Scene, Looker, str], None]
OF_SOMEBODY = (
    files.pictures, files.photo,  # before any page of theirs is opened in this session
    interface.searched, interface.searched_by_form, interface.counted, interface.paged, interface.read,
    interface.not_offered, interface.looked,
    pages.day, pages.entry, pages.summary, pages.quiet, pages.emergency, pages.own_pages,
    writes.overtaken, writes.followed, writes.from_a_page, writes.created,
)  # fmt: skip
OF_EVERYBODY = (
    lists.lists,
    lists.left,
    lists.own_list,
    lists.here,
    lists.found,
    lists.handover,
    lists.paper,
    lists.feed,
)
FACES = (
    "search", "search by form", "count", "paging", "read", "version", *interface.NOT_OFFERED, "who looked", "day",
    "entry", "summary", "other pages", "emergency page", "own pages", "picture", "photo", "write overtaken", "write",
    "write from a page", "create", "lists", "who left", "own list", "who is here", "finding", "handover", "paper", "feed",
)  # fmt: skip


def decide_everything(scene: Scene) -> None:
    """Everybody's sessions decide about everybody, so that what comes next has something to take away."""
    for looker in scene.lookers:
        with transaction.atomic():
            session = sessions.enter(looker.number, looker.account.pk)
            assert session is not None
            decide_about(Viewer.staff(session), list(scene.world.patients.values()))


def search_for_many(scene: Scene) -> None:
    """Everybody reads the feed of everything, before anything is decided anew, and then searches for many people."""
    names = list(scene.world.people)
    for looker in scene.lookers:
        lists.feed(scene, looker)
        for name in scene.world.chance.sample(names, min(MANY, len(names))):
            interface.searched(scene, looker, name)
        lists.feed(scene, looker)


def look(scene: Scene, *, most: int) -> None:
    """Everybody who has something to learn by it looks at `most` people and at what shows many."""
    for looker in scene.lookers:
        names = whom(scene, looker, most)
        for name in names:
            for face in OF_SOMEBODY:
                face(scene, looker, name)
        for of_everybody in OF_EVERYBODY if names else ():
            of_everybody(scene, looker)


def whom(scene: Scene, looker: Looker, most: int) -> list[str]:
    """Those of whom most pairs of circumstances would be tried for the first time, or somebody of whom something is open.

    Where nothing is new, mostly nobody: a proof goes from world to world for the pairs that are seldom met.
    """
    lot, names = scene.world.chance, list(scene.world.people)
    lot.shuffle(names)
    news = {name: _news(scene, looker, name) for name in names}
    new = sorted((name for name in names if news[name]), key=lambda name: -news[name])
    open_ = next((name for name in names if scene.opens(looker, name)), None)
    if open_ and lot.random() < (ANYHOW if new else SELDOM):
        new.insert(0, open_)
    return list(dict.fromkeys(new))[:most]


MANY = 20
"""For so many people everybody searches after each change."""
ANYHOW, SELDOM = 0.5, 0.1
"""How often somebody is looked at because something is open: where there is news elsewhere, and where there is none."""


def _news(scene: Scene, looker: Looker, name: str) -> int:
    entries = scene.world.entries
    return sum(scene.pairs.news(scene.rows.of(looker.asker, entries[each.id])) for each in scene.of(name))
