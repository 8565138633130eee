"""Quick answers must be right as they stand, and never judge a person beforehand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from kith.catalogue import values
from kith.catalogue.checking import check
from kith.catalogue.components import DailyEntry
from kith.catalogue.kinds import EntryKind, Quick

if TYPE_CHECKING:
    from kith.catalogue.loader import Catalogue

NOBODY = UUID(int=0)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def quick_answers(kind: EntryKind, known: Catalogue) -> Iterator[str]:
    """What is wrong with the quick answers of a kind."""
    for quick in kind.quick:
        for key in quick.answers:
            part = kind.by_key.get(key)
            if part and part.never_preset:
                yield f"“{quick.words}” fills in {key}, which is never filled in for anybody"
        findings = check(_entry(kind, quick), known=known)
        for finding in findings.errors + findings.unusual:
            yield f"“{quick.words}” is not right as it stands: {finding.message}"


def _entry(kind: EntryKind, quick: Quick) -> DailyEntry:
    return DailyEntry(
        id=NOBODY,
        kind=kind.key,
        definition=kind.canonical,
        patient=NOBODY,
        occurred=LONG_AGO,
        author=NOBODY,
        made=LONG_AGO,
        answers={
            key: values.read(kind.by_key[key], answer) if key in kind.by_key else answer
            for key, answer in quick.answers.items()
        },
    )
