"""The words for each kind of entry, read from `words.yaml`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kith.care.sayings import OFFERED, decimal
from kith.catalogue import files
from kith.catalogue.components import DailyEntry

WORDS = Path(__file__).with_name("words.yaml")
TAKEN = "taken"


@dataclass(frozen=True)
class Wording:
    """How entries of one kind are told to the person, by the answer to the part `by`.

    With `join`, what an answer says is gathered with the others of its spell. `only` names the answers of other parts
    with which it is told; one that was not given does not stand in the way. With `taken`, nothing is told of what was
    offered and not taken.
    """

    by: str = ""
    says: Mapping[str, str] | None = None
    otherwise: str = ""
    join: str = ""
    only: Mapping[str, Sequence[str]] | None = None
    taken: bool = False

    def said(self, entry: DailyEntry) -> list[str]:
        """What is told of an entry that stands: nothing, one thing, or one for each answer that was chosen."""
        if not self._holds(entry.answers):
            return []
        known = self.says or {}
        found = [known[code] for code in _codes(entry.answers.get(self.by)) if code in known]
        return found or ([self.otherwise] if self.otherwise else [])

    def _holds(self, answers: Mapping[str, Any]) -> bool:
        if self.taken and OFFERED in answers and not decimal(answers.get(TAKEN)):
            return False
        return all(
            any(code in allowed for code in _codes(answers[part]))
            for part, allowed in (self.only or {}).items()
            if part in answers
        )


@cache
def wordings() -> Mapping[str, Wording]:
    """Every kind that is told, by key."""
    return {
        kind: Wording(
            by=told.get("by", ""),
            says=told.get("says"),
            otherwise=told.get("else", ""),
            join=told.get("join", ""),
            only=told.get("only"),
            taken=told.get("taken", False),
        )
        for kind, told in files.read(WORDS).items()
    }


def _codes(answer: object) -> Iterator[str]:
    yield from (str(each) for each in (answer if isinstance(answer, list | tuple) else [answer]))
