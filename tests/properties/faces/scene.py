"""Who looks at what, and what the rules say of it: everything that a face needs to ask and to judge the answer."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from django.contrib.auth import login
from django.db import connection, transaction
from django.http import HttpRequest
from django.test import Client

from kith.access import sessions
from kith.access.middleware import KEY
from kith.access.signing_in import BACKEND
from kith.directory.models import Account
from tests.properties.access_rules import (
    DEPTHS,
    ROLES,
    Asker,
    Entry,
    allowed,
    allowed_in_emergency,
    in_own_right,
)
from tests.properties.faces.factors import CATEGORIES, Rows
from tests.properties.faces.pairs import Pairs
from tests.properties.faces.placed import Thing, place
from tests.properties.gate_world import World, token_of
from tests.support.api import Program, in_process
from tests.support.homes import as_owner

TOKEN = re.compile(r"entry-\d+-\d+")
"""How a thing's word looks, wherever it is told."""


@dataclass(frozen=True)
class Looker:
    """Somebody signed in to the pages and to the interface, in one session."""

    asker: Asker
    program: Program
    pages: Client
    account: Account
    number: int

    @property
    def is_own(self) -> bool:
        """Whether they read in their own right."""
        return in_own_right(self.asker)

    @property
    def is_board(self) -> bool:
        """Whether this is a wall board, which has one page of its own."""
        return bool(ROLES.get(self.asker.role, {}).get("board"))

    @property
    def has_none(self) -> bool:
        """Whether none of the pages of those who work here are theirs."""
        return self.is_own or self.is_board


@dataclass
class Scene:
    """A world with everything in it, as it stands now."""

    world: World
    things: dict[UUID, Thing]
    photos: dict[str, str]
    pairs: Pairs
    lookers: list[Looker] = field(default_factory=list)
    rows: Rows = field(init=False)
    _known: dict[tuple[object, ...], bool] = field(default_factory=dict)
    _entries: dict[tuple[str, str, str], Entry] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rows = Rows(self.world)

    def moved(self, look: str) -> None:
        """Something has changed: what was worked out before counts no longer. `look` names the look that follows."""
        self._known.clear()
        self.rows.moved(look)
        for thing in self.things.values():
            thing.fed = True

    def may(self, looker: Looker, act: str, id: UUID) -> bool:
        """What the rules say of one thing."""
        key = (looker.number, act, id)
        if key not in self._known:
            self._known[key] = self._allowed(act, looker, self.world.entries[id])
        return self._known[key]

    def may_in_emergency(self, looker: Looker, id: UUID) -> bool:
        """What the rules say of one thing on the emergency page."""
        world = self.world
        return allowed_in_emergency(looker.asker, world.entries[id], world.people, world.now, world.sharing)

    def facts_open(self, looker: Looker, name: str, category: str) -> bool:
        """Whether the emergency page may tell them such headlines about somebody."""
        world, entry = self.world, Entry(name, category, "headline")
        return allowed_in_emergency(looker.asker, entry, world.people, world.now, world.sharing)

    def may_of(self, looker: Looker, act: str, name: str, category: str, depth: str) -> bool:
        """What the rules say of such a thing about somebody."""
        key = (looker.number, act, name, category, depth)
        if key not in self._known:
            self._known[key] = self._allowed(act, looker, Entry(name, category, depth))
        return self._known[key]

    def names(self, looker: Looker, name: str) -> bool:
        """Whether they may know who this is."""
        return self.may_of(looker, "read", name, "demographics", "headline")

    def opens(self, looker: Looker, name: str) -> bool:
        """Whether anything of this Patient could be open to them."""
        return any(
            self.may_of(looker, "read", name, category, depth) for category in CATEGORIES for depth in DEPTHS
        )

    def has_pages(self, looker: Looker, name: str) -> bool:
        """Whether the pages about this Patient are there for them: who it is must be open, and they need pages."""
        return not looker.has_none and self.names(looker, name)

    def of(self, name: str) -> list[Thing]:
        """What is held of one Patient."""
        return [thing for thing in self.things.values() if thing.about == name]

    def of_person(self, name: str) -> list[Thing]:
        """What is held of the person, by whomever, under confirmed links."""
        person = self.world.people[name].person
        return [each for each in self.things.values() if self.world.people[each.about].person == person]

    def told(self, looker: Looker, id: UUID) -> str:
        """One thing and its circumstances, for whoever reads a failure."""
        entry = self.world.entries[id]
        held = self.world.people[entry.about]
        return f"{self.may(looker, 'read', id)}: {entry} {held} {self.rows.of(looker.asker, entry)}"

    def tried(self, face: str, looker: Looker, things: Iterable[Thing]) -> None:
        """Counts that this face was asked for these things and that its answer was what the rules say."""
        for thing in things:
            entry = self.world.entries[thing.id]
            seen = self.may(looker, "read", thing.id)
            self.pairs.tried(self.rows.of(looker.asker, entry), face, seen=seen)

    def _allowed(self, act: str, looker: Looker, entry: Entry) -> bool:
        world = self.world
        return allowed(act, looker.asker, entry, world.people, world.now, world.sharing)


def scene(world: World, pairs: Pairs) -> Scene:
    """Things about everybody, and everybody whose session is open, signed in."""
    with as_owner(), transaction.atomic():
        things, photos = place(world)
        for asker, account, number in world.askers:
            if in_own_right(asker):
                _give_token(account, number)
    made = Scene(world, things, photos, pairs)
    made.lookers = list(_lookers(world))
    return made


def _lookers(world: World) -> Iterator[Looker]:
    client = in_process()
    for asker, account, number in world.askers:
        token = _own_token(number) if in_own_right(asker) else token_of(account)
        if _is_open(number, account):
            yield Looker(asker, Program(token, client), pages_of(account, number), account, number)
        else:
            assert Program(token, client).get(f"Observation?patient={account.pk}").status_code == 401


def _give_token(account: Account, number: int) -> None:
    """A program may speak for a reader's session too."""
    with connection.cursor() as c:
        hashed = hashlib.sha256(_own_token(number).encode()).digest()
        c.execute("update session set token = %s where number = %s", (hashed, number))


def _own_token(number: int) -> str:
    return f"token-of-session-{number}"


def _is_open(number: int, account: Account) -> bool:
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


def words_in(text: str) -> set[str]:
    """Words of things in what somebody was shown."""
    return set(TOKEN.findall(text))


def words_of(things: Iterable[Thing]) -> set[str]:
    """The words of these things."""
    return {thing.word for thing in things}
