"""What the pages of those who read in their own right show, compared with the rules."""

import re
from collections.abc import Iterable

from django.test import Client

from kith.catalogue.categories import Category, Tier
from tests.properties.access_rules import Asker, Entry, allowed, leaves_about
from tests.properties.gate_world import World

HELPED = re.compile(r"In the last seven days (\d+) people helped you")
LISTED = re.compile(r'href="/mine/([0-9a-f-]{36})/"')
ENTRY = re.compile(r"entry-\d+-\d+")


def on_own_day(world: World, asker: Asker, pages: Client, name: str, events: Iterable[Entry]) -> None:
    """A page where something is open and named; on it, how many people wrote those events that may be read: each was
    written by somebody else, in the last days.
    """
    answer = pages.get(f"/mine/{world.patients[name]}/")
    told = answer.content.decode()
    assert (answer.status_code == 200) == has_page(world, asker, name), (asker, name, answer.status_code)
    assert not ENTRY.search(told)  # what staff wrote in their own words is never told
    may = sum(reads(world, asker, entry) for entry in events)
    days = reads(world, asker, Entry(name, "daily-life", "detail"))
    shown = int(found[1]) if (found := HELPED.search(told)) else 0
    assert shown == (may if days and may > 1 and answer.status_code == 200 else 0), (asker, name)
    elsewhere = pages.get(f"/people/{world.patients[name]}/")
    assert (elsewhere.status_code, elsewhere["Location"]) == (302, "/mine/")


def in_own_list(world: World, asker: Asker, pages: Client) -> None:
    """The list, or the one page to which it leads, holds those about whom a leave counts and who have a page."""
    answer = pages.get("/mine/", follow=True)
    led = [way for way, _ in answer.redirect_chain]
    listed = set(re.findall(r"/mine/([0-9a-f-]{36})/", " ".join(led))) or set(
        LISTED.findall(answer.content.decode())
    )
    counting = {
        leave.about
        for held in world.people.values()
        for leave in leaves_about(asker, held, world.people, world.now, world.sharing)
    }
    assert listed == {str(world.patients[each]) for each in counting if has_page(world, asker, each)}, asker


def has_page(world: World, asker: Asker, name: str) -> bool:
    """Whether anything of a Patient is open, and among it whose record it is."""
    if not reads(world, asker, Entry(name, "demographics", "headline")):
        return False
    return any(
        reads(world, asker, Entry(name, category.slug, tier.slug)) for category in Category for tier in Tier
    )


def reads(world: World, asker: Asker, entry: Entry) -> bool:
    """What the rules say."""
    return allowed("read", asker, entry, world.people, world.now, world.sharing)
