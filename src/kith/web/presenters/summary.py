"""The two-minute summary: what to do first, then what else is known. Each gap is stated; none is taken for "no"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol
from uuid import UUID

from kith.care.allergies import ALLERGIES
from kith.care.due.plans import PLAN, must_not_be_missed
from kith.care.facts import Facts, Held
from kith.care.presenters.cpr import CprSaid
from kith.care.presenters.fact import KNOWN, Said, day_in_short, fact_said, missing
from kith.care.telling import Telling
from kith.catalogue.categories import Category, Tier
from kith.catalogue.kinds import EntryKind, Fact
from kith.web.presenters.hrefs import Hrefs

QUESTIONS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("food", "Food and drink", ("texture", "eating-help")),
    ("moving", "Moving", ("moving",)),
    ("talking", "Talking, and what calms or frightens", ("talking", "calms")),
    ("today", "Must not be missed today", ("must-do",)),
    ("skin", "Skin and toilet", ("skin", "continence")),
    ("call", "Whom to call, and whom not to tell", ("contact",)),
)
"""The questions after the heart and the allergies, in the order in which somebody new needs the answers."""

REST: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("usual", "What is usual", ("usual",)),
    ("risks", "Risks", ("risk",)),
    ("conditions", "Health conditions", ("condition",)),
    ("adjustments", "What we do differently", ("adjustment",)),
    ("about-me", "About me", ("about-me",)),
    ("legal", "Who may decide by law, and limits on freedom", ("attorney", "liberty")),
    ("involved", "GP and others who help", ("involved",)),
)

ROUTINE = ("routine", "What the day holds", (PLAN,))
"""Shown where there is any of it."""
CHECK = "check-answers"
CLOSED = Said("Not open to you here")
"""Not a gap: it may be held, and others see it."""

LAST = 99
"""Where a contact without a number stands among those to call."""


class Rights(Protocol):
    """What the reader may do with a category at a depth; an open record answers it."""

    def may_read(self, category: Category, tier: Tier) -> bool: ...
    def may_add(self, category: Category, tier: Tier) -> bool: ...
    def may_change(self, category: Category, tier: Tier) -> bool: ...


@dataclass(frozen=True)
class Way:
    """Something that this reader may do about a fact; `what` is said to those who hear the page."""

    words: str
    what: str
    href: str


@dataclass(frozen=True)
class Line:
    """One fact or gap: the address of its history, and what this reader may do about it."""

    said: Said
    title: str = ""
    history: str = ""
    way: Way | None = None
    stop: bool = False
    """Whether it says that something must not be done."""


@dataclass(frozen=True)
class Answer:
    """One question with what is known about it. `add` is there where more of the same may be recorded."""

    key: str
    title: str
    lines: tuple[Line, ...]
    add: Way | None = None


@dataclass(frozen=True)
class SummaryPage:
    """The page."""

    cpr: tuple[CprSaid, ...]
    cpr_way: Way | None
    cpr_closed: bool
    allergies: tuple[Said, ...]
    allergies_way: Way | None
    check: Line | None
    answers: tuple[Answer, ...]
    rest: tuple[Answer, ...]
    made: str


@dataclass(frozen=True)
class Reader:
    """Who reads about whom: what they may do, whose entries they may change, and the addresses."""

    rights: Rights
    custodian: int
    hrefs: Hrefs

    def way(self, kind: EntryKind, held: Held | None) -> Way | None:
        """To change what is held, or to record what is not, where the reader may."""
        what = kind.words.everyday
        if held is None:
            return Way("Record", what, self.hrefs.record_kind(kind.key)) if self._may_add(kind) else None
        if held.custodian != self.custodian or not self.rights.may_change(kind.category, kind.tier):
            return None
        once = kind.fact is Fact.ONE
        href = self.hrefs.record_kind(kind.key) if once else self.hrefs.amend(held.entry.id)
        return Way("Change", what, href)

    def add(self, kind: EntryKind) -> Way | None:
        """To record one more of a list."""
        may = kind.fact is Fact.MANY and self._may_add(kind)
        return Way("Add", kind.words.everyday, self.hrefs.record_kind(kind.key)) if may else None

    def allergies(self) -> Way | None:
        """To what is said of allergies, and to saying more."""
        if not self.rights.may_read(*ALLERGIES):
            return None
        words = "Change or add" if self.rights.may_add(*ALLERGIES) else "All that is held"
        return Way(words, "allergies", self.hrefs.allergies)

    def reads(self, kind: EntryKind) -> bool:
        """Whether such facts are open to the reader at all."""
        return self.rights.may_read(kind.category, kind.tier)

    def _may_add(self, kind: EntryKind) -> bool:
        return self.rights.may_add(kind.category, kind.tier)


def summary_page(
    facts: Facts,
    cpr: Sequence[CprSaid],
    allergies: Sequence[Said],
    reader: Reader,
    telling: Telling,
    *,
    made: str,
) -> SummaryPage:
    """The page for one reader."""
    must, routine = _parted(facts)
    answers = [answer(*question, must, reader, telling) for question in QUESTIONS]
    rest = [answer(*section, facts, reader, telling) for section in REST]
    day = [answer(*ROUTINE, routine, reader, telling)] if routine.of(PLAN) else []
    return SummaryPage(
        cpr=tuple(cpr),
        cpr_way=_cpr_way(facts, reader, telling.kinds),
        cpr_closed=not reader.reads(telling.kinds["cpr"]),
        allergies=tuple(allergies),
        allergies_way=reader.allergies(),
        check=_check(facts, reader, telling),
        answers=tuple(answers),
        rest=(*day, *rest),
        made=made,
    )


def _parted(facts: Facts) -> tuple[Facts, Facts]:
    """The facts without what the day holds besides, and that alone: it would harm nobody when missed."""
    besides = [each.entry.kind == PLAN and not must_not_be_missed(each.entry.answers) for each in facts.held]
    parts = (
        tuple(each for each, is_ in zip(facts.held, besides, strict=True) if is_ is wanted)
        for wanted in (False, True)
    )
    must, routine = (Facts(part) for part in parts)
    return must, routine


def answer(
    key: str, title: str, kinds: Sequence[str], facts: Facts, reader: Reader, telling: Telling
) -> Answer:
    """One question, from all that is held of its kinds."""
    known = [telling.kinds[each] for each in kinds]
    lines = [line for kind in known for line in _lines(kind, facts, reader, telling, alone=len(known) == 1)]
    add = reader.add(known[0]) if facts.of(known[0].key) else None
    return Answer(key, title, tuple(lines), add)


def _lines(kind: EntryKind, facts: Facts, reader: Reader, telling: Telling, *, alone: bool) -> list[Line]:
    title = "" if alone else telling.title(kind.key)
    if not reader.reads(kind):
        return [Line(CLOSED, title)]
    held = _told(kind, facts.of(kind.key), telling.today)
    if not held:
        removed = facts.last(kind.key) if kind.fact is Fact.ONE else []
        may = not removed or reader.rights.may_change(kind.category, kind.tier)
        return [Line(missing(), title, way=reader.way(kind, None) if may else None)]
    twice = kind.fact is Fact.ONE and len(held) > 1
    return [
        _line(
            kind,
            each,
            reader,
            telling,
            f"{title or telling.title(kind.key)}: two answers are held" if twice else title,
        )
        for each in held
    ]


def _line(kind: EntryKind, held: Held, reader: Reader, telling: Telling, title: str) -> Line:
    said, answers = fact_said(kind, held, telling), held.entry.answers
    stop = answers.get("tell") == "nothing" or answers.get("when") == "never"
    if answers.get("tell") == "nothing":
        said = replace(said, lead=f"Tell nothing to: {answers.get('name', '')}")
    if _over(held, telling.today):
        said = replace(said, lead=f"Over since {day_in_short(answers['until'])}: {said.lead}")
    return Line(said, title, reader.hrefs.entry(held.entry.id), reader.way(kind, held), stop=stop)


def _told(kind: EntryKind, held: list[Held], today: date) -> list[Held]:
    """What is shown of a kind: of a list, the facts where there are any, else the newest word on why there are none."""
    if kind.fact is Fact.ONE:
        return held
    known = [each for each in held if each.entry.answers.get(KNOWN) == "known"]
    return sorted(known, key=lambda each: _order(each, today)) or held[:1]


def _order(held: Held, today: date) -> tuple[bool, int, float]:
    return (_over(held, today), *call_order(held))


def call_order(held: Held) -> tuple[int, float]:
    """In which order contacts are called: by their number, then by when they were recorded."""
    order = held.entry.answers.get("order")
    return (order if isinstance(order, int) else LAST, held.recorded.timestamp())


def _over(held: Held, today: date) -> bool:
    until = held.entry.answers.get("until") if held.entry.kind in ("must-do", "involved") else None
    return isinstance(until, date) and until < today


def _check(facts: Facts, reader: Reader, telling: Telling) -> Line | None:
    """The warning that some answers may not fit what is so (practice, rule 19); nothing where there is none."""
    kind = telling.kinds[CHECK]
    known = [each for each in facts.of(CHECK) if each.entry.answers.get(KNOWN) == "known"]
    return _line(kind, known[0], reader, telling, "") if known and reader.reads(kind) else None


def _cpr_way(facts: Facts, reader: Reader, kinds: Mapping[str, EntryKind]) -> Way | None:
    held = facts.last("cpr")
    return reader.way(kinds["cpr"], held[0] if held else None)


def people_of(facts: Facts) -> set[UUID]:
    """Everybody whose name the page needs."""
    return {who for each in facts.held for who in (each.by, each.entry.author)}
