"""Daily entries as resources that are ready to be loaded.

Most entries say what another has said, of somebody else at another time. What is said is therefore put into FHIR by
the catalogue's own component once, with gaps for who and when and for the note, and filled in from then on.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from uuid import UUID

import orjson

from kith.catalogue import exact, instants
from kith.catalogue.categories import Category, Tier
from kith.catalogue.components import DailyEntry
from kith.catalogue.kinds import PartType
from kith.catalogue.loader import catalogue
from kith.record.labels import Labels
from kith.record.loading import New

SENT = timedelta(milliseconds=700)
"""From the author's tap to the record, over a good network."""

_ID, _PATIENT, _AUTHOR, _HELPER = (UUID(int=0x5EED << 64 | place) for place in (1, 2, 3, 4))
_OCCURRED, _UNTIL, _MADE = (datetime(1999, 9, 9, 9, 9, place, 999000, tzinfo=UTC) for place in (1, 2, 3))
_NOTE = "a note goes here"


def news(entries: Iterable[DailyEntry], custodian: int) -> Iterator[New]:
    """Each entry as the gate would keep it, recorded a moment after its author made it."""
    for entry in entries:
        category, tier = _labels(entry.definition, entry.kind)
        yield New(
            id=entry.id,
            text=text_of(entry),
            labels=Labels(custodian, category, tier),
            author=entry.author,
            recorded=entry.made.astimezone(UTC) + SENT,
        )


_forms: dict[tuple[object, ...], str] = {}


def text_of(entry: DailyEntry) -> str:
    """The entry's FHIR text, character for character what its component would write."""
    if len(entry.helpers) > 1 or entry.device or entry.source or not _texts(entry).isdisjoint(entry.answers):
        return exact.dumps(entry.to_fhir())  # words of its own, which no other entry will have
    said = (
        entry.definition,
        entry.status,
        entry.confirmed,
        bool(entry.helpers),
        entry.until is None,
        bool(entry.note),
    )
    key = (*said, repr(entry.answers))
    if key not in _forms:
        _forms[key] = exact.dumps(_with_gaps(entry).to_fhir())
    return _filled(_forms[key], entry)


def _texts(entry: DailyEntry) -> frozenset[str]:
    return _text_parts(entry.definition, entry.kind)


@cache
def _text_parts(definition: str, kind: str) -> frozenset[str]:
    parts = catalogue().best(definition, kind).parts
    return frozenset(part.key for part in parts if part.type is PartType.TEXT)


def _with_gaps(entry: DailyEntry) -> DailyEntry:
    return replace(
        entry,
        id=_ID,
        patient=_PATIENT,
        author=_AUTHOR,
        helpers=(_HELPER,) * len(entry.helpers),
        occurred=_OCCURRED,
        until=_UNTIL if entry.until else None,
        made=_MADE,
        note=_NOTE if entry.note else "",
    )


def _filled(text: str, entry: DailyEntry) -> str:
    text = (
        text.replace(str(_ID), str(entry.id))
        .replace(str(_PATIENT), str(entry.patient))
        .replace(str(_AUTHOR), str(entry.author))
        .replace(instants.write(_OCCURRED), instants.write(entry.occurred))
        .replace(instants.write(_MADE), instants.write(entry.made))
    )
    if entry.helpers:
        text = text.replace(str(_HELPER), str(entry.helpers[0]))
    if entry.until:
        text = text.replace(instants.write(_UNTIL), instants.write(entry.until))
    if entry.note:
        text = text.replace(f'"{_NOTE}"', orjson.dumps(entry.note).decode())
    return text


@cache
def _labels(definition: str, kind: str) -> tuple[Category, Tier]:
    found = catalogue().best(definition, kind)
    return found.category, found.tier
