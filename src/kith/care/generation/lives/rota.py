"""Who is on duty in a generated home: shifts of carers by corridor, a nurse, somebody for activities, agency cover."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from random import Random
from uuid import UUID

from kith.care.generation.diary import Rota
from kith.care.generation.lives.words.hand import Hand
from kith.care.generation.lives.words.hand import draw as draw_hand

EARLY, LATE, NIGHT = "early", "late", "night"
CYCLE, WORKED = 6, 4
"""Days of a pattern, and how many of them somebody works."""
COVERED = 0.09
"""How often an agency worker covers a shift on a corridor."""


def shift_at(clock: str) -> str:
    """The shift of a time on the clock: early from 07:00, late from 14:00, night from 21:00."""
    if clock >= "21:00" or clock < "07:00":
        return NIGHT
    return LATE if clock >= "14:00" else EARLY


@dataclass(frozen=True)
class Posts:
    """Keys of the staff by what they do; carers by the shift that they work. `last` is a day before somebody's leave."""

    carers: Mapping[str, tuple[str, ...]]
    nurses: tuple[str, ...]
    night_nurses: tuple[str, ...]
    activities: tuple[str, ...]
    agency: tuple[str, ...] = ()
    leave_from: Mapping[str, date] = field(default_factory=dict)


class Shifts(Rota):
    """A home's rota. Everybody has a hand in which they write."""

    def __init__(self, staff: dict[str, UUID], posts: Posts, seed: str) -> None:
        super().__init__(staff)
        self.posts, self.seed = posts, seed
        self._hands: dict[str, Hand] = {}
        self._teams: dict[tuple[date, str, int], tuple[str, ...]] = {}

    def key(self, post: str, day: date, clock: str) -> str:
        """Somebody named by key; the corridor's own people are found by `pick`."""
        return post

    def hand(self, key: str) -> Hand:
        """How somebody writes; agency workers write little."""
        if key not in self._hands:
            drawn = draw_hand(Random(f"{self.seed} hand {key}"))  # noqa: S311 - invented data, no secret
            self._hands[key] = Hand(writes=0.12, longer=0.02) if key in self.posts.agency else drawn
        return self._hands[key]

    def pick(self, post: str, day: date, clock: str, corridor: int, lot: Random) -> str:
        """The key of whoever does something then: one of those on duty; anybody named by key."""
        night = shift_at(clock) == NIGHT
        match post:
            case "carer":
                return lot.choice(self.team(day, shift_at(clock), corridor))
            case "nurse":
                nurses = self.posts.night_nurses if night else self.posts.nurses
                return nurses[(day.toordinal() // WORKED) % len(nurses)]
            case "activities":
                return self.posts.activities[day.toordinal() % len(self.posts.activities)]
        return post

    def team(self, day: date, shift: str, corridor: int) -> tuple[str, ...]:
        """The carers of a shift on a corridor."""
        known = day, shift, corridor
        if known not in self._teams:
            self._teams[known] = self._drawn(*known)
        return self._teams[known]

    def is_agency(self, key: str) -> bool:
        """Whether somebody is there for the shift only."""
        return key in self.posts.agency

    def _drawn(self, day: date, shift: str, corridor: int) -> tuple[str, ...]:
        lot = Random(f"{self.seed} {day} {shift} {corridor}")  # noqa: S311 - invented data, no secret
        carers = self.posts.carers[shift]
        there = [
            each
            for place, each in enumerate(carers)
            if (day.toordinal() + place * 2) % CYCLE < WORKED and day < self.posts.leave_from.get(each, date.max)
        ] or list(carers[-1:])  # fmt: skip
        if self.posts.agency and lot.random() < COVERED:
            return (lot.choice(self.posts.agency), lot.choice(there))
        lot.shuffle(there)
        return tuple(there[: 1 if shift == NIGHT else 3])
