"""One entry: what it says, who, when, where from, and every version."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from kith.access.moving import Moved
from kith.care.days import LONDON, clock, lasting, named
from kith.care.measures import WITHDRAWN
from kith.care.presenters.item import helped_by
from kith.care.sayings import Phrase, phrases, written
from kith.care.telling import Telling
from kith.catalogue.components import DailyEntry

FACES = {"web": "a page of Kith", "pocket": "the recording sheet", "fhir": "another system"}
CLOCK_OUT = timedelta(minutes=2)


@dataclass(frozen=True)
class Version:
    """One version as the record keeps it."""

    number: int
    recorded: datetime
    entry: DailyEntry
    author: UUID | None = None
    reason: str = ""


@dataclass(frozen=True)
class Changed:
    """One difference between a version and the one before."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Past:
    """One version on the page."""

    number: int
    when: str
    iso: str
    by: str
    did: str
    reason: str
    changes: tuple[Changed, ...]


@dataclass(frozen=True)
class EntryPage:
    """The page."""

    title: str
    day: str
    when: str
    phrases: tuple[Phrase, ...]
    note: str
    by: str
    written: str
    source: str
    definition: str
    kind: str
    confirmed: tuple[str, ...]
    removed: bool
    history: tuple[Past, ...]


def entry_page(versions: Sequence[Version], telling: Telling) -> EntryPage:
    """The page of an entry, from all of its versions, oldest first."""
    newest = versions[-1].entry
    kind = telling.kinds.get(newest.kind)
    removed = newest.status == WITHDRAWN
    said = phrases(kind, newest.answers, telling.register) if kind and not removed else []
    return EntryPage(
        title=telling.title(newest.kind),
        day=_day(newest, telling),
        when="" if newest.is_fact else _clock(newest),
        phrases=tuple(said),
        note="" if removed else newest.note,
        by=helped_by(newest, telling),
        written=_written(versions[0]),
        source=_source(versions[0]),
        definition=newest.definition.rpartition("|")[2],
        kind=newest.kind,
        confirmed=tuple(phrase.label for phrase in said if _is_confirmed(phrase, newest, telling)),
        removed=removed,
        history=tuple(_history(versions, telling)),
    )


def came_words(moved: Moved, telling: Telling) -> str:
    """That it came from another person's record; whose is not told."""
    return f"Recorded for the wrong person at first, and moved here on {_stamp(moved.at)} by {telling.who(moved.by)}."


def kept_words(from_person: bool, readers: Sequence[str]) -> str:
    """That it is for staff alone, or not for somebody who reads: whoever reads it here may tell of it."""
    if from_person:
        return "Staff only. Do not read it out, or hand it over."
    return f"Not for {' and '.join(readers)}. Do not tell them of it." if readers else ""


def gone_words(moved: Moved, telling: Telling) -> str:
    """That something is gone from this record, for a day's page."""
    return f"Removed, recorded for the wrong person: something at {clock(moved.occurred)}, by {telling.who(moved.by)}."


def _day(entry: DailyEntry, telling: Telling) -> str:
    if entry.is_fact:
        return f"Known since {written(entry.occurred.astimezone(LONDON).date())}"
    return named(telling.rule.of(entry.occurred), telling.today)


def _clock(entry: DailyEntry) -> str:
    return f"{clock(entry.occurred)} to {clock(entry.until)}" if entry.until else clock(entry.occurred)


def _is_confirmed(phrase: Phrase, entry: DailyEntry, telling: Telling) -> bool:
    kind = telling.kinds[entry.kind]
    labels = {word for key in entry.confirmed if key in kind.by_key for word in _both(kind.by_key[key].words)}
    return phrase.label in labels


def _both(words: object) -> tuple[str, str]:
    return words.everyday, words.clinical  # type: ignore[attr-defined]  # Words


def _written(first: Version) -> str:
    late = first.entry.made - (first.entry.until or first.entry.occurred)
    said = f"Written down {_stamp(first.entry.made)}"
    return f"{said}, {lasting(late)} later" if late > timedelta(hours=1) else said


def _source(first: Version) -> str:
    said = f"Reached the record {_stamp(first.recorded)}"
    waited = first.recorded - first.entry.made
    if waited > CLOCK_OUT:
        said += f", after {lasting(waited)} on the device without a connection"
    device = first.entry.device
    if device and abs(device.offset_seconds) > CLOCK_OUT.total_seconds():
        out = lasting(timedelta(seconds=abs(device.offset_seconds)))
        said += f". The device's clock was {out} {'ahead' if device.offset_seconds > 0 else 'behind'}"
    return said


def _history(versions: Sequence[Version], telling: Telling) -> list[Past]:
    pairs = zip([None, *versions[:-1]], versions, strict=True)
    return [_past(before, now, telling) for before, now in reversed(list(pairs))]


def _past(before: Version | None, now: Version, telling: Telling) -> Past:
    return Past(
        number=now.number,
        when=_stamp(now.recorded),
        iso=now.recorded.isoformat(),
        by=telling.who(now.author or now.entry.author),
        did=_did(before, now),
        reason=now.reason,
        changes=tuple(_changes(before.entry, now.entry, telling)) if before else (),
    )


def _did(before: Version | None, now: Version) -> str:
    if before is None:
        return "Recorded"
    return "Removed as recorded by mistake" if now.entry.status == WITHDRAWN else "Changed"


def _changes(before: DailyEntry, now: DailyEntry, telling: Telling) -> list[Changed]:
    kind = telling.kinds.get(now.kind)
    if kind is None or now.status == WITHDRAWN:
        return []
    old = {phrase.label: phrase.said for phrase in phrases(kind, before.answers, telling.register)}
    new = {phrase.label: phrase.said for phrase in phrases(kind, now.answers, telling.register)}
    old |= {"When": _stamp(before.occurred), "Note": before.note or "none"}
    new |= {"When": _stamp(now.occurred), "Note": now.note or "none"}
    labels = list(dict.fromkeys([*old, *new]))
    changed = [label for label in labels if old.get(label) != new.get(label)]
    return [
        Changed(label, old.get(label, "not answered"), new.get(label, "not answered")) for label in changed
    ]


def _stamp(instant: datetime) -> str:
    local = instant.astimezone(LONDON)
    return f"{local:%a} {local.day} {local:%b} {local.year} at {clock(instant)}"
