"""Who somebody is, as one's own organisation holds it: read, changed where it is read, every version kept."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kith.access.open_record import OpenRecord
from kith.catalogue.components.patient import Patient
from kith.directory.actions import about_person, put
from kith.record.writing import Written


@dataclass(frozen=True)
class Kept:
    """One version: who they were said to be, by whom, when and why."""

    person: Patient
    version: int
    author: UUID
    recorded: datetime
    reason: str


def versions_of(record: OpenRecord) -> list[Kept]:
    """Every version, the newest first. Raises `Refused` when it is not open."""
    return [
        Kept(Patient.from_fhir(each.resource), each.version, each.author, each.recorded, each.reason or "")
        for each in record.history("Patient", record.patient)
        if each.body
    ]


def change(record: OpenRecord, person: Patient, *, expected: int, reason: str) -> Written:
    """Keep a new version where `expected` still stands; lists and finding follow in the same transaction.

    Raises the record's errors: `Conflict` where somebody changed it meanwhile, `NotAllowed` for a role that may not.
    """
    labels, author = about_person(record.viewer.custodian), record.viewer.practitioner
    return put(person.to_fhir(), labels=labels, author=author, expected=expected, reason=reason)
