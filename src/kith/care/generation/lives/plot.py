"""Lays stories over somebody's days: which, when and how bad, with weeks between them in which they are as usual."""

from datetime import date, timedelta
from random import Random

from kith.care.generation.lives.character import Character
from kith.care.generation.lives.stories import STORIES
from kith.care.generation.lives.stories.drifts import LosingWeight
from kith.care.generation.lives.stories.leaving import LastDays
from kith.care.generation.lives.stories.story import Story

SETTLED = 24
"""Days at the beginning, by which somebody's usual can be known."""
BETWEEN = (16, 34)
LOSES, DIES = 0.2, 0.03
"""How many people lose weight, and how many die, in ninety days."""
NINETY = 90
SHORTEST_LOSS = LosingWeight.usual_days[0]
LIKELY = {
    "urine-infection": 5,
    "chest-infection": 3,
    "fall": 3,
    "distress": 2,
    "refusing": 2,
    "poor-sleep": 3,
    "constipation": 3,
    "good-phase": 3,
    "hospital": 2,
}


def plot(who: Character, first: date, days: int, lot: Random) -> tuple[Story, ...]:
    """The stories of somebody's days, in order of time."""
    found: list[Story] = []
    day = min(SETTLED, days // 3) + lot.randint(0, 22)
    dies = lot.random() < DIES * days / NINETY and days > 2 * SETTLED
    end = days - lot.randint(4, 20) if dies else days
    while day < end - 12:
        story = story_of(_kind(who, lot), first + timedelta(days=day), lot)
        if day + story.days <= end - 8 or not dies:
            found.append(story)
        day += story.days + lot.randint(*BETWEEN)
    if lot.random() < LOSES * days / NINETY and days > SHORTEST_LOSS + 2 * SETTLED and not dies:
        found.append(
            story_of(LosingWeight.kind, first + timedelta(days=lot.randint(14, days - SHORTEST_LOSS)), lot)
        )
    if dies:
        length = lot.randint(*LastDays.usual_days)
        found = [each for each in found if each.ends < first + timedelta(days=end - length - 3)]
        found.append(LastDays(first + timedelta(days=end - length), length, 1.0))
    return tuple(sorted(found, key=lambda each: each.begins))


def story_of(kind: str, begins: date, lot: Random, *, days: int = 0, severity: float = 0.0) -> Story:
    """A story of this kind; its length and severity by lot where they are not given."""
    made = STORIES[kind]
    return made(begins, days or lot.randint(*made.usual_days), severity or round(lot.uniform(0.55, 1.0), 2))


def _kind(who: Character, lot: Random) -> str:
    weights = dict(LIKELY)
    weights["distress"] *= 3 if who.needs.memory else 1
    weights["fall"] = {"hoist": 0, "stand-aid": 1}.get(who.needs.moves, weights["fall"])
    weights["urine-infection"] += 2 * (who.needs.continence in ("pad", "catheter"))
    return lot.choices(list(weights), list(weights.values()))[0]
