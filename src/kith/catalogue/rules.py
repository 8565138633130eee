"""What every definition must keep to. The build fails when `problems` finds anything."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from kith.catalogue import files, loader, noticing_checks, published, readability, schemas
from kith.catalogue.categories import Category
from kith.catalogue.documents import BadDefinition, Document
from kith.catalogue.fact_rules import facts
from kith.catalogue.kinds import Crosswalk, EntryKind, Limits, Option, OptionList, Part, PartType
from kith.catalogue.loader import Catalogue
from kith.catalogue.quick_rules import quick_answers

# Lists whose answers are a judgement about a person: never filled in for anybody (practice, rule 16).
JUDGED = frozenset({"moods", "took-part", "how-known", "understood"})


def problems(folder: Path = files.DEFINITIONS) -> list[str]:
    """Everything that is wrong with the definitions in a folder, each a line that says what to mend."""
    found = list(_shapes(folder))
    if found:
        return found
    try:
        known = loader.load(folder)
    except BadDefinition as error:
        return [str(error)]
    tools = files.read(folder / "tools.yaml")
    fixed = published.changed(known, published.read(folder))
    found = [*fixed, *of_catalogue(known, tools)]
    return found or list(noticing_checks.problems(folder, known, tools))  # rules stand on sound kinds


def of_catalogue(known: Catalogue, tools: Iterable[str]) -> list[str]:
    """Everything that is wrong with a catalogue in memory. `tools` are names that need a licence."""
    named = re.compile(r"\b(?:" + "|".join(map(re.escape, tools)) + r")\b")
    lists = known.shared.every_list.values()
    found = [f"{each.key}: {said}" for each in lists for said in _list(each, known, named)]
    for kind in known.kinds.values():
        found += [f"{kind.key}: {said}" for rule in KIND_RULES for said in rule(kind, known)]
        found += [f"{kind.key}.{part.key}: {said}" for part in kind.parts for said in _part(part, kind)]
        found += [f"{kind.key}: {said}" for said in _unlicensed(kind, known, named)]
    return found + list(_twice_in_catalogue(known))


def _shapes(folder: Path) -> Iterator[str]:
    for where, schema in (("entry-kinds", "entry-kind"), ("lists", "option-list")):
        try:
            documents = files.read_folder(folder / where)
        except BadDefinition as error:
            yield str(error)
            continue
        for name, document in documents.items():
            yield from schemas.problems(f"{where}/{name}", document, schema) or _name(where, name, document)


def _name(where: str, name: str, document: Document) -> Iterator[str]:
    if name not in (f"{document['key']}.yaml", f"{document['key']}.{document['version']}.yaml"):
        yield f"{where}/{name}: name the file after its key, {document['key']}.yaml"


def _list(held: OptionList, known: Catalogue, named: re.Pattern[str]) -> Iterator[str]:
    yield from _options(held.options)
    newest = {option.code: option.words.clinical for option in known.shared.lists[held.key].options}
    for option in held.options:
        if newest.get(option.code) != option.words.clinical:
            yield f"version {held.version} has {option.code!r}: a newer one must keep it, and what it means"
    if not held.source:
        yield "say where the list comes from"
    said = " ".join((held.key, held.words.everyday, held.words.clinical, held.source))
    if (found := named.search(said)) and held.licence is None:
        yield f"{found.group()} is a published tool: give the evidence of its licence"


def _unlicensed(kind: EntryKind, known: Catalogue, named: re.Pattern[str]) -> Iterator[str]:
    for words, licensed in _spoken(kind, known):
        if (found := named.search(words)) and not licensed:
            yield f"{found.group()} is a published tool: use a list that gives the evidence of its licence"


def _spoken(kind: EntryKind, known: Catalogue) -> Iterator[tuple[str, bool]]:
    yield " ".join((kind.words.everyday, kind.words.clinical, kind.help)), False
    for part in kind.parts:
        held = known.shared.lists.get(part.list)
        yield f"{part.words.everyday} {part.words.clinical}", held is not None and held.licence is not None


def _held_for(kind: EntryKind, known: Catalogue) -> Iterator[str]:
    yield from _why(kind)
    if not any(group.key == kind.group for group in known.groups):
        yield f"there is no group called {kind.group}"
    if kind.category is Category.SAFEGUARDING and kind.basis.key != "safeguarding":
        yield "a concern is held on the lawful basis of safeguarding"
    if kind.category is Category.MEDICINES and "not the medicines chart" not in kind.notice:
        yield "a medicine entry must say that it is not the medicines chart, and where the chart is kept"


def _why(held: EntryKind | Part) -> Iterator[str]:
    if not held.purpose:
        yield "say why it is held"
    if not held.basis.law:
        yield "say on what lawful basis it is held"
    if not held.words.everyday or not held.words.clinical:
        yield "give it a plain name and a clinical one"
    if not _stated(held.crosswalk):
        yield "say which MODS or PRSB element it is, or why it is none"


def _stated(crosswalk: Crosswalk) -> bool:
    return bool(crosswalk.none) != bool(crosswalk.standard and crosswalk.element)


def _readable(kind: EntryKind, known: Catalogue) -> Iterator[str]:
    age = readability.reading_age(" ".join((kind.help, kind.notice, kind.purpose)))
    if age > readability.HIGHEST_AGE:
        yield f"help and purpose need a reading age of {age:.1f}; at most {readability.HIGHEST_AGE:.0f}"
    labels = [kind.words.everyday, kind.note.words, *(quick.words for quick in kind.quick)]
    labels += [part.words.everyday for part in kind.parts]
    for label in labels:
        if said := readability.label_problem(label):
            yield f"“{label}” {said}"


def _whole(kind: EntryKind, known: Catalogue) -> Iterator[str]:
    if sum(part.value for part in kind.parts) > 1:
        yield "only one part can be the value itself"
    yield from _twice((part.key for part in kind.parts), "part")
    yield from _twice((part.words.everyday for part in kind.parts), "question")
    yield from _twice((quick.words for quick in kind.quick), "quick answer")
    yield from _orders(kind)


def _orders(kind: EntryKind) -> Iterator[str]:
    earlier: dict[str, Part] = {}
    for part in kind.parts:
        if part.shown_when and not _can_show(part, earlier):
            yield f"{part.key} is shown when an earlier part has an answer that it cannot have"
        other = earlier.get(part.at_most)
        if part.at_most and (other is None or other.unit != part.unit or not other.type.is_number):
            yield f"{part.key} can only be at most an earlier number in the same unit"
        earlier[part.key] = part


def _can_show(part: Part, earlier: dict[str, Part]) -> bool:
    assert part.shown_when is not None
    other = earlier.get(part.shown_when.part)
    if other is None:
        return False
    if other.type is PartType.YESNO:
        return all(isinstance(value, bool) for value in part.shown_when.values)
    return all(isinstance(value, str) and other.option(value) for value in part.shown_when.values)


def _part(part: Part, kind: EntryKind) -> Iterator[str]:
    yield from _why(part)
    yield from _options(part.options)
    if part.value and part.type is PartType.CHOICES:
        yield "several choices cannot be the value itself"
    if part.list in JUDGED and not part.never_preset:
        yield "a judgement about a person is never filled in: mark it never_preset"
    if part.type.is_number:
        yield from _numbers(part)


def _numbers(part: Part) -> Iterator[str]:
    low, high, usual = part.possible.low, part.possible.high, part.usual
    if low is None or high is None or low >= high:
        yield "the lowest possible number must be below the highest"
    elif part.step is None or part.step > high - low:
        yield "a step must fit between the limits"
    if usual == Limits():
        return
    if usual.low is not None and usual.high is not None and usual.low >= usual.high:
        yield "the lowest usual number must be below the highest"
    if not all(part.possible.holds(end) for end in (usual.low, usual.high) if end is not None):
        yield "what is usual must also be possible"


def _options(options: tuple[Option, ...]) -> Iterator[str]:
    yield from _twice((option.code for option in options), "code")
    yield from _twice((option.words.everyday for option in options), "answer")
    for option in options:
        if said := readability.label_problem(option.words.everyday):
            yield f"“{option.words.everyday}” {said}"


def _twice(words: Iterable[str], noun: str) -> Iterator[str]:
    return (f"the {noun} {word!r} is there twice" for word, times in Counter(words).items() if times > 1)


def _twice_in_catalogue(known: Catalogue) -> Iterator[str]:
    current = list(known.current.values())
    yield from _twice((kind.words.everyday for kind in current), "name of a kind")
    yield from _twice(
        (f"{code.system}|{code.code}" for kind in current for code in kind.codes), "outside code"
    )


KindRule = Callable[[EntryKind, Catalogue], Iterator[str]]
KIND_RULES: tuple[KindRule, ...] = (_held_for, _readable, _whole, quick_answers, facts)
