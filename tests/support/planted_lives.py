"""Invented lives with planted episodes, for judging the rules of change noticed. The truth is kept apart.

A life is months of entries as staff would write them: cups and meals that vary, notes that are forgotten, days on
which little is written down at all. Into some lives an episode is planted; the others are quiet controls.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

from kith.care.days import ServiceDay
from kith.care.noticing.entries import Noted

LAST = date(2026, 11, 22)
DAYS = 150
HELP = ("by-self", "reminded", "some-help", "one-helper", "two-helpers")
GOOD, LOW = ("content", "calm", "happy", "lively", "tired"), ("low", "tearful", "worried", "flat", "restless")


@dataclass(frozen=True)
class Episode:
    """What was planted: in whom, what, from its first to its last day."""

    person: UUID
    kind: str
    first: date
    last: date


@dataclass
class Life:
    """One person's own ways, and their entries."""

    person: UUID
    lot: Random
    drinks: float
    cups: int
    sleep: float
    low: float
    help: int
    weight: float
    refusing: float
    bowels: float
    observed: bool
    careless: float
    entries: list[Noted] = field(default_factory=list)

    def note(
        self,
        kind: str,
        day: date,
        hour: float,
        *,
        until: datetime | None = None,
        forgotten: float = 0.03,
        **answers: Any,
    ) -> None:
        """Write an entry, unless it is forgotten."""
        if self.lot.random() < forgotten:
            return
        when = moment(day, hour) + timedelta(minutes=self.lot.randint(0, 25))
        told = {key.strip("_").replace("_", "-"): value for key, value in answers.items()}
        self.entries.append(Noted(UUID(int=self.lot.getrandbits(128)), kind, when, until, "final", told))


@dataclass
class Effects:
    """What an episode does to a day; without one a day is as ever."""

    drinks: float = 1
    food: float = 1
    sleep: float = 1
    low: float = 0
    help: int = 0
    refusing: float = 0
    bowels: float = 1
    weight: float = 0
    fever: bool = False
    near_fall: float = 0
    pain: float = 0
    distress: float = 0
    noticed: float = 0


Effect = Callable[[Random, int], Effects]
"""From the lot of the life and how many days an episode has lasted."""

PLANTS: dict[str, tuple[int, int, Effect]] = {
    "dehydration": (5, 9, lambda lot, day: Effects(drinks=lot.uniform(0.4, 0.65))),
    "infection": (
        5,
        8,
        lambda lot, day: Effects(drinks=0.7, food=0.6, help=day > 0, fever=True, noticed=0.3),
    ),
    "poor sleep": (7, 12, lambda lot, day: Effects(sleep=lot.uniform(0.5, 0.7))),
    "low mood": (8, 14, lambda lot, day: Effects(low=0.75)),
    "moving less": (7, 14, lambda lot, day: Effects(help=2)),
    "refusal": (4, 7, lambda lot, day: Effects(refusing=0.45, drinks=0.8)),
    "falls": (5, 8, lambda lot, day: Effects(near_fall=0.35)),
    "constipation": (5, 7, lambda lot, day: Effects(bowels=0)),
    "pain": (5, 9, lambda lot, day: Effects(pain=0.5)),
    "distress": (5, 9, lambda lot, day: Effects(distress=0.5)),
    "weight loss": (42, 49, lambda lot, day: Effects(weight=-0.013 * day / 7)),
    "quiet drift": (84, 98, lambda lot, day: Effects(weight=-0.0045 * day / 7)),
}
"""How long each lasts, and what it does."""

QUIET = "quiet"


def lives(seed: int, people: int, days: int = DAYS) -> tuple[dict[UUID, list[Noted]], list[Episode]]:
    """Entries by person, and the truth. Each kind of episode is planted in turn; every third life is quiet."""
    kinds, planted, found = list(PLANTS), [], {}
    for number in range(people):
        lot = Random(f"{seed} {number}")
        kind = QUIET if number % 3 == 2 else kinds[(number - number // 3) % len(kinds)]
        life, episode = one(lot, kind, days)
        found[life.person] = life.entries
        planted += [episode] if episode else []
    return found, planted


def one(lot: Random, kind: str, days: int) -> tuple[Life, Episode | None]:
    """One life, and what was planted in it."""
    life = Life(
        person=UUID(int=lot.getrandbits(128)), lot=lot, drinks=lot.uniform(950, 1900), cups=lot.randint(5, 8),
        sleep=lot.uniform(6, 8.5), low=lot.uniform(0.02, 0.25), help=lot.choice((0, 0, 1, 2, 3)),
        weight=lot.uniform(48, 92), refusing=lot.choice((0.01, 0.02, 0.04)), bowels=lot.choice((0.9, 0.75, 0.5)),
        observed=kind == "infection" or lot.random() < 0.5, careless=lot.choice((0.02, 0.04, 0.12)),
    )  # fmt: skip
    all_days = [LAST - timedelta(days=back) for back in reversed(range(days))]
    episode = _planted(life, kind, all_days)
    for day in all_days:
        lasted = (day - episode.first).days if episode and episode.first <= day <= episode.last else None
        effects = PLANTS[kind][2](lot, lasted) if lasted is not None else Effects()
        if episode and day > episode.last and kind in ("weight loss", "quiet drift"):
            effects = PLANTS[kind][2](lot, (episode.last - episode.first).days)
        _live(life, day, effects)
    return life, episode


def moment(day: date, hour: float) -> datetime:
    """An hour of a service day; from 24 on it is the next morning's."""
    on = day + timedelta(days=int(hour // 24))
    minutes = int(hour % 24 * 60)
    return ServiceDay(time(minutes // 60, minutes % 60)).start(on)


def _planted(life: Life, kind: str, days: list[date]) -> Episode | None:
    if kind == QUIET:
        return None
    shortest, longest, _ = PLANTS[kind]
    length = life.lot.randint(shortest, longest)
    first = days[life.lot.randint(50, len(days) - length - 2)]
    return Episode(life.person, kind, first, first + timedelta(days=length - 1))


def _live(life: Life, day: date, does: Effects) -> None:
    forgotten = 0.75 if life.lot.random() < life.careless else 0.03
    for part in (_drink, _eat, _sleep, _feel, _move, _care, _toilet, _measure, _suffer):
        part(life, day, does, forgotten)


def _drink(life: Life, day: date, does: Effects, forgotten: float) -> None:
    today = life.drinks * life.lot.gauss(1, 0.11) * does.drinks
    for cup in range(life.cups):
        offered = life.drinks / life.cups * 1.25
        taken = min(offered, max(0.0, today / life.cups * life.lot.gauss(1, 0.25)))
        answers = {"what": "tea", "offered": _tens(offered), "taken": _tens(taken)}
        if life.lot.random() < life.refusing + does.refusing:
            answers |= {"taken": Decimal(0), "why-less": "said-no"}
        life.note("drink", day, 8 + 13 * cup / life.cups, forgotten=forgotten, **answers)


def _eat(life: Life, day: date, does: Effects, forgotten: float) -> None:
    for meal, hour in (("breakfast", 8.5), ("lunch", 12.5), ("evening-meal", 17.5)):
        eaten = Decimal(round(min(1.0, max(0.0, life.lot.gauss(0.85, 0.17) * does.food)) * 4)) / 4
        refused = life.lot.random() < life.refusing + does.refusing
        life.note(
            "food",
            day,
            hour,
            forgotten=forgotten,
            meal=meal,
            offered=Decimal(1),
            taken=Decimal(0) if refused else eaten,
        )


def _sleep(life: Life, day: date, does: Effects, forgotten: float) -> None:
    hours = max(1.0, life.sleep * life.lot.gauss(1, 0.1) * does.sleep)
    told = {"hours": Decimal(round(hours * 2)) / 2} if life.lot.random() < 0.5 else {}
    until = moment(day, 22) + timedelta(hours=hours)
    life.note("sleep", day, 22, until=until, forgotten=max(forgotten / 3, 0.03), kind_="night", **told)


def _feel(life: Life, day: date, does: Effects, forgotten: float) -> None:
    for hour in life.lot.sample((9, 13, 16, 19), life.lot.randint(1, 3)):
        low = life.lot.random() < life.low + does.low
        life.note("mood", day, hour, forgotten=forgotten, mood=[life.lot.choice(LOW if low else GOOD)])


def _move(life: Life, day: date, does: Effects, forgotten: float) -> None:
    for hour in (9.2, 14, 18):
        level = life.help + does.help + (life.lot.random() < 0.12)
        steady = "nearly-fell" if life.lot.random() < does.near_fall + 0.002 else "steady"
        answers = {"what": "walked", "help": HELP[min(4, level)], "steady": steady}
        life.note("mobility", day, hour, forgotten=forgotten, **answers)


def _care(life: Life, day: date, does: Effects, forgotten: float) -> None:
    for kind, part, done, hour in (("washing", "what", "full-wash", 8), ("dressing", "what", "dressed", 8.3)):
        refused = life.lot.random() < life.refusing + does.refusing
        life.note(kind, day, hour, forgotten=forgotten, **{part: "said-no" if refused else done})
    for hour in (8.6, 13, 21):
        refused = life.lot.random() < life.refusing / 2 + does.refusing / 2
        life.note("medicine", day, hour, forgotten=forgotten, seen="said-no" if refused else "taken")


def _toilet(life: Life, day: date, does: Effects, forgotten: float) -> None:
    for hour in (8, 11, 15, 20):
        life.note("toileting", day, hour, forgotten=forgotten, result="urine")
    if life.lot.random() < life.bowels * does.bowels:
        life.note("bowels", day, 9.5, forgotten=forgotten, opened=True, type="4")


def _measure(life: Life, day: date, does: Effects, forgotten: float) -> None:
    if day.weekday() == 0:
        weight = life.weight * (1 + does.weight) + life.lot.gauss(0, 0.4)
        life.note("weight", day, 10, weight=Decimal(str(round(weight, 1))))
    if does.fever or (life.observed and day.weekday() == 3):
        ill = does.fever
        temperature = life.lot.gauss(38.4 if ill else 36.6, 0.35 if ill else 0.2)
        life.note("temperature", day, 10.5, temperature=Decimal(str(round(temperature, 1))))
        life.note("pulse", day, 10.5, pulse=round(life.lot.gauss(98 if ill else 74, 6)))
        life.note("breathing", day, 10.5, rate=round(life.lot.gauss(23 if ill else 16, 1.5)))


def _suffer(life: Life, day: date, does: Effects, forgotten: float) -> None:
    for hour in (9, 14, 19):
        if life.lot.random() < does.pain + 0.01:
            life.note("pain", day, hour, how_bad="moderate", how_known="seen")
        if life.lot.random() < does.distress + 0.01:
            life.note(
                "distress",
                day,
                hour,
                before=["noise"],
                during=["calling"],
                helped=["company"],
                after="settled",
            )
    if life.lot.random() < does.noticed:
        life.note("marked-change", day, 15, about=["sleepy"], direction="worse", told=["nurse"])


def _tens(value: float) -> Decimal:
    return Decimal(round(value / 10)) * 10


def entries_until(entries: list[Noted], day: date) -> Iterator[Noted]:
    """What stands in the record at the end of a service day."""
    end = ServiceDay().span(day).end
    return (entry for entry in entries if entry.occurred < end)
