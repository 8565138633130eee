"""Writes notes about one person: phrases of the right kind and tone, filled with who and what they are."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from random import Random

import yaml

from kith.care.generation.lives.character import Character
from kith.care.generation.lives.words.grammar import Phrases
from kith.care.generation.lives.words.hand import Hand

HERE = Path(__file__).parent
PRONOUNS = {
    "female": {"he": "she", "him": "her", "his": "her", "himself": "herself"},
    "male": {"he": "he", "him": "him", "his": "his", "himself": "himself"},
}


@cache
def phrases() -> Phrases:
    """Every phrase of the files beside this one."""
    lists: dict[str, list[str]] = {}
    for file in sorted(HERE.glob("*.yaml")):
        lists.update(yaml.safe_load(file.read_text("utf-8")))
    return Phrases(lists)


def note(
    who: Character, about: str, tone: str, hand: Hand, lot: Random, more: Mapping[str, str] | None = None
) -> str:
    """A note about this, by this hand. The tone's own phrases are used where there are some, else the usual."""
    slots = _slots(who, hand, lot) | dict(more or {})
    said = [phrases().say(_key(about, tone), slots, lot)]
    if lot.random() < hand.longer:
        said.append(phrases().say(_further(tone), slots, lot))
    return hand.written(" ".join(said), lot)


def sentence(who: Character, about: str, lot: Random, more: Mapping[str, str] | None = None) -> str:
    """A whole sentence in careful words: what a nurse or a visiting professional writes."""
    return CAREFUL.written(phrases().say(about, _slots(who, CAREFUL, lot) | dict(more or {}), lot), lot)


CAREFUL = Hand(names=0.4)


def _key(about: str, tone: str) -> str:
    special = f"{about}.{tone}"
    return special if special in phrases() else about


def _further(tone: str) -> str:
    return f"further.{tone}" if f"further.{tone}" in phrases() else "further"


def _slots(who: Character, hand: Hand, lot: Random) -> dict[str, str]:
    pronouns, known = PRONOUNS[who.gender], who.known
    named = who.given if lot.random() < hand.names else pronouns["he"].capitalize()
    visitor = lot.choice(known.visitors).name if known.visitors else "the family"
    return {
        **pronouns, "who": named, "name": who.given, "topic": lot.choice(known.topics or ("old times",)),
        "visitor": visitor, "past": known.past, "says": lot.choice(known.says or ("I'm all right, thank you.",)),
        "calms": known.calms or "a hand to hold", "hot": who.ways.hot.replace("-", " "),
        "alone": lot.choice(who.ways.alone), "time": lot.choice(TIMES),
    }  # fmt: skip


TIMES = ("a few minutes", "ten minutes", "a good while", "a bit", "half an hour", "twenty minutes")
