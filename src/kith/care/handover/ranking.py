"""What comes first in a handover. The rules are data; every place in the ranking can be explained.

A rank says how soon the next shift must know, from 100 down. What no rule names is routine: counted, not told.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kith.care.measures import WITHDRAWN
from kith.care.sayings import OFFERED, decimal, is_taken
from kith.catalogue.categories import Category
from kith.catalogue.components import DailyEntry
from kith.catalogue.kinds import EntryKind

ROUTINE = 0
PUT_RIGHT = 45
"""What was read and is now otherwise: told in any case."""


@dataclass(frozen=True)
class Rule:
    """Entries of a kind, with one of these answers to a part where a part is named."""

    rank: int
    why: str
    kind: str
    part: str = ""
    answers: frozenset[Any] = frozenset()

    def holds(self, entry: DailyEntry) -> bool:
        """Whether the entry is of this sort."""
        if entry.kind != self.kind:
            return False
        return not self.part or bool(self.answers & _given(entry.answers, self.part))


@dataclass(frozen=True)
class Ranked:
    """A rank with its reason, as it is said: "a concern"."""

    rank: int
    why: str


def _rule(rank: int, why: str, kind: str, part: str = "", *answers: Any) -> Rule:
    return Rule(rank, why, kind, part, frozenset(answers))


RULES = (
    _rule(100, "a concern", "concern"),
    _rule(99, "a death", "death"),
    _rule(98, "nobody knows where they are", "away", "where", "missing"),
    _rule(97, "a fall on the head", "fall", "head", "hit"),
    _rule(96, "a fall, perhaps on the head", "fall", "head", "not-known"),
    _rule(95, "a seizure", "seizure"),
    _rule(93, "a fall", "fall"),
    _rule(94, "choking", "food", "swallowing", "choking"),
    _rule(94, "choking", "drink", "swallowing", "choking"),
    _rule(92, "blood in what was vomited", "vomiting", "looked", "blood", "dark-grains"),
    _rule(92, "blood", "bowels", "looked", "blood", "black"),
    _rule(90, "a change for the worse", "marked-change", "direction", "worse"),
    _rule(89, "gone to hospital", "away", "where", "hospital"),
    _rule(89, "back, and not as before", "back", "seems", "weaker", "muddled", "pain", "worse"),
    _rule(88, "hard to wake", "waking", "how", "hard-to-wake"),
    _rule(88, "not in the room at a check", "night-check", "found", "not-there"),
    _rule(82, "something that must be done", "handover-note", "must-do", True),
    _rule(80, "advice that must be followed", "professional-visit", "must-do", True),
    _rule(78, "somebody was hurt", "distress", "hurt", "they", "staff", "resident", "visitor"),
    _rule(75, "distress", "distress"),
    _rule(74, "being sick", "vomiting"),
    _rule(72, "bad pain", "pain", "how-bad", "severe"),
    _rule(66, "new or worse skin", "skin-check", "new", "new", "worse"),
    _rule(62, "medicine not taken", "medicine", "seen", "said-no", "some", "not-offered"),
    _rule(58, "trouble swallowing", "food", "swallowing", "coughing", "wet-voice", "holding", "losing", "breathless"),
    _rule(58, "trouble swallowing", "drink", "swallowing", "coughing", "wet-voice", "holding", "losing", "breathless"),
    _rule(70, "back again", "back"),
    _rule(56, "what was done after a death", "after-death"),
    _rule(54, "away", "away"),
    _rule(52, "a marked change", "marked-change"),
    _rule(50, "a note for handover", "handover-note"),
    _rule(48, "advice from a visit", "professional-visit"),
    _rule(40, "pain", "pain", "how-bad", "moderate"),
    _rule(38, "a bad night", "sleep", "slept", "hardly"),
    _rule(38, "a bad night", "waking", "slept", "badly"),
    _rule(38, "an unsettled night", "night-check", "found", "unsettled", "out-of-bed", "calling"),
    _rule(25, "a visit", "visit"),
)  # fmt: skip

BY_KIND = {kind: tuple(rule for rule in RULES if rule.kind == kind) for kind in {rule.kind for rule in RULES}}

UNUSUAL = Ranked(86, "a measurement outside the usual")
UNUSUAL_AMOUNT = Ranked(42, "an unusual amount")
REFUSED = Ranked(60, "saying no")
NOTHING_TAKEN = Ranked(60, "taking nothing of what was offered")


def ranked(entry: DailyEntry, kind: EntryKind | None) -> Ranked | None:
    """The highest of what holds of an entry; None when it is routine or was withdrawn."""
    if entry.status == WITHDRAWN or kind is None:
        return None
    return max(_holding(entry, kind), key=lambda found: found.rank, default=None)


def _holding(entry: DailyEntry, kind: EntryKind) -> Iterator[Ranked]:
    yield from (Ranked(rule.rank, rule.why) for rule in BY_KIND.get(entry.kind, ()) if rule.holds(entry))
    if _unusual(entry, kind):
        yield UNUSUAL if kind.category is Category.OBSERVATIONS else UNUSUAL_AMOUNT
    if _nothing_taken(entry, kind):
        yield NOTHING_TAKEN
    if any("said-no" in _given(entry.answers, part) for part in entry.answers):
        yield REFUSED


def _unusual(entry: DailyEntry, kind: EntryKind) -> bool:
    numbers = ((part, decimal(entry.answers.get(part.key))) for part in kind.parts if part.type.is_number)
    return any(number is not None and not part.usual.holds(number) for part, number in numbers)


def _nothing_taken(entry: DailyEntry, kind: EntryKind) -> bool:
    offered = decimal(entry.answers.get(OFFERED))
    if not offered:
        return False
    return any(decimal(entry.answers.get(part.key)) == Decimal(0) for part in kind.parts if is_taken(part))


def _given(answers: Mapping[str, Any], part: str) -> set[Any]:
    held = answers.get(part)
    return set(held) if isinstance(held, list | tuple) else {held}
