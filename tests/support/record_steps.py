"""What generated sequences are made of. A step is a name and a few whole numbers, so that any step may be left out."""

import collections.abc
import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeVar
from uuid import UUID

from kith.catalogue.categories import Category, Tier
from tests.support.record_facts import Content, Right, Rights

DAILY: Right = (Category.DAILY_LIFE, Tier.DETAIL)
MIND: Right = (Category.MENTAL_HEALTH, Tier.DEEPEST)
WORKER: Right = (Category.WORKER, Tier.HEADLINE)
RIGHTS = (DAILY, MIND, WORKER)
TEAMS = (7, 8)
KINDS = ("drink", "weight", "mood")
AMOUNTS = ("70.00", "70.0", "250")
DAY = datetime(2026, 11, 23, 8, tzinfo=UTC)
WORKERS, PEOPLE, CUSTODIANS = 6, 3, 3

ALL = frozenset(RIGHTS)
PROFILES = (
    Rights(ALL, ALL, ALL),
    Rights(ALL, ALL, ALL, frozenset({7})),
    Rights(frozenset({DAILY}), frozenset({DAILY}), frozenset({DAILY})),
    Rights(frozenset({DAILY, MIND}), ALL, frozenset({MIND}), frozenset({8})),
    Rights(frozenset(), ALL, frozenset()),
    Rights(ALL, frozenset(), frozenset(), frozenset({7, 8})),
    Rights(frozenset({WORKER}), frozenset({DAILY}), ALL),
    Rights(ALL, ALL, ALL, over=True),
    Rights(),
)

Thing = TypeVar("Thing")
Step = tuple[str, tuple[int, ...]]

WEIGHTS = {
    "create": 30,
    "update": 24,
    "repeat": 14,
    "delete": 7,
    "steal": 3,
    "move": 3,
    "put_right": 6,
    "relabel": 8,
    "ask": 5,
    "confirm": 6,
    "hold": 2,
    "decide": 6,
    "admit": 3,
    "place": 2,
    "look": 2,
    "link": 8,
}
_NAMES, _CHANCES = list(WEIGHTS), list(WEIGHTS.values())


@dataclass(frozen=True, slots=True)
class Sequence:
    """What one seed makes: who may do what at first, and then what happens."""

    seed: int
    first: tuple[tuple[int, int], ...]
    """For each colleague and person: whose custodian, and which profile."""
    steps: tuple[Step, ...]


def sequence(seed: int) -> Sequence:
    """One sequence: mostly short, one in twenty long."""
    chance = random.Random(seed)
    first = tuple((chance.randrange(1 << 16), chance.randrange(1 << 16)) for _ in range(WORKERS * PEOPLE))
    length = chance.choice((20, 40)) if chance.random() < 0.05 else chance.randint(2, 9)
    return Sequence(
        seed, first, tuple((chance.choices(_NAMES, _CHANCES)[0], _numbers(chance)) for _ in range(length))
    )


def _numbers(chance: random.Random) -> tuple[int, ...]:
    return tuple(chance.randrange(1 << 16) for _ in range(8))


@dataclass
class Draw:
    """The numbers of one step, taken one after another as choices among what there is."""

    numbers: tuple[int, ...]
    at: int = 0

    def of(self, size: int) -> int:
        """A number below `size`."""
        self.at += 1
        return self.numbers[(self.at - 1) % len(self.numbers)] % size

    def one(self, things: collections.abc.Sequence[Thing]) -> Thing:
        """One of these."""
        return things[self.of(len(things))]


def entry(id: UUID, patient: UUID, draw: Draw, status: str = "final") -> Content:
    """An entry about somebody, of few enough kinds that two are often the same."""
    kind, amount, hour = draw.one(KINDS), draw.one(AMOUNTS), draw.of(3)
    return written(id, patient, status, kind, DAY + timedelta(hours=hour), amount)


def written(id: UUID, patient: UUID, status: str, kind: str, occurred: datetime, amount: str) -> Content:
    """The text of an entry as a device would send it."""
    text = (
        f'"status":"{status}","code":{{"coding":[{{"system":"https://kith.example/CodeSystem/entry-kind","code":"{kind}"}}]}},'
        f'"subject":{{"reference":"Patient/{patient}"}},"effectiveDateTime":"{occurred.isoformat(timespec="milliseconds")}",'
        f'"component":[{{"code":{{"text":"amount"}},"valueQuantity":{{"value":{amount},"unit":"ml"}}}}]}}'
    )
    return Content(id, "Observation", patient, status, kind, occurred, text)


def person(id: UUID, draw: Draw) -> Content:
    """A Patient, which is about itself."""
    name = draw.one(("Green", "Brown", "O\u2019Malley"))
    return Content(id, "Patient", id, "", "", None, f'"name":[{{"family":"{name}"}}]}}')


def room(id: UUID, draw: Draw) -> Content:
    """A Location, which is about nobody."""
    status = draw.one(("active", "suspended"))
    return Content(
        id, "Location", None, status, "", None, f'"status":"{status}","name":"Room {draw.of(3)}"}}'
    )


def sent(content: Content) -> str:
    """What goes over the wire."""
    return f'{{"resourceType":"{content.type}","id":"{content.id}",{content.text}'
