"""Draws a character by lot. The same lot draws the same person."""

from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import yaml

from kith.care.generation.lives.character import Body, Character, Known, Needs, Visitor, Ways

POOLS: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("pools.yaml").read_text("utf-8"))
MOVES = ("by-self", "stick", "stick", "frame", "frame", "frame", "wheelchair", "stand-aid", "hoist")
HELP = {"by-self": "reminded", "stick": "some-help", "frame": "some-help", "wheelchair": "one-helper",
        "stand-aid": "one-helper", "hoist": "two-helpers"}  # fmt: skip
NO_DECISION = "No decision about CPR recorded: attempt CPR"
DECIDED = "Do not attempt CPR: Dr A. Okonjo; original in the red folder in {his} room"
HEARING = ("", "", "", "Two hearing aids: check that they are in", "Hears better on the right")
SIGHT = ("", "", "", "Sees little: say who you are", "Reading glasses")
FIRST = "{} first, English when rested: give time"
NOBODY = "The advocate, office hours"
HOURS = (
    "any hour",
    "7 am to 10 pm",
    "any hour if serious, else after 9 am",
    "daytime; at night leave a message",
)


def draw(
    key: str, lot: Random, *, given: str, family: str, gender: str, age: int, corridor: int = 0
) -> Character:
    """A character of this name, age and gender."""
    needs = _needs(lot)
    body, ways, known = _body(gender, lot), _ways(needs, lot), _known(gender, needs, lot)
    return Character(key, given, family, gender, age, corridor, body, needs, ways, known)


def _body(gender: str, lot: Random) -> Body:
    weight = min(max(lot.gauss(62 if gender == "female" else 76, 9), 43), 105)
    upper = lot.randint(118, 152)
    return Body(
        weight=Decimal(str(round(weight, 1))),
        temperature=Decimal(lot.randint(362, 369)) / 10,
        pulse=lot.randint(62, 86),
        upper=upper,
        lower=upper - lot.randint(50, 62),
        breaths=lot.randint(14, 18),
        oxygen=lot.randint(95, 98),
        sugar=Decimal(lot.randint(60, 95)) / 10 if lot.random() < 0.15 else None,
    )


def _needs(lot: Random) -> Needs:
    moves, memory = lot.choice(MOVES), lot.random() < 0.45
    hoisted = moves == "hoist"
    choking = lot.random() < (0.5 if hoisted else 0.15)
    likely = (1 if hoisted else 5, 4 if memory else 1, 8 if hoisted else 2, 1)
    return Needs(
        moves=moves,
        helpers=HELP[moves],
        continence=lot.choices(("toilet", "reminded", "pad", "catheter"), likely)[0],
        food=lot.choice(("4", "5", "6") if choking else ("7", "7", "7-easy")),
        drinks=lot.choice(("0", "1", "2")) if choking else "0",
        turned=lot.choice((3, 4)) if hoisted else 0,
        checked=lot.choice((2, 3, 3, 4)),
        hearing=lot.choice(HEARING),
        sight=lot.choice(SIGHT),
        language=FIRST.format(lot.choice(POOLS["languages"])) if lot.random() < 0.1 else "",
        memory=memory,
    )


def _ways(needs: Needs, lot: Random) -> Ways:
    return Ways(
        wakes=15 * lot.randint(29, 36),
        settles=15 * lot.randint(80, 89),
        sleeps=round(lot.uniform(5.5, 8.5) * 2) / 2,
        drinks=lot.uniform(0.68, 0.97),
        cup=lot.choice((150, 200, 200, 250)),
        eats=lot.uniform(0.6, 0.97),
        bowels=lot.uniform(1.0, 2.4),
        joins=lot.uniform(0.25, 0.85),
        naps=lot.uniform(0.15, 0.8),
        refuses=lot.uniform(0.01, 0.07),
        moods=tuple(lot.sample(("content", "calm", "happy", "lively", "tired", "flat"), 3)),
        hot=lot.choices(("tea", "coffee"), (4, 1))[0],
        cold=lot.choice(("water", "squash", "juice")),
        breakfast=tuple(lot.choice(POOLS["breakfasts"])),
        alone=tuple(lot.sample(POOLS["activities"], 3)),
        groups=tuple(lot.sample(POOLS["groups"], 4)),
        bath="bed-bath" if needs.moves == "hoist" else lot.choice(("shower", "shower", "full-wash", "bath")),
        weighed=lot.randrange(7),
    )


def _known(gender: str, needs: Needs, lot: Random) -> Known:
    past, speaks, visitors = lot.choice(POOLS["pasts"]), lot.choice(sorted(POOLS["says"])), _visitors(lot)
    decided = DECIDED.format(his="her" if gender == "female" else "his")
    first = f"{visitors[0].name} ({visitors[0].who}), {lot.choice(HOURS)}" if visitors else NOBODY
    return Known(
        past=past["past"],
        topics=tuple(_fitting(each, gender) for each in past["topics"]),
        calms=lot.choice(POOLS["calms"]),
        frightens=_feared(_fitting(lot.choice(POOLS["frightens"]), gender), needs),
        speaks=speaks,
        says=tuple(POOLS["says"][speaks]),
        visitors=visitors,
        call=first,
        resuscitate=decided if lot.random() < 0.4 else NO_DECISION,
        conditions=("Dementia",) * needs.memory + tuple(lot.sample(POOLS["conditions"], lot.randint(1, 3))),
        allergies=tuple(
            (to, reaction, danger)
            for to, reaction, danger in lot.sample(POOLS["allergies"], lot.choice((0, 0, 0, 1, 1, 2)))
        ),
    )


def _feared(words: str, needs: Needs) -> str:
    """Nobody fears a hoist that they never meet."""
    return "being hurried" if words == "the hoist" and needs.moves != "hoist" else words


def _fitting(words: str, gender: str) -> str:
    """A pool's words with the pronoun of whoever draws them."""
    swapped = {"his": "her", "she": "she", "he": "she"} if gender == "female" else {"her": "his", "she": "he"}
    return " ".join(swapped.get(word, word) for word in words.split(" "))


def _visitors(lot: Random) -> tuple[Visitor, ...]:
    found = []
    for who in lot.sample(sorted(POOLS["visitors"]), lot.choice((0, 1, 1, 2, 2, 3))):
        name = lot.choice(POOLS["visitors"][who])
        found.append(Visitor(name, who, lot.choice((0.05, 0.12, 0.2, 0.4)), lot.random() < 0.5))
    return tuple(found)
