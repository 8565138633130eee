"""From whom one entry is kept: what stands, and the form by which more is decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.http import QueryDict

from kith.access.kept_from import MOST_WORDS, Kept, Reason
from kith.care.days import LONDON, clock
from kith.care.presenters.fact import day_in_short
from kith.care.sayings import sentence
from kith.care.telling import Telling
from kith.catalogue.components import DailyEntry
from kith.directory.models import KnownPatient
from kith.web.sent import given_id, line

REASONS = {
    Reason.HARM: "Reading it would probably do serious harm to somebody’s health, of body or mind",
    Reason.OTHER: "It tells of somebody else, who has not agreed",
    Reason.SAFE: "To keep somebody safe from abuse or neglect",
    Reason.WISH: "The person does not want this reader to know",
}
LENGTHS = {"month": timedelta(days=28), "quarter": timedelta(days=91), "half": timedelta(days=182)}
AGAIN = (("month", "In four weeks"), ("quarter", "In three months"), ("half", "In six months, the longest"))
NEEDED = {
    "whom": "Choose from whom.",
    "reason": "Choose why.",
    "why": "Write in your own words why. Whoever decides next reads it.",
    "opinion": "Write which health professional thinks so, and when they said it.",
    "again": "Choose when it is asked again.",
}
WISH_IS_OF_READERS = "That is a reason to keep it from one reader, not from the person."


@dataclass(frozen=True)
class Standing:
    """One decision, as those who decide see it."""

    number: int
    whom: str
    reason: str
    why: str
    opinion: str
    made: str
    review: str
    due: bool
    over: str
    decides: bool


@dataclass(frozen=True)
class Asked:
    """What was sent with the form, or what is missing."""

    whom: UUID | None = None
    reason: Reason | None = None
    why: str = ""
    opinion: str = ""
    review: datetime | None = None
    problems: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Said:
    """The entry in short."""

    title: str
    said: str
    note: str


@dataclass(frozen=True)
class Line:
    """One decision on the list of a service."""

    name: str
    title: str
    whom: str
    reason: str
    review: str
    due: bool
    href: str


def said(entry: DailyEntry, telling: Telling) -> Said:
    """What would be kept."""
    kind = telling.kinds.get(entry.kind)
    when = (
        ""
        if entry.is_fact
        else f", {day_in_short(entry.occurred.astimezone(LONDON))}, {clock(entry.occurred)}"
    )
    words = sentence(kind, entry.answers, telling.register) if kind else ""
    return Said(f"{telling.title(entry.kind)}{when}", words, entry.note)


def listed(
    kept: Kept, person: KnownPatient, entry: DailyEntry | None, telling: Telling, now: datetime, href: str
) -> Line:
    """One decision on the list: whose entry, which, from whom, and when it is asked again."""
    return Line(
        name=f"{person.given} {person.family}",
        title=said(entry, telling).title if entry else "An entry",
        whom="from the person" if kept.from_person else "from one reader",
        reason=REASONS[kept.reason],
        review=_day(kept.review),
        due=kept.due(now),
        href=href,
    )


def reasons() -> tuple[tuple[str, str], ...]:
    """The reasons that the law knows, as choices."""
    return tuple((str(int(each)), words) for each, words in REASONS.items())


def whom(
    called: str, patient: UUID, readers: Mapping[UUID, str], kept: Sequence[Kept]
) -> list[tuple[str, str]]:
    """From whom it can still be kept; nobody where it is kept from the person, and so from everybody who reads for them."""
    already = {each.whom for each in kept if each.over is None}
    if patient in already:
        return []
    all_of_them = (str(patient), f"{called}, and so everybody who reads for {called}")
    alone = [(str(who), f"{name}, and nobody else") for who, name in readers.items() if who not in already]
    return [all_of_them, *alone]


def read(sent: QueryDict, offered: Sequence[tuple[str, str]], patient: UUID, now: datetime) -> Asked:
    """The decision, when all was answered. Nothing is chosen beforehand."""
    known = {str(int(each)): each for each in Reason}
    chosen = given_id(sent.get("whom", "")) if sent.get("whom") in dict(offered) else None
    reason, length = known.get(sent.get("reason", "")), LENGTHS.get(sent.get("again", ""))
    why, opinion = line(sent, "why", MOST_WORDS), line(sent, "opinion", MOST_WORDS)
    given = {"whom": chosen, "reason": reason is not None, "why": why, "again": length,
             "opinion": opinion or reason is not Reason.HARM}  # fmt: skip
    problems = {each: words for each, words in NEEDED.items() if not given[each]}
    if reason is Reason.WISH and chosen == patient:
        problems["reason"] = WISH_IS_OF_READERS
    return Asked(chosen, reason, why, opinion, now + length if length else None, problems)


def standing(
    kept: Kept, names: Mapping[UUID, str], staff: Mapping[UUID, str], now: datetime, *, decides: bool
) -> Standing:
    """One decision in words. `names` are of the person (under the Patient) and of readers."""
    return Standing(
        number=kept.number,
        whom=names.get(kept.whom, "somebody who reads no more"),
        reason=REASONS[kept.reason],
        why=kept.why,
        opinion=kept.opinion,
        made=f"{staff.get(kept.made_by, 'Somebody')}, {_day(kept.made)}",
        review=_day(kept.review),
        due=kept.due(now),
        over=_over(kept, staff),
        decides=decides,
    )


def _over(kept: Kept, staff: Mapping[UUID, str]) -> str:
    if kept.over is None:
        return ""
    by = staff.get(kept.over_by, "Somebody") if kept.over_by else "Somebody"
    return f"Given back by {by}, {_day(kept.over)}: {kept.over_why}"


def _day(moment: datetime) -> str:
    return day_in_short(moment.astimezone(LONDON))
