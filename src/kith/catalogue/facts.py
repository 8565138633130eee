"""What is lastingly so about somebody: the id that a fact has of its own, and the answers that tell gaps apart."""

from __future__ import annotations

from uuid import UUID, uuid5

from kith.catalogue.kinds import EntryKind, Fact

FACTS = UUID("0d2f9c1e-6a53-5b0f-8f0a-5b7f2f1f6c44")
"""Namespace of facts that are held once about a person: two people who record one meet on its id."""

NONE, DECLINED, NOT_KNOWN, NOT_ASKED = "none", "declined", "not-known", "not-asked"
GAPS = (DECLINED, NOT_KNOWN, NOT_ASKED)
"""Answers that say why there is none. Each differs from "none" and from "no" (practice, rule 10)."""

SOURCE, SOURCES = "source", "fact-sources"
"""The part that says who says so, and the list that it is answered from."""


def fact_id(patient: UUID, kind: str) -> UUID:
    """The id of a fact that is held once about this Patient."""
    return uuid5(FACTS, f"{patient}|{kind}")


def has_its_id(id: UUID, patient: UUID, kind: EntryKind) -> bool:
    """Whether an entry of this kind may have this id: a fact that is held once has one place only."""
    return kind.fact is not Fact.ONE or id == fact_id(patient, kind.key)
