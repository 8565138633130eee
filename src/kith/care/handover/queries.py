"""What a handover asks of the record. Rights are row security's: nothing is filtered here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from kith.access.viewer import Viewer
from kith.care import queries
from kith.care.concerns import Concern, concerns_about
from kith.care.handover import reads, since
from kith.care.handover.facts import ENTRIES, TYPES
from kith.care.handover.lines import Told, rank_of, rank_of_entry
from kith.care.handover.parts import THIS_SHIFT, Handover, Known, handover
from kith.care.handover.since import Choice, Read
from kith.care.residents import residents
from kith.care.sayings import Register
from kith.catalogue.components import DailyEntry
from kith.directory.models import KnownPatient
from kith.record import changes
from kith.record.connection import cursor

LOOK_BACK = timedelta(days=30)
"""How far back the reader's last shift is looked for."""


@dataclass(frozen=True)
class News:
    """What is new to a reader, by person, as the feed stood at `head`; and how far they have read."""

    told: dict[UUID, list[Told]]
    read: dict[UUID, Read]
    begin: datetime
    head: int


def news_for(patients: Sequence[UUID], choice: Choice, now: datetime) -> News:
    """What is new about these people to the viewer. What comes after `head` is for the next time."""
    head, read, begin = reads.head(), reads.upto(patients), _begin(choice, now)
    floor = reads.floor(since.earliest(choice, begin, now))
    return News(_told(since.asked(patients, read, choice, begin, now, floor), head), read, begin, head)


def of_people(
    viewer: Viewer, people: Sequence[KnownPatient], choice: Choice, *, now: datetime, register: Register
) -> Handover:
    """The handover of these people for this viewer."""
    ids = [person.id for person in people]
    news = news_for(ids, choice, now)
    told, read, begin = news.told, news.read, news.begin
    raised = _by_person(concerns_about(ids))
    lately = queries.lately(ids, queries.list_since(now, queries.rule_of(viewer)))
    telling = queries.telling(viewer, [], now=now, register=register)
    raisers = {each.entry.author for some in raised.values() for each in some}
    telling = telling.knowing(queries.names_of(_authors(told.values()) | raisers))
    known = [
        Known(
            person=person,
            changes=told.get(person.patient, []),
            lately=lately.get(person.patient, []),
            read=read.get(person.patient),
            begin=begin,
            concerns=raised.get(person.patient, ()),
        )
        for person in residents(people, now, viewer.role)
    ]
    words = since.words(choice, begin, telling, read=bool(read))
    return handover(known, telling, choice=choice, since=words, head=news.head)


def whom_to_tell(
    people: Sequence[KnownPatient], lately: Mapping[UUID, Sequence[DailyEntry]], now: datetime
) -> tuple[int, bool]:
    """Of how many people something must be told to the viewer, and whether the viewer has ever read.

    `lately` is what the caller has read of these people already: only what it does not hold is read here.
    """
    ids = [person.id for person in people]
    head, read, begin = reads.head(), reads.upto(ids), _begin(Choice.READ, now)
    floor = reads.floor(since.earliest(Choice.READ, begin, now))
    wanted = since.asked(ids, read, Choice.READ, begin, now, floor)
    new = changes.which(cursor(), wanted, upto=head, types=TYPES)
    held = {entry.id: entry for some in lately.values() for entry in some}
    kinds = queries.kinds()
    known = {
        each.patient
        for each in new
        if each.id in held and rank_of_entry(held[each.id], kinds, whole=each.first == 1)
    }
    unread = {each.patient for each in new if each.id not in held} - known
    told = _told([each for each in wanted if each.patient in unread], head)
    known |= {patient for patient, some in told.items() if any(rank_of(each, kinds) for each in some)}
    return len(known), bool(read)


def readers(shown: Handover, now: datetime) -> dict[UUID, list[reads.Reader]]:
    """Who has read each part on this shift, as far as the viewer can see it."""
    seen = {part.person.patient: part.newest for part in shown.everybody}
    return reads.readers(seen, now - THIS_SHIFT)


def _begin(choice: Choice, now: datetime) -> datetime:
    last = None if choice is Choice.DAY else since.last_here(reads.spells(now - LOOK_BACK), now)
    return since.start(choice, now, last)


def _told(wanted: Sequence[changes.Since], head: int) -> dict[UUID, list[Told]]:
    found: dict[UUID, list[Told]] = {}
    for change in changes.find(cursor(), wanted, upto=head, types=TYPES):
        entry = queries.entry_or_none(change.stored) if change.stored.type == ENTRIES else None
        if change.stored.patient:
            found.setdefault(change.stored.patient, []).append(Told(change, entry))
    return found


def _by_person(concerns: Iterable[Concern]) -> dict[UUID, list[Concern]]:
    found: dict[UUID, list[Concern]] = {}
    for each in concerns:
        found.setdefault(each.entry.patient, []).append(each)
    return found


def _authors(told: Iterable[Sequence[Told]]) -> set[UUID]:
    return {each.entry.author if each.entry else each.change.stored.author for some in told for each in some}
