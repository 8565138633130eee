"""What an area, an organisation or a service adds to a kind, or says in its own words.

The nearest owner may add and re-word, never change what a code means. So a layer can replace everyday
words, help and notices, and add questions and answers under keys of its own; types, units, limits,
clinical words, codes, category, purpose and lawful basis stay as they are. What comes out is a version
of its own, such as `1+oakfield.2`, and is named as such by the entries made with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from kith.catalogue import documents, schemas, systems
from kith.catalogue.documents import Document, Shared
from kith.catalogue.kinds import EntryKind, Option, Owner, Part, Words
from kith.catalogue.loader import Catalogue

# From the widest to the nearest; the nearest has the last word.
LEVELS = ("area", "organisation", "service")


class BadLayer(ValueError):
    """A layer that would change what something means, or that fits nothing. `problems` says why."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = tuple(problems)


def applied(known: Catalogue, layers: Iterable[Document]) -> tuple[Catalogue, list[str]]:
    """The catalogue with active layers over its current kinds, and what could not be applied and why.

    A kind whose layers do not fit (say, after a new version of it came with a release) stays as it is.
    """
    made: list[EntryKind] = []
    problems: list[str] = []
    for url, mine in _by_kind(layers).items():
        key = url.removeprefix(systems.ENTRY_KIND)
        if key not in known.current:
            problems.append(f"{url}: there is no such kind")
            continue
        try:
            made.append(merge(known.current[key], mine, known.shared))
        except BadLayer as bad:
            problems += bad.problems
    return known.with_kinds(made), problems


def merge(kind: EntryKind, layers: Sequence[Document], shared: Shared) -> EntryKind:
    """The kind with every layer over it, the widest first. Raises BadLayer with all that is wrong."""
    problems = [said for layer in layers for said in _shape(layer)] or _order_problems(layers)
    if problems:
        raise BadLayer(problems)
    for layer in sorted(layers, key=_level):
        if problems := list(_problems(kind, layer)):
            raise BadLayer([f"{_name(layer)}: {said}" for said in problems])
        kind = _over(kind, layer, shared)
    return kind


def _by_kind(layers: Iterable[Document]) -> Mapping[str, list[Document]]:
    found: dict[str, list[Document]] = {}
    for layer in layers:
        if layer.get("status") == "active":
            found.setdefault(str(layer.get("extends")), []).append(layer)
    return found


def _shape(layer: Document) -> list[str]:
    return schemas.problems(_name(layer), dict(layer), "layer")


def _order_problems(layers: Sequence[Document]) -> list[str]:
    levels = [layer["owner"]["level"] for layer in layers]
    known = [f"{_name(layer)}: a layer has an owner below Kith" for layer in layers if _level(layer) < 0]
    twice = [f"there are two layers of one {level}" for level in LEVELS if levels.count(level) > 1]
    return known + twice


def _level(layer: Document) -> int:
    level = layer["owner"]["level"]
    return LEVELS.index(level) if level in LEVELS else -1


def _name(layer: Document) -> str:
    owner = layer.get("owner")
    return str(owner.get("key", "layer")) if isinstance(owner, dict) else "layer"


def _problems(kind: EntryKind, layer: Document) -> Iterator[str]:
    if layer["extends"] != kind.url:
        yield f"it extends {layer['extends']}, which is not {kind.url}"
    for key, words in layer.get("reword", {}).items():
        part = kind.by_key.get(key)
        yield from _reword_problems(part, words) if part else [f"there is no part {key!r} to re-word"]
    for key, options in layer.get("add_options", {}).items():
        part = kind.by_key.get(key)
        yield from _option_problems(part, options, layer) if part else [f"there is no part {key!r} to add to"]
    for held in layer.get("add_parts", ()):
        yield from _part_problems(kind, held, layer)


def _reword_problems(part: Part, words: Document) -> Iterator[str]:
    for code, everyday in words.get("options", {}).items():
        if part.option(code) is None:
            yield f"{part.key} has no answer {code!r} to re-word"
        elif _means_another(part, code, everyday):
            yield f"{part.key}: “{everyday}” is what another answer means"


def _means_another(part: Part, code: str, everyday: str) -> bool:
    others = (option for option in part.options if option.code != code)
    taken = {words.casefold() for each in others for words in (each.words.everyday, each.words.clinical)}
    return everyday.casefold() in taken


def _option_problems(part: Part, options: Iterable[Document], layer: Document) -> Iterator[str]:
    if not part.type.has_options:
        yield f"{part.key} is not answered from a list"
    for option in options:
        yield from _own_key(option["code"], layer)
        if part.option(option["code"]):
            yield f"{part.key} already has an answer {option['code']!r}"
        if _means_another(part, option["code"], option["everyday"]):
            yield f"{part.key}: “{option['everyday']}” is what another answer means"


def _part_problems(kind: EntryKind, held: Document, layer: Document) -> Iterator[str]:
    yield from _own_key(held["key"], layer)
    if held["key"] in kind.by_key:
        yield f"there is already a part {held['key']!r}"
    if held.get("value"):
        yield f"{held['key']} cannot become the value itself"


def _own_key(key: str, layer: Document) -> Iterator[str]:
    prefix = f"{layer['owner']['key']}-"
    if not key.startswith(prefix):
        yield f"{key!r} must begin with {prefix!r}, so that it never comes to mean two things"


def _over(kind: EntryKind, layer: Document, shared: Shared) -> EntryKind:
    reword, more = layer.get("reword", {}), layer.get("add_options", {})
    parts = tuple(
        _part_over(part, kind, reword.get(part.key, {}), more.get(part.key, [])) for part in kind.parts
    )
    over = replace(
        kind,
        version=f"{kind.version}+{layer['owner']['key']}.{layer['version']}",
        owner=Owner(**layer["owner"]),
        words=_everyday(kind.words, layer.get("everyday")),
        help=layer.get("help", kind.help),
        notice=layer.get("notice", kind.notice),
        note=replace(kind.note, words=layer.get("note_words", kind.note.words)),
        parts=parts,
        quick=kind.quick + documents.quick(layer.get("add_quick", [])),
    )
    return documents.with_parts(over, layer.get("add_parts", []), shared)


def _part_over(part: Part, kind: EntryKind, words: Document, more: list[dict[str, Any]]) -> Part:
    reworded = words.get("options", {})
    kept = tuple(_option_over(option, reworded.get(option.code)) for option in part.options)
    added = documents.options(more, f"{systems.CODE_SYSTEMS}{kind.key}.{part.key}")
    return replace(
        part,
        words=_everyday(part.words, words.get("everyday")),
        help=words.get("help", part.help),
        options=kept + added,
    )


def _option_over(option: Option, everyday: str | None) -> Option:
    return replace(option, words=_everyday(option.words, everyday))


def _everyday(words: Words, everyday: str | None) -> Words:
    return replace(words, everyday=everyday) if everyday else words
