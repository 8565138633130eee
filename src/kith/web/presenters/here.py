"""Who is here: a card for each person; first what is late or due, then whoever has been longest without a record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from kith.care.days import LONDON, ago
from kith.care.due.slots import Slot
from kith.care.measures import standing
from kith.care.people import Alert, Resident, Weight, marked
from kith.care.presenters.due import PRESSING, WEIGHTS, foremost, pressing, when_said
from kith.care.presenters.fact import day_in_short
from kith.care.presenters.totals import totals
from kith.care.telling import Telling
from kith.catalogue.components import DailyEntry
from kith.directory.models import Tie
from kith.web.presenters.hrefs import Hrefs

LONG = timedelta(hours=4)


@dataclass(frozen=True)
class Fact:
    """A total of today."""

    title: str
    said: str
    share: int | None


@dataclass(frozen=True)
class Next:
    """What comes next for somebody, and whether it presses."""

    what: str
    when: str
    weight: Weight
    presses: bool


@dataclass(frozen=True)
class Card:
    """One person."""

    person: Resident
    href: str
    record: str
    last: str
    quiet_long: bool
    facts: tuple[Fact, ...]
    next: Next | None = None
    why: str = ""
    """Of somebody who does not live here: why they are on the list."""


@dataclass(frozen=True)
class HerePage:
    """The page."""

    cards: tuple[Card, ...]
    summary: str
    handover: str = ""
    elsewhere: tuple[Card, ...] = ()
    """Those whom the service helps, or the viewer there, and who do not live there."""

    @property
    def title(self) -> str:
        """What the page is about: a team without a house has nobody in it."""
        return "People you help" if self.elsewhere and not self.cards else "Who is here"


def here_page(
    people: Sequence[Resident],
    entries: Mapping[UUID, Sequence[DailyEntry]],
    telling: Telling,
    noticed: Mapping[UUID, Alert] | None = None,
    due: Mapping[UUID, Sequence[Slot]] | None = None,
    *,
    to_tell: tuple[int, bool] = (0, False),
    elsewhere: Mapping[UUID, Tie] | None = None,
) -> HerePage:
    """Cards of those first for whom something is late, due or soon, as a list of what is to be done has them; then by how
    long ago something was last recorded, the longest first; then by room and name. Whoever is missing stands before
    all, whoever is away after those who are here, and who has died last.

    `noticed` is the gravest change noticed in each person, at most one. `to_tell` says of how many people something
    must be told to this reader, and whether they have ever read. Whoever lives `elsewhere` has a list apart, by name.
    """
    known = [_with(person, (noticed or {}).get(person.patient)) for person in marked(people)]
    ties = elsewhere or {}
    shown = [person for person in known if person.patient not in ties]
    coming = {patient: foremost(slots, telling.now) for patient, slots in (due or {}).items()}
    order = sorted(
        shown,
        key=lambda person: (
            _place(person),
            _presses(coming.get(person.patient), telling),
            _order(person, entries.get(person.patient, ())),
        ),
    )
    cards = tuple(
        _card(person, entries.get(person.patient, ()), telling, coming.get(person.patient))
        for person in order
    )
    others = tuple(
        _elsewhere(person, ties[person.patient], entries.get(person.patient, ()), telling)
        for person in known
        if person.patient in ties
    )
    return HerePage(
        cards, _summary(cards) or _helped(others), _handover(*to_tell) if cards else "", elsewhere=others
    )


def to_read_only(page: HerePage) -> HerePage:
    """The same for somebody who records nothing: no card leads to the recording sheet."""
    cards, others = (
        tuple(replace(card, record="") for card in each) for each in (page.cards, page.elsewhere)
    )
    return replace(page, cards=cards, elsewhere=others)


def _with(person: Resident, alert: Alert | None) -> Resident:
    return replace(person, alerts=(*person.alerts, alert)) if alert else person


def _order(person: Resident, entries: Sequence[DailyEntry]) -> tuple[float, str, str]:
    last = _last(entries)
    return (last.occurred.timestamp() if last else 0.0, person.room, person.name)


def _place(person: Resident) -> int:
    if person.died:
        return 2
    return 0 if person.where is None else -1 if person.where.weight == "alert" else 1


def _presses(slot: Slot | None, telling: Telling) -> tuple[object, ...]:
    """Before all others where something presses."""
    presses = slot is not None and slot.state(telling.now) in PRESSING
    return (0, *pressing(slot, telling.now)) if slot and presses else (1,)


def _last(entries: Sequence[DailyEntry]) -> DailyEntry | None:
    return max(standing(entries), key=lambda entry: entry.occurred, default=None)


def _card(person: Resident, entries: Sequence[DailyEntry], telling: Telling, coming: Slot | None) -> Card:
    hrefs, last = Hrefs(person.patient), _last(entries)
    return Card(
        person=person,
        href=hrefs.summary,
        record=hrefs.record,
        last=f"{telling.title(last.kind)}, {ago(last.occurred, telling.now)}"
        if last
        else "Nothing in the last 24 hours",
        quiet_long=person.where is None and (last is None or telling.now - last.occurred > LONG),
        facts=tuple(_facts(entries, telling)) if person.where is None else (),
        next=_next(coming, telling) if coming else None,
    )


WHY = {
    Tie.Kind.CASELOAD: "On your caseload since {}",
    Tie.Kind.ROTA: "You see them today",
    Tie.Kind.REFERRED: "You were asked to help on {}",
}


def _elsewhere(person: Resident, tie: Tie, entries: Sequence[DailyEntry], telling: Telling) -> Card:
    """Others look after them by day and night: nothing here is late, and an hour without a record means nothing."""
    hrefs, last = Hrefs(person.patient), _last(entries)
    said = f"{telling.title(last.kind)}, {ago(last.occurred, telling.now)}" if last else ""
    why = WHY[Tie.Kind(tie.kind)].format(day_in_short(tie.since.astimezone(LONDON)))
    return Card(person, hrefs.summary, hrefs.record, said, quiet_long=False, facts=(), why=why)


def _helped(cards: Sequence[Card]) -> str:
    """How many there are, where nobody lives."""
    if not cards:
        return ""
    return "1 person." if len(cards) == 1 else f"{len(cards)} people, by name."


def _next(slot: Slot, telling: Telling) -> Next:
    state = slot.state(telling.now)
    weight = WEIGHTS.get(state, "quiet")
    return Next(slot.plan.what, when_said(slot, telling.now), weight, state in PRESSING)


def _facts(entries: Sequence[DailyEntry], telling: Telling) -> list[Fact]:
    shown = [
        total for total in totals(entries, telling.today, telling) if telling.kinds[total.kind].prominent
    ]
    return [
        Fact(total.title, total.short or total.taken, total.share)
        if total.taken
        else Fact(total.title, "nothing recorded", None)
        for total in shown
    ]


def _handover(number: int, read: bool) -> str:
    people = "nobody" if not number else "1 person" if number == 1 else f"{number} people"
    return f"{people} to tell of since you {'last read' if read else 'were last here'}"


def _summary(cards: Sequence[Card]) -> str:
    if not cards:
        return ""
    waiting = sum(card.quiet_long for card in cards)
    away = sum(card.person.where is not None and not card.person.died for card in cards)
    here = sum(card.person.where is None for card in cards)
    people = "1 person" if here == 1 else f"{here} people"
    people += f", {away} away" if away else ""
    first = (
        "What is late or due comes first. " if any(card.next and card.next.presses for card in cards) else ""
    )
    if not waiting:
        return f"{people}. {first}Something is recorded for everybody in the last 4 hours."
    order = f"Longest without a record {'next' if first else 'first'}"
    return f"{people}. {first}{order}; {waiting} with nothing in the last 4 hours."
