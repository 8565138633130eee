"""A fact must be able to say why it is not known, and who says so; only a fact asks what is known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kith.catalogue.facts import NOT_ASKED, NOT_KNOWN, SOURCE, SOURCES
from kith.catalogue.kinds import EntryKind, Part, PartType

if TYPE_CHECKING:
    from kith.catalogue.loader import Catalogue


def facts(kind: EntryKind, known: Catalogue) -> Iterator[str]:
    """What is wrong with a kind that holds a lasting fact (practice, rule 10)."""
    if kind.fact is None:
        return
    first = kind.parts[0]
    if not (first.type is PartType.CHOICE and first.required and first.never_preset):
        yield "its first part must ask what is known: a choice, required, never filled in"
    elif not all(first.option(code) for code in (NOT_KNOWN, NOT_ASKED)):
        yield "its first part must be able to say “not known” and “not asked”"
    if not _says_source(kind.by_key.get(SOURCE)):
        yield f"it must ask who says so: a required part {SOURCE!r} from the list {SOURCES!r}"
    if kind.takes_period or kind.quick or kind.prominent:
        yield "it has no period, no quick answers and no prominent tile: it is no event of a day"


def _says_source(part: Part | None) -> bool:
    return part is not None and part.required and part.list == SOURCES
