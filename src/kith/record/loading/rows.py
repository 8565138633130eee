"""The rows that one new resource becomes, worked out by the same extractors, splice and hashes as a single write."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import orjson

from kith.record import meta
from kith.record.labels import Labels
from kith.record.search import extract
from kith.record.statuses import status_number
from kith.record.types import type_number
from kith.record.writing import Action

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class New:
    """A resource to be loaded as its first version; the same words as for `kith.record.writing.put`.

    `recorded` is when it came into the record: for what an older system held, when that system got it.
    """

    id: UUID
    text: str
    labels: Labels
    author: UUID
    recorded: datetime
    session: int | None = None
    reason: str | None = None


class Rows(NamedTuple):
    """What is written for one resource, by table; columns as in `TABLES`."""

    current: Row
    version: Row
    texts: list[Row]
    dates: list[Row]
    numbers: list[Row]
    pending: Row


TABLES = {
    "current": "current (id, patient, type, custodian, category, tier, team, barred, status, version, code,"
    " occurred, occurred_end, recorded, author, tokens)",
    "version": "version (id, version, recorded, type, patient, author, session, action, reason, labels,"
    " content_hash, body_hash, body)",
    "texts": "search_text (id, patient, param, value)",
    "dates": "search_date (id, patient, param, low, high)",
    "numbers": "search_number (id, patient, param, value, unit)",
    "pending": "feed_pending (what, id, version, recorded, patient, custodian)",
}
"""Where each part of `Rows` goes, in the order in which it is copied."""

FIRST = 1
CHANGE_IS_VERSION = 1


def rows_of(new: New) -> Rows:
    """The rows of one new resource. Raises `kith.record.search.Unplaceable` and `kith.record.meta.Unspliceable`."""
    resource = orjson.loads(new.text)
    found = extract(resource)
    body, content_hash = meta.keep(new.text, id=str(new.id), version=FIRST, recorded=new.recorded)
    kind = type_number(resource["resourceType"])
    patient = new.id if resource["resourceType"] == "Patient" else found.patient
    labels, barred = new.labels, list(new.labels.barred) or None
    return Rows(
        current=(
            new.id, patient, kind, labels.custodian, int(labels.category), int(labels.tier), labels.team, barred,
            status_number(found.status), FIRST, found.code, found.occurred, found.occurred_end, new.recorded,
            new.author, found.tokens,
        ),
        version=(
            new.id, FIRST, new.recorded, kind, patient, new.author, new.session, int(Action.CREATE), new.reason,
            written_labels(labels), content_hash, hashlib.sha256(body.encode()).digest(), body,
        ),
        texts=[(new.id, patient, *each) for each in found.texts],
        dates=[(new.id, patient, *each) for each in found.dates],
        numbers=[(new.id, patient, *each) for each in found.numbers],
        pending=(CHANGE_IS_VERSION, new.id, FIRST, new.recorded, patient, labels.custodian),
    )  # fmt: skip


def written_labels(labels: Labels) -> str:
    """Labels as a version keeps them; the same words as `kith_labels` (sql/writing.sql)."""
    team = "-" if labels.team is None else labels.team
    barred = ",".join(map(str, labels.barred)) or "-"
    return f"{labels.custodian}/{int(labels.category)}/{int(labels.tier)}/{team}/{barred}"
