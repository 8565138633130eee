"""How hard words are to read: Flesch-Kincaid, as the age of a child who reads them with ease."""

from __future__ import annotations

import re

# Requirement R12: what people read is for a reading age of 9 to 11, or lower.
HIGHEST_AGE = 11.0
LONGEST_LABEL = 9
MOST_SYLLABLES = 4
# Letters that everybody in a home says aloud.
KNOWN_LETTERS = frozenset({"GP", "OT", "NHS", "CQC", "CPR", "IDDSI"})

_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
_VOWELS = re.compile(r"[aeiouy]+")
_SENTENCE = re.compile(r"[.!?]+(?:\s|$)")


def reading_age(text: str) -> float:
    """The age at which the text reads with ease: the Flesch-Kincaid school grade and five years."""
    words = _WORD.findall(text)
    if not words:
        return 0.0
    sentences = max(1, len(_SENTENCE.findall(text)))
    grade = 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    return grade + 5


def syllables(word: str) -> int:
    """About how many syllables a word has: its groups of vowels, a silent e at the end left out."""
    # In -ely, as in "safely", the e is silent.
    plain = re.sub("ely$", "ly", word.lower())
    found = len(_VOWELS.findall(plain))
    if plain.endswith("e") and not plain.endswith("le") and found > 1:
        found -= 1
    if plain.endswith("ed") and not plain.endswith(("ted", "ded")) and found > 1:
        found -= 1
    return max(1, found)


def label_problem(label: str) -> str | None:
    """Why a label is too hard to read at a glance, or None."""
    words = _WORD.findall(label)
    if len(words) > LONGEST_LABEL:
        return f"has {len(words)} words; keep to {LONGEST_LABEL}"
    if hard := [word for word in words if syllables(word) > MOST_SYLLABLES]:
        return f"has a hard word: {hard[0]}"
    if letters := [word for word in words if len(word) > 1 and word.isupper() and word not in KNOWN_LETTERS]:
        return f"has letters that not everybody knows: {letters[0]}"
    return None
