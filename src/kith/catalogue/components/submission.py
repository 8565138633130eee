"""The JSON that recording components send and receive: the envelope of an entry, and its answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from kith.catalogue import instants, values
from kith.catalogue.careful import FIRST
from kith.catalogue.categories import Category
from kith.catalogue.checking import Finding, Findings
from kith.catalogue.components.planned import Planned
from kith.catalogue.kinds import EntryKind
from kith.catalogue.loader import Catalogue

if TYPE_CHECKING:
    from kith.catalogue.components.daily_entry import DailyEntry

MOST_HELPERS = 20
PRIVATE = tuple(each for each in FIRST if each not in (Category.SAFEGUARDING, Category.WORKER))
"""What an author can say that an entry tells of. A concern about safety has a kind of its own."""
_PART = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
# No device clock is ten years wrong; a number beyond that is not a clock's.
MOST_OFFSET = 10 * 366 * 24 * 3600
EARLIEST = datetime.fromisoformat("1900-01-01T00:00:00+00:00")


class BadEntry(ValueError):
    """What was sent is not an entry. `findings` says why, in words fit to show."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__("; ".join(finding.message for finding in findings))
        self.findings = Findings(findings)


def read(sent: Any, known: Catalogue) -> dict[str, Any]:
    """The fields of an entry by name. Raises BadEntry with every fault of the envelope at once."""
    if not isinstance(sent, Mapping):
        raise BadEntry(Finding("entry", "This is not an entry."))
    faults: list[Finding] = []
    fields = {name: _field(name, reader, sent, faults) for name, reader in _READERS.items()}
    if faults:
        raise BadEntry(*faults)
    kind = known.kinds.get(fields["definition"])
    return {**fields, "answers": dict(_answers(fields["answers"], kind))}


def write(entry: DailyEntry) -> dict[str, Any]:
    """The entry as a recording component holds it."""
    device = entry.device
    return {
        "id": str(entry.id),
        "kind": entry.kind,
        "definition": entry.definition,
        "patient": str(entry.patient),
        "occurred": instants.write(entry.occurred),
        "until": instants.write(entry.until) if entry.until else None,
        "answers": {key: values.write(answer) for key, answer in entry.answers.items()},
        "note": entry.note,
        "helpers": [str(helper) for helper in entry.helpers],
        "about": [str(named) for named in entry.about],
        "confirmed": list(entry.confirmed),
        "made": instants.write(entry.made),
        "private": entry.private.slug if entry.private else None,
        "planned": entry.planned and entry.planned.to_browser(),
        "device": device and {"clock": instants.write(device.clock), "offset_seconds": device.offset_seconds},
    }


def _field(name: str, reader: Callable[[Any], Any], sent: Mapping[str, Any], faults: list[Finding]) -> Any:
    try:
        return reader(sent.get(name))
    except (ValueError, TypeError, AttributeError, KeyError, OverflowError):
        faults.append(Finding(name, _FAULTS[name]))
        return None


def _answers(sent: Mapping[str, Any], kind: EntryKind | None) -> Iterator[tuple[str, Any]]:
    for key, raw in sent.items():
        if values.absent(raw):
            continue
        part = kind.by_key.get(key) if kind else None
        yield key, values.read(part, raw) if part else raw


def _key(raw: Any) -> str:
    if not isinstance(raw, str) or not 0 < len(raw) <= 200:
        raise ValueError
    return raw


def _uuid(raw: Any) -> UUID:
    return UUID(_key(raw))


def _moment(raw: Any) -> datetime:
    moment = instants.read(_key(raw))
    if moment < EARLIEST:
        raise ValueError
    return moment


def _until(raw: Any) -> datetime | None:
    return None if raw is None else _moment(raw)


def _part(raw: Any) -> str:
    if not _PART.fullmatch(raw):
        raise ValueError
    return str(raw)


def _mapping(raw: Any) -> Mapping[str, Any]:
    if raw is not None and not isinstance(raw, Mapping):
        raise TypeError
    return {_part(key): answer for key, answer in (raw or {}).items()}


def _text(raw: Any) -> str:
    return "" if raw is None else str.strip(raw)


def _listed(raw: Any) -> list[Any]:
    if raw is not None and (not isinstance(raw, list) or len(raw) > MOST_HELPERS):
        raise ValueError
    return list(dict.fromkeys(raw or ()))


def _device(raw: Any) -> dict[str, Any] | None:
    if raw is None:
        return None
    offset = raw["offset_seconds"]
    if isinstance(offset, bool) or not isinstance(offset, int | float | Decimal):
        raise TypeError
    if not -MOST_OFFSET <= offset <= MOST_OFFSET:
        raise ValueError
    return {"clock": _moment(raw["clock"]), "offset_seconds": round(offset)}


def _private(raw: Any) -> Category | None:
    if raw in (None, ""):
        return None
    found = Category.from_slug(_key(raw))
    if found not in PRIVATE:
        raise ValueError
    return found


_READERS: dict[str, Callable[[Any], Any]] = {
    "id": _uuid,
    "kind": _key,
    "definition": _key,
    "patient": _uuid,
    "occurred": _moment,
    "until": _until,
    "answers": _mapping,
    "note": _text,
    "helpers": lambda raw: tuple(_uuid(each) for each in _listed(raw)),
    "about": lambda raw: tuple(_uuid(each) for each in _listed(raw)),
    "confirmed": lambda raw: tuple(_part(each) for each in _listed(raw)),
    "made": _moment,
    "planned": Planned.from_browser,
    "private": _private,
    "device": _device,
}

_FAULTS = {
    "id": "This entry has no number of its own.",
    "kind": "This entry does not say what kind it is.",
    "definition": "This entry does not say which definition it was made with.",
    "patient": "This entry does not say who it is about.",
    "occurred": "Say when it happened.",
    "until": "Say when it ended, or leave it out.",
    "answers": "The answers could not be read.",
    "note": "The note could not be read.",
    "helpers": "The list of who helped could not be read.",
    "about": "The list of whom it is about could not be read.",
    "confirmed": "What you confirmed could not be read.",
    "made": "This entry does not say when it was made.",
    "planned": "What was planned could not be read.",
    "private": "What makes it more private could not be read.",
    "device": "The clock of this device could not be read.",
}
