"""Who somebody is on a page: name, room, at most two alerts, and whether another's name is like theirs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal
from uuid import UUID

ALIKE = 0.8
"""From this likeness (0 to 1) two names are marked as easily confused."""

MOST_ALERTS = 2

Weight = Literal["alert", "noticed", "warn", "quiet"]


@dataclass(frozen=True)
class Alert:
    """A warning by word, shape and colour.

    `noticed` is a change that the rules noticed, `quiet` what nobody has asked yet.
    """

    words: str
    weight: Weight

    @property
    def rank(self) -> int:
        """The gravest first."""
        return ("alert", "noticed", "warn", "quiet").index(self.weight)


@dataclass(frozen=True)
class Resident:
    """A person as the head of every page about them shows them."""

    patient: UUID
    name: str
    called: str
    room: str = ""
    born: date | None = None
    alerts: tuple[Alert, ...] = ()
    similar: bool = False
    likes: str = ""
    where: Alert | None = None
    """Where they are, of somebody who is away or has died."""
    died: bool = False
    photo: str = ""
    """The key of their photo; empty where there is none."""

    @property
    def ranked(self) -> tuple[Alert, ...]:
        """Every alert, the gravest first."""
        return tuple(sorted(self.alerts, key=lambda alert: alert.rank))

    @property
    def foremost(self) -> tuple[Alert, ...]:
        """The two gravest alerts, for lists. What was noticed is news, and is always one of them."""
        first, rest = self.ranked[:MOST_ALERTS], self.ranked[MOST_ALERTS:]
        news = [alert for alert in rest if alert.weight == "noticed"]
        return (*first[: MOST_ALERTS - 1], news[0]) if news else first

    @property
    def rest(self) -> tuple[Alert, ...]:
        """The others, one tap away on the person's own pages."""
        return tuple(alert for alert in self.ranked if alert not in self.foremost)

    @property
    def further(self) -> int:
        """How many alerts are not shown."""
        return max(0, len(self.alerts) - MOST_ALERTS)

    @property
    def initials(self) -> str:
        """Up to two letters that stand in for a photograph."""
        return "".join(part[0] for part in self.name.split()[:1] + self.name.split()[-1:])[:2].upper()

    @property
    def birthday(self) -> str:
        """The date of birth in words; nothing when it is not known."""
        return f"{self.born.day} {self.born:%B %Y}" if self.born else ""

    def age(self, today: date) -> int | None:
        """Whole years; None when the date of birth is not known."""
        if self.born is None:
            return None
        return today.year - self.born.year - ((today.month, today.day) < (self.born.month, self.born.day))


def confusable(names: Sequence[str]) -> set[int]:
    """The places in the list of names that are like another's: the same first or last name, or nearly so."""
    found: set[int] = set()
    for one in range(len(names)):
        for other in range(one + 1, len(names)):
            if alike(names[one], names[other]):
                found |= {one, other}
    return found


def marked(people: Sequence[Resident]) -> list[Resident]:
    """The same people, those marked whose names are easily confused with another's among them."""
    alike = confusable([person.name for person in people])
    return [replace(person, similar=place in alike) for place, person in enumerate(people)]


@lru_cache(maxsize=8192)
def alike(one: str, other: str) -> bool:
    """Whether staff could take one name for the other."""
    first, second = one.casefold().split(), other.casefold().split()
    if not first or not second:
        return False
    if first[-1] == second[-1] or first[0] == second[0] or _near(" ".join(first), " ".join(second)):
        return True
    return first[0][0] == second[0][0] and _near(first[-1], second[-1])


def _near(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other).ratio() >= ALIKE
