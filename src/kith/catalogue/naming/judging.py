"""Judges each word of a note: somebody known here, perhaps a name, part of one, or none."""

from collections.abc import Sequence
from enum import Enum

from kith.catalogue.naming.around import Around
from kith.catalogue.naming.words import Word, lists

SHOUTED = 0.6
"""Where so many of the words of a note are written in capitals, a capital says nothing."""
LOWER = 4
"""Shorter names are looked for with a capital only."""


class Sort(Enum):
    """What a word may be. Of `OWN` and `TITLE` alone no name of somebody else is made."""

    NONE = 0
    KNOWN = 1
    NAME = 2
    OWN = 3
    TITLE = 4


def judge(text: str, words: Sequence[Word], around: Around) -> list[Sort]:
    """One answer for each word."""
    loud = _shouted(words)
    sorts = [_sort(text, words, at, around, loud=loud) for at in range(len(words))]
    _after_titles(words, sorts, around, loud=loud)
    _initials(text, words, sorts)
    named = {word.folded for word, sort in zip(words, sorts, strict=True) if sort in (Sort.KNOWN, Sort.NAME)}
    for at, word in enumerate(words):  # a name once, a name always: "Will gave it back. Then Will left."
        if (
            sorts[at] is Sort.NONE
            and word.capital
            and not loud
            and word.folded in named
            and not _is_word_here(words, at)
        ):
            sorts[at] = Sort.NAME
    return sorts


def _shouted(words: Sequence[Word]) -> bool:
    long = [word for word in words if len(word.text) > 2]
    return len(long) > 2 and sum(word.text.isupper() for word in long) >= SHOUTED * len(long)


def _sort(text: str, words: Sequence[Word], at: int, around: Around, *, loud: bool) -> Sort:
    word, held = words[at], lists()
    if word.folded in around.own:
        return Sort.OWN if word.capital else Sort.NONE
    if len(word.text) < 2 or word.denies or word.folded in held.never and word.folded not in around.known:
        return Sort.KNOWN if word.text in around.initials else Sort.NONE
    known = _whole_or_parts(word, around.known)
    if known or _whole_or_parts(word, held.first_names):
        usual = Sort.KNOWN if known else Sort.NAME
        return usual if _means_a_name(words, at, loud=loud) else Sort.NONE
    if word.text in around.initials:
        return Sort.KNOWN
    return Sort.NAME if not loud and _looks_like_one(text, words, at) else Sort.NONE


def _whole_or_parts(word: Word, names: frozenset[str]) -> bool:
    if word.folded in names:
        return True
    parts = word.text.replace("’", "-").replace("'", "-").split("-")
    return (
        len(parts) > 1 and word.capital and any(part.casefold() in names for part in parts if len(part) > 2)
    )


def _means_a_name(words: Sequence[Word], at: int, *, loud: bool) -> bool:
    """Whether a word of a name means a name here, and not a month or what it says."""
    word = words[at]
    if word.folded in lists().months and _dated(words, at):
        return False
    if not lists().is_word(word.folded):
        return word.capital or len(word.folded) >= LOWER
    return word.capital and not loud and not _is_word_here(words, at)


def _is_word_here(words: Sequence[Word], at: int) -> bool:
    """Whether a capital is the sentence's: "Will need slippers", and not "Will came in"."""
    word = words[at]
    if not word.begins or not lists().is_word(word.folded) or word.owns:
        return False
    after = words[at + 1] if at + 1 < len(words) else None
    return after is None or not (after.folded in lists().after_a_name or after.capital and not after.begins)


def _dated(words: Sequence[Word], at: int) -> bool:
    before = words[at - 1].folded if at else ""
    return before in lists().before_month and not words[at].begins


def _looks_like_one(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether a word that nobody knows has a capital that only a name would give it."""
    word, held = words[at], lists()
    if not word.capital or word.text.isupper() or word.folded in held.titles or _of_a_place(text, words, at):
        return False
    if word.begins:
        return not held.is_word(word.folded)
    before = words[at - 1].folded if at else ""
    return (
        before != "in"
        and word.folded not in held.months
        and not (held.is_word(word.folded) and _is_list(text, word))
    )


def _is_list(text: str, word: Word) -> bool:
    """Whether it follows a mark after which some begin anew with a capital."""
    return text[: word.start].rstrip()[-1:] in {"-", "–", "(", "/", ",", ";", '"', "“"}


def _of_a_place(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether it is part of the name of a street, a ward, a church."""
    held, near = lists(), at
    if words[at].folded in held.place_ends | held.place_begins:
        return True
    while near + 1 < len(words) and near < at + 3 and text[words[near].end : words[near + 1].start] == " ":
        near += 1
        if words[near].folded in held.place_ends:
            return True
        if not words[near].capital:
            break
    return at > 0 and words[at - 1].folded in held.place_begins and words[at - 1].capital


def _after_titles(words: Sequence[Word], sorts: list[Sort], around: Around, *, loud: bool) -> None:
    held = lists()
    for at, word in enumerate(words[:-1]):
        gender, after = held.titles.get(word.folded), words[at + 1]
        if gender is None or sorts[at] in (Sort.KNOWN, Sort.NAME) and not word.capital or word.owns:
            continue
        if _couple(words, at):
            sorts[at] = sorts[at + 1] = Sort.TITLE
            continue
        if _follows(word, after, sorts[at + 1], loud=loud):
            sorts[at] = Sort.TITLE
            if sorts[at + 1] is Sort.NONE or sorts[at + 1] is Sort.OWN and _another(gender, around.gender):
                sorts[at + 1] = Sort.NAME


def _couple(words: Sequence[Word], at: int) -> bool:
    """Mr and Mrs: the name comes after the second."""
    after = [word.folded for word in words[at + 1 : at + 3]]
    return len(after) == 2 and after[0] == "and" and after[1] in lists().titles and words[at].capital


def _follows(title: Word, after: Word, sort: Sort, *, loud: bool) -> bool:
    """Whether the word after a title is the name that it stands before."""
    held = lists()
    if after.begins or after.folded in held.never or after.folded in held.titles:
        return False
    if after.capital and not loud:
        return title.capital or title.folded in held.always or sort is not Sort.NONE
    return title.folded in held.always and (not held.is_word(after.folded) or sort is Sort.KNOWN)


def _another(gender: str, own: str) -> bool:
    return gender != "any" and own in ("male", "female") and gender != own


def _initials(text: str, words: Sequence[Word], sorts: list[Sort]) -> None:
    """One capital before a name or after a title is part of it: `J. Smith`, `K Green`, `Mrs K`."""
    for at, word in enumerate(words):
        if len(word.text) != 1 or not word.capital or word.text == "I":
            continue
        titled = at > 0 and sorts[at - 1] is Sort.TITLE
        if titled or _before_a_name(text, words, at) and sorts[at + 1] is not Sort.NONE:
            sorts[at] = Sort.NAME


def _before_a_name(text: str, words: Sequence[Word], at: int) -> bool:
    word, after = words[at], words[at + 1] if at + 1 < len(words) else None
    if after is None or not after.capital or after.begins or len(after.text) < 2:
        return False
    return text[word.end : word.end + 1] == "." or not (word.begins and word.text == "A")
