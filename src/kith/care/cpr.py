"""Whether a CPR decision has been seen by two people (practice, rule 12): one plain function of what is held.

Entering, changing, ending or removing a decision is one person's word until a second one, under a sign-in of their
own, has recorded what the signed original says. Until then what two people had seen before goes on standing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kith.care.facts import CPR, CPR_SEEN, Facts, Held

DECISION, SAYS = "decision", "says"
ATTEMPT, DO_NOT, ENDED, NO_FORM = "attempt", "do-not-attempt", "ended", "no-form"


@dataclass(frozen=True)
class Decision:
    """The newest version, who else has seen its original, who saw something else, and what stood before.

    `seen` and `differs` are entries of second persons. `before` is an older version that says something, where the
    newest has not been seen; `before_seen` is the second person's entry about that.
    """

    held: Held
    seen: Held | None = None
    differs: Held | None = None
    before: Held | None = None
    before_seen: Held | None = None

    @property
    def waits(self) -> bool:
        """Whether a second person must still see the original."""
        return self.seen is None and (self.before is not None or needs_second(self.held))

    @property
    def stands(self) -> Held:
        """What to go by until a second person has seen the newest."""
        return self.before if self.waits and self.before and self.before_seen else self.held


def said(held: Held) -> str:
    """To attempt, or not to; or that there is no decision any more, whatever the reason."""
    answer = held.entry.answers.get(DECISION)
    return answer if answer in (ATTEMPT, DO_NOT) and not held.removed else ENDED


def needs_second(held: Held) -> bool:
    """Whether this version says something that an original must bear out."""
    return said(held) != ENDED or held.removed or held.entry.answers.get(DECISION) == ENDED


def decisions(facts: Facts, earlier: Sequence[Held] = ()) -> list[Decision]:
    """What is held: usually one or none; one for each organisation that holds one, the newest first.

    `earlier` are all versions of the decisions that `to_look_back` names.
    """
    seen = facts.of(CPR_SEEN)
    return [_decision(held, seen, earlier) for held in facts.last(CPR)]


def to_look_back(facts: Facts) -> list[Held]:
    """The decisions whose history must be read, because nobody else has seen the newest version."""
    return [each.held for each in decisions(facts) if each.seen is None and each.held.version > 1]


def _decision(held: Held, seen: Sequence[Held], earlier: Sequence[Held]) -> Decision:
    newest = next((each for each in seen if _is_second(each, held)), None)
    if newest and _agrees(newest, held):
        return Decision(held, seen=newest)
    before, before_seen = _before(held, seen, earlier)
    return Decision(held, differs=newest, before=before, before_seen=before_seen)


def _is_second(seen: Held, held: Held) -> bool:
    """Another person, who wrote it down when this version was there. Nobody confirms their own."""
    return seen.by != held.by and seen.entry.author != held.by and _made(seen) >= held.recorded


def _made(seen: Held) -> datetime:
    """When it was written, by the server's clock."""
    device = seen.entry.device
    return seen.entry.made - timedelta(seconds=device.offset_seconds if device else 0)


def _agrees(seen: Held, held: Held) -> bool:
    says = seen.entry.answers.get(SAYS)
    return (ENDED if says == NO_FORM else says) == said(held)


def _before(held: Held, seen: Sequence[Held], earlier: Sequence[Held]) -> tuple[Held | None, Held | None]:
    """The newest older version that two people had seen, else the newest that said anything."""
    older = [each for each in earlier if each.entry.id == held.entry.id and each.version < held.version]
    older = [each for each in sorted(older, key=lambda one: one.version, reverse=True) if said(each) != ENDED]
    for each in older:
        second = next((one for one in seen if _is_second(one, each) and _agrees(one, each)), None)
        if second:
            return each, second
    return (older[0], None) if older else (None, None)
