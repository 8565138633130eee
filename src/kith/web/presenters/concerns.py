"""Open concerns: each with what was said, by whom, since when, to whom it went, and what was done."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Literal
from uuid import UUID

from django.urls import reverse

from kith.access.raised import Raised
from kith.care.concerns import Concern, in_order
from kith.care.days import ago
from kith.care.handover.since import moment
from kith.care.people import Resident
from kith.care.presenters.changes import WayToClose
from kith.care.sayings import Phrase, answer_words, phrases, word
from kith.care.telling import Telling
from kith.catalogue.components.concern_act import ConcernAct, actions
from kith.web.presenters.hrefs import Hrefs

Order = Literal["waiting", "newest"]
ORDERS: dict[Order, str] = {"waiting": "Waiting longest first", "newest": "Newest first"}

SAID, SEEN, SAFE, TO = "their-words", "seen", "safe-now", "send-to"
LEADING = (SAID, SEEN, SAFE, TO, "how-known")
"""What the card itself says; the other answers are one tap away."""
SAFETY = {
    "yes": ("They are safe now", "good"),
    "no": ("They are not safe now", "alert"),
    "not-sure": ("Not sure whether they are safe now", "warn"),
}


@dataclass(frozen=True)
class Waiting:
    """What every page of a lead says while concerns are open. `shown` changes exactly when the words do."""

    words: str

    @property
    def live(self) -> str:
        """Where an open page asks whether that is still so."""
        return f"{reverse('web:live-concerns')}?shown={sha256(self.words.encode()).hexdigest()[:12]}"


@dataclass(frozen=True)
class Said:
    """One act, as it is told."""

    how: str
    words: str
    by: str


@dataclass(frozen=True)
class Card:
    """One concern."""

    id: UUID
    person: Resident
    how_known: str
    theirs: str
    seen: str
    safe: tuple[str, str]
    raised: str
    open_for: str
    to: str
    named: str
    more: tuple[Phrase, ...]
    acts: tuple[Said, ...]
    again: bool
    knowing: int
    entry: str
    act: str
    open_again: str


@dataclass(frozen=True)
class ConcernsPage:
    """The page. `done` are closed ones, the one that was acted on last first."""

    open: tuple[Card, ...]
    done: tuple[Card, ...]
    summary: str
    ways: tuple[WayToClose, ...]
    orders: tuple[tuple[str, str, bool], ...]
    may_act: bool


@dataclass(frozen=True)
class Became:
    """What became of a concern of the reader's own: when they raised it, and one sentence."""

    raised: str
    words: str


def concerns_page(
    concerns: Sequence[Concern],
    people: Mapping[UUID, Resident],
    telling: Telling,
    order: Order,
    *,
    may_act: bool,
) -> ConcernsPage:
    """All concerns about these people."""
    known = [each for each in concerns if each.entry.patient in people]
    waiting = in_order(known)
    shown = sorted(waiting, key=lambda each: each.since, reverse=True) if order == "newest" else waiting
    done = sorted((each for each in known if not each.is_open), key=lambda each: each.since, reverse=True)
    return ConcernsPage(
        open=tuple(_card(each, people[each.entry.patient], telling) for each in shown),
        done=tuple(_card(each, people[each.entry.patient], telling) for each in done),
        summary=_summary(waiting, telling),
        ways=tuple(WayToClose(each.code, word(each.words, telling.register), False) for each in actions()),
        orders=tuple((f"?order={key}", words, key == order) for key, words in ORDERS.items()),
        may_act=may_act,
    )


def waiting(concerns: Iterable[Concern], telling: Telling) -> Waiting | None:
    """What stands on every page of a lead; nothing while none is open."""
    found = in_order(concerns)
    return Waiting(_summary(found, telling)) if found else None


def became(found: Iterable[Raised], telling: Telling) -> list[Became]:
    """What became of the reader's own concerns, without whom or what they are about: others may be looking on."""
    return [Became(moment(each.raised, telling), _became(each, telling)) for each in found]


def staff_in(concerns: Iterable[Concern]) -> set[UUID]:
    """Everybody whose name the page needs."""
    return {
        who
        for each in concerns
        for who in (each.entry.author, *each.entry.about, *(act.author for act in each.acts))
    }


def _card(concern: Concern, person: Resident, telling: Telling) -> Card:
    entry, hrefs = concern.entry, Hrefs(person.patient)
    kind = telling.kinds[entry.kind]
    rest = {key: answer for key, answer in entry.answers.items() if key not in LEADING}

    def said(key: str) -> str:
        return (
            answer_words(kind.by_key[key], entry.answers[key], telling.register)
            if key in entry.answers
            else ""
        )

    return Card(
        id=entry.id,
        person=person,
        how_known=said("how-known"),
        theirs=said(SAID),
        seen=said(SEEN),
        safe=SAFETY.get(str(entry.answers.get(SAFE)), ("Not said whether they are safe now", "warn")),
        raised=f"{telling.who(entry.author)}, {moment(entry.made, telling)}",
        open_for=ago(concern.since, telling.now).removesuffix(" ago"),
        to=said(TO) or "Nobody in particular",
        named=", ".join(telling.who(each) for each in entry.about),
        more=tuple(phrases(kind, rest, telling.register)),
        acts=tuple(_said(act, telling) for act in concern.acts),
        again=bool(concern.acts) and concern.is_open,
        knowing=len(concern.acts),
        entry=hrefs.entry(entry.id),
        act=reverse("web:act-on-concern", args=[person.patient, entry.id]),
        open_again=reverse("web:open-concern", args=[person.patient, entry.id]),
    )


def _said(act: ConcernAct, telling: Telling) -> Said:
    how = word(act.option.words, telling.register) if act.option else act.how
    return Said(how, act.words, f"{telling.who(act.author)}, {moment(act.at, telling)}")


def _summary(found: Sequence[Concern], telling: Telling) -> str:
    """By clock and not by how long: it stays true, and the same, while a page is open."""
    if not found:
        return ""
    since, one = moment(found[0].since, telling), len(found) == 1
    return (
        f"1 concern is open, since {since}."
        if one
        else f"{len(found)} concerns are open, the oldest since {since}."
    )


def _became(each: Raised, telling: Telling) -> str:
    if each.removed:
        return "It was taken out as a mistake. If it was none, raise it again, or go further."
    if each.acted is None:
        return "Nobody has recorded an action yet. You may go further: see below."
    if each.open:
        return f"Somebody acted on it. It was opened again {_on(each.acted, telling)}."
    return f"Somebody acted on it {_on(each.acted, telling)}."


def _on(at: datetime, telling: Telling) -> str:
    return f"({moment(at, telling)})"
