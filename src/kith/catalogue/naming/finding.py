"""Finds possible names of other people, and words that tell of somebody without a name, in English notes."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from kith.catalogue.naming import judging, relations
from kith.catalogue.naming.around import Around
from kith.catalogue.naming.judging import Sort
from kith.catalogue.naming.marks import Mark, Why, apart
from kith.catalogue.naming.words import Word, lists, words_of

Reader = Callable[[str], Iterable[tuple[int, int]]]
"""A reader of language that answers where it sees people (`kith.catalogue.naming.model`)."""
LONGEST = 20_000
"""Characters that are gone through; nobody writes more in a note. The rest stays as it is, unmarked."""


def find(text: str, around: Around | None = None, reader: Reader | None = None) -> tuple[Mark, ...]:
    """Marks in the order of the text, none over another. What is not marked may be a name all the same."""
    around, read = around or Around(), text[:LONGEST]
    words = words_of(read)
    found = [*_names(read, words, around), *relations.find(read)]
    if reader is not None:
        seen = partial(_of_reader, read, around)
        found += [mark for start, end in reader(read) if (mark := seen(start, end))]
    return apart(found)


def _names(text: str, words: Sequence[Word], around: Around) -> list[Mark]:
    sorts = judging.judge(text, words, around)
    return [mark for run in _runs(text, words, sorts) if (mark := _mark(words, sorts, run))]


def _runs(text: str, words: Sequence[Word], sorts: Sequence[Sort]) -> list[list[int]]:
    """Words that stand together and could be one name: `Mrs Joan Price`, `J. Smith`."""
    runs: list[list[int]] = []
    for at, sort in enumerate(sorts):
        if sort is Sort.NONE:
            continue
        if runs and runs[-1][-1] == at - 1 and _together(text, words[at - 1], words[at]):
            runs[-1].append(at)
        else:
            runs.append([at])
    return runs


def _together(text: str, one: Word, other: Word) -> bool:
    gap = text[one.end : other.start]
    spaced = (gap.isspace() or not gap) and "\n" not in gap and not one.owns
    return spaced or (gap.strip() == "." and not other.begins)


def _mark(words: Sequence[Word], sorts: Sequence[Sort], run: list[int]) -> Mark | None:
    """The run from its first to its last word. The person's own names and titles alone are nobody else's."""
    given = {sorts[at] for at in run}
    if not given & {Sort.KNOWN, Sort.NAME}:
        return None
    why = Why.KNOWN if Sort.KNOWN in given else Why.NAME
    return Mark(words[run[0]].start, words[run[-1]].end, why)


def _of_reader(text: str, around: Around, start: int, end: int) -> Mark | None:
    """What a reader of language saw, unless it is the person themselves, or no name in care."""
    said = words_of(text[start:end]) if 0 <= start < end <= len(text) else []
    plain = lists().never | around.own | set(lists().titles)
    if not said or all(word.folded in plain for word in said):
        return None
    return Mark(start + said[0].start, start + said[-1].end, Why.NAME)
