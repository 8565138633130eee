"""Acting on a change that was noticed: the act closes it, for everybody who may read what it rests on."""

from datetime import datetime
from uuid import UUID

from kith.access.open_record import OpenRecord
from kith.care.changes import change_or_none, changes_of
from kith.care.days import ServiceDay
from kith.care.noticing.finding import Finding
from kith.catalogue.categories import Category, Tier
from kith.catalogue.components.noticed_change import NEEDS_NOTE, Act, NoticedChange, ways_to_close
from kith.record import reading
from kith.record.connection import cursor
from kith.record.errors import Conflict
from kith.record.labels import Labels
from kith.record.stored import Stored
from kith.record.writing import Written

KIND = "DetectedIssue"
LONGEST_NOTE = 500
AGAIN = "Opened again"


class NoSuchFinding(LookupError):
    """The finding is not there for this viewer, or not any more."""


class NoteNeeded(ValueError):
    """This way of closing says nothing without the reason."""


def close(
    record: OpenRecord, finding: UUID, *, how: str, note: str, now: datetime, rule: ServiceDay,
    knowing: int | None = None,
) -> Written:  # fmt: skip
    """Close a finding of this person by what was done. `knowing` is the version of a closing that was read.

    Raises NoSuchFinding, NoteNeeded, ValueError for a way that does not exist, the record's NotAllowed, and
    Conflict where somebody else closed it first and `knowing` does not say that it was read.
    """
    act = _act(record, how, note, now)
    stands = _standing(record, finding)
    if stands and stands[0].in_error:
        knowing = stands[0].version
    if stands:
        return _further(record, *stands, act, knowing)
    found = changes_of([record.patient], now, rule)[record.patient].open
    return _first(record, next((each for each in found if each.id == finding), None), act)


def open_again(record: OpenRecord, finding: UUID, *, expected: int) -> Written:
    """Take a closing back: it was a mistake, and stays in the history. Raises NoSuchFinding or Conflict."""
    stands = _standing(record, finding)
    if not stands:
        raise NoSuchFinding
    stored, change = stands
    return record.keep(change.opened_again().to_fhir(), _labels(stored), expected=expected, reason=AGAIN)


def _act(record: OpenRecord, how: str, note: str, now: datetime) -> Act:
    if how not in {option.code for option in ways_to_close()}:
        raise ValueError(f"There is no way of closing called {how[:40]!r}.")
    words = " ".join(note.split())[:LONGEST_NOTE]
    if how in NEEDS_NOTE and not words:
        raise NoteNeeded
    return Act(how, now, record.viewer.practitioner, words)


def _first(record: OpenRecord, finding: Finding | None, act: Act) -> Written:
    if finding is None:
        raise NoSuchFinding
    made = finding.rule
    change = NoticedChange(
        id=finding.id,
        patient=finding.patient,
        rule=made.canonical,
        words=made.words.everyday,
        clinical=made.words.clinical,
        rank=made.rank,
        sentence=finding.dated,
        acts=(act,),
        entries=finding.entries,
    )
    team, barred = reading.restrictions(cursor(), finding.entries)
    labels = Labels(record.viewer.custodian, made.category, made.tier, team, barred)
    return record.keep(change.to_fhir(), labels)


def _further(
    record: OpenRecord, stored: Stored, change: NoticedChange, act: Act, knowing: int | None
) -> Written:
    if knowing is None:
        raise Conflict(stored.id, stored.version)
    further = change.and_also(act).to_fhir()
    return record.keep(further, _labels(stored), expected=knowing, reason="A further act")


def _standing(record: OpenRecord, id: UUID) -> tuple[Stored, NoticedChange] | None:
    stored = reading.read(cursor(), KIND, id)
    if stored is None or stored.patient != record.patient:
        return None
    change = change_or_none(stored.resource)
    return (stored, change) if change else None


def _labels(stored: Stored) -> Labels:
    return Labels(stored.custodian, Category(stored.category), Tier(stored.tier), stored.team)
