"""Words that are names, that stand before names, and that are none; and a text word by word."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property

from kith.catalogue import files

_WORD = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*")
_OWNS = re.compile(r"['’](?:s|ll|ve|re|d|m)$", re.IGNORECASE)
"""What joins an owner or a verb to a name: Karen's, Karen'll."""
_NOT = re.compile(r"n['’]t$", re.IGNORECASE)
_ENDS = (".", "!", "?", ":", "\n", "•", "*", "|")
_INFLECTED = re.compile(r"(?:s|es|ed|d|ing|ly|er|r)$")


def fold(text: str) -> str:
    """A word without case, accents and what joins it: `O'Brien` is obrien."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in bare if each.isalpha())


@dataclass(frozen=True)
class Word:
    """One word of a text, without the `'s` that makes it an owner."""

    text: str
    start: int
    begins: bool
    """Whether a sentence begins with it."""
    owns: bool

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)

    @cached_property
    def folded(self) -> str:
        """As it is looked up."""
        return fold(self.text)

    @property
    def denies(self) -> bool:
        """Didn't, won't: no name ends so."""
        return _NOT.search(self.text) is not None

    @cached_property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[0].isupper()


def words_of(text: str) -> list[Word]:
    """The words of a text, in order."""
    found: list[Word] = []
    for match in _WORD.finditer(text):
        core = _OWNS.sub("", match[0])
        found.append(Word(core, match.start(), _begins(text, match.start(), found), core != match[0]))
    return found


def _begins(text: str, start: int, before: list[Word]) -> bool:
    """Whether nothing of the sentence stands before it. The point of "Dr." and of an initial ends none."""
    gap = text[before[-1].end : start] if before else text[:start]
    if not before or "\n" in gap:
        return True
    if not any(end in gap for end in _ENDS):
        return False
    shortened = gap.strip() == "." and (len(before[-1].text) == 1 or before[-1].folded in all_titles())
    return not shortened


@dataclass(frozen=True)
class Lists:
    """The lists of `naming.yaml`."""

    titles: dict[str, str]
    always: frozenset[str]
    joins: frozenset[str]
    months: frozenset[str]
    before_month: frozenset[str]
    never: frozenset[str]
    place_ends: frozenset[str]
    place_begins: frozenset[str]
    first_names: frozenset[str]
    also_words: frozenset[str]
    after_a_name: frozenset[str]
    ordinary: frozenset[str]

    def is_word(self, folded: str) -> bool:
        """Whether it means something by itself, name or not."""
        if folded in self.also_words or folded in self.months:
            return True
        return folded not in self.first_names and self._ordinary(folded)

    def _ordinary(self, folded: str) -> bool:
        stem = _INFLECTED.sub("", folded)
        stems = {stem, f"{stem}e", re.sub(r"(.)\1$", r"\1", stem)} if len(stem) > 2 else set()
        return folded in self.ordinary or not stems.isdisjoint(self.ordinary)


@cache
def lists() -> Lists:
    """What the definitions say."""
    held = files.read(files.DEFINITIONS / "naming.yaml")
    ordinary = files.read(files.DEFINITIONS / "ordinary-words.yaml")["ordinary"].split()
    names = frozenset(fold(each) for several in held["first_names"].values() for each in several)

    def all_of(*keys: str) -> frozenset[str]:
        return frozenset(fold(str(each)) for key in keys for each in held[key])

    return Lists(
        titles={title: gender for gender, several in held["titles"].items() for title in several},
        always=all_of("always"),
        joins=all_of("joins"),
        months=all_of("months"),
        before_month=all_of("before_month"),
        never=all_of("never", "places", "medicines"),
        place_ends=all_of("place_ends"),
        place_begins=all_of("place_begins"),
        first_names=names,
        also_words=all_of("also_words"),
        after_a_name=all_of("after_a_name"),
        ordinary=(frozenset(ordinary) | all_of("begins")) - names,
    )


@cache
def all_titles() -> frozenset[str]:
    """Every word that stands before a name."""
    held = files.read(files.DEFINITIONS / "naming.yaml")["titles"]
    return frozenset(title for several in held.values() for title in several)
