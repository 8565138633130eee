"""What is decided if the heart stops: what to do, in words, and whether two people have seen the original."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from kith.care.cpr import ATTEMPT, DO_NOT, Decision, said
from kith.care.days import LONDON
from kith.care.facts import CPR, Held
from kith.care.people import Alert, Weight
from kith.care.presenters.fact import by_line, day_in_short, source_line
from kith.care.sayings import written
from kith.care.telling import Telling

NO_DECISION = "No decision recorded: attempt CPR"
WHY_NONE = {
    "declined": "They chose not to talk of it.",
    "not-known": "Asked, but not known.",
    "not-asked": "Not asked.",
}
WORDS = {ATTEMPT: "Attempt CPR", DO_NOT: "Do not attempt CPR"}
LOOK = "Look at the signed form."


@dataclass(frozen=True)
class CprSaid:
    """One decision on a page. `waits` says in words that a second person is still needed; `seen` that one was."""

    lead: str
    weight: Weight | Literal["plain"]
    lines: tuple[str, ...] = ()
    note: str = ""
    waits: tuple[str, ...] = ()
    seen: str = ""
    source: str = ""
    by: str = ""
    entry: UUID | None = None
    to_see: bool = False
    """Whether this reader could be the second person."""


def cpr_said(found: Sequence[Decision], telling: Telling, reader: UUID | None = None) -> list[CprSaid]:
    """What to do, from every decision that is held; the usual case is one or none."""
    if not found:
        return [CprSaid(NO_DECISION, "quiet")]
    return [_said(each, telling, reader) for each in found]


def cpr_alert(found: Sequence[Decision]) -> list[Alert]:
    """The alert for lists and heads of pages: only where something differs from attempting it."""
    if not found:
        return []
    if any(said(each.stands) == DO_NOT for each in found):
        unseen = any(each.waits for each in found)
        return [
            Alert("Do not attempt CPR" + (": not yet seen by a second person" if unseen else ""), "alert")
        ]
    waits = any(each.waits for each in found)
    return [Alert("CPR: look at the signed form", "alert")] if waits else []


def _said(decision: Decision, telling: Telling, reader: UUID | None) -> CprSaid:
    stands, held = decision.stands, decision.held
    kind = telling.kinds[CPR]
    what = said(stands)
    return CprSaid(
        lead=WORDS.get(what, NO_DECISION),
        weight="alert" if what == DO_NOT or decision.waits else "plain" if what == ATTEMPT else "quiet",
        lines=tuple(_lines(stands, telling.today)),
        note="" if stands.removed else stands.entry.note,
        waits=tuple(_waits(decision, telling)),
        seen=_seen(decision, telling),
        source=source_line(kind, stands, telling),
        by=by_line(stands, telling),
        entry=held.entry.id,
        to_see=decision.waits and reader is not None and reader not in (held.by, None),
    )


def _lines(held: Held, today: date) -> list[str]:
    answers = held.entry.answers
    if held.removed:
        return ["What was recorded has been removed as a mistake."]
    if why := WHY_NONE.get(str(answers.get("decision"))):
        return [why]
    review = answers.get("review-by")
    late = ". This day has passed: ask for it to be looked at again" if review and review < today else ""
    lines = {
        "Signed by": _by(answers),
        "Look at it again by": f"{written(review)}{late}" if review else "the form names no day",
        "Signed form": answers.get("original"),
    }
    ended = ["The form that was held is no longer valid."] if said(held) not in WORDS else []
    return ended + [
        f"{label}: {value}" for label, value in lines.items() if value and not (ended and "again" in label)
    ]


def _by(answers: dict[str, object]) -> str:
    on = answers.get("made-on")
    return (
        f"{answers.get('made-by', 'not known')}, {written(on) if isinstance(on, date) else 'day not known'}"
    )


def _waits(decision: Decision, telling: Telling) -> list[str]:
    """Whose word it is, and what else is held about it."""
    if not decision.waits:
        return []
    held, who = decision.held, telling.who(decision.held.by)
    found = [f"{_did(decision)} by {who}, not yet seen by a second person. {LOOK}"]
    if decision.differs:
        other = decision.differs
        answer = str(other.entry.answers.get("says"))
        form = {"no-form": "no form", ATTEMPT: "“Attempt CPR”", DO_NOT: "“Do not attempt CPR”"}
        found.append(
            f"{telling.who(other.by)} saw something else: {form.get(answer, 'a form that is crossed out')}."
        )
    if decision.before and decision.stands is held:
        found.append(
            f"Before that it said: {WORDS[said(decision.before)]}, which no second person had seen either."
        )
    return found


def _did(decision: Decision) -> str:
    held = decision.held
    if held.removed:
        return "Removed as a mistake"
    if decision.stands is held:
        return "Entered"
    return f"Changed to “{WORDS.get(said(held), 'no decision')}”"


def _seen(decision: Decision, telling: Telling) -> str:
    second = decision.before_seen if decision.stands is decision.before else decision.seen
    if second is None:
        return ""
    return (
        f"Original seen by {telling.who(second.by)} too, {day_in_short(second.recorded.astimezone(LONDON))}"
    )
