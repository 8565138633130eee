"""Allergies about one person: what stands, what answers the question, and recording, changing and ending one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from uuid import UUID

from kith.access.open_record import OpenRecord
from kith.catalogue.categories import Category, Tier
from kith.catalogue.components.allergy import Allergy
from kith.record.connection import cursor
from kith.record.labels import Labels
from kith.record.one_at_a_time import one_at_a_time
from kith.record.stored import Stored
from kith.record.writing import Written

ALLERGIES = (Category.SUMMARY, Tier.HEADLINE)
"""Where allergies are filed: whoever does not read there cannot tell that nobody has asked."""
EARLIEST = datetime.min.replace(tzinfo=UTC)
MISTAKE, REFUTED, RESOLVED = "entered-in-error", "refuted", "resolved"
"""How a statement ends: recorded by mistake, found not to be so, over. The list `allergy-endings` has their words."""


class OthersStand(ValueError):
    """That there is none cannot be said while one stands."""


@dataclass(frozen=True)
class Statement:
    """One statement as the record holds it now."""

    allergy: Allergy
    version: int
    custodian: int


def statements_of(record: OpenRecord) -> list[Statement]:
    """Every statement that is held, the newest first; those that were entered in error left out."""
    found = record.find(type="AllergyIntolerance")
    read = [_statement(stored) for stored in found if not stored.in_error]
    return sorted(read, key=lambda each: each.allergy.recorded or EARLIEST, reverse=True)


def versions_of(record: OpenRecord, id: UUID) -> list[Stored]:
    """Every version of one statement, the newest first. Raises `Refused` when it is not there or not open."""
    return record.history("AllergyIntolerance", id)


def standing(held: Iterable[Allergy]) -> list[Allergy]:
    """Those that name something and hold, the dangerous ones first."""
    named = [each for each in held if each.stands and not each.is_answer]
    return sorted(named, key=lambda each: (each.danger != "high", each.substance))


def answer(held: Iterable[Allergy]) -> Allergy | None:
    """The newest word that there is none, or on why it is not known.

    One that is older than an allergy that was named answers no more: it was said before anybody knew of that.
    """
    stated = [each for each in held if each.certainty != MISTAKE]
    answers = [each for each in stated if each.is_answer and each.stands]
    newest = max(answers, key=_recorded, default=None)
    named = max((_recorded(each) for each in stated if not each.is_answer), default=EARLIEST)
    return newest if newest and _recorded(newest) >= named else None


def is_known(held: Iterable[Allergy]) -> bool:
    """Whether anybody has asked: an allergy was named, or there is an answer."""
    return any(each.certainty != MISTAKE and each.gap != "not-asked" for each in held)


def state(record: OpenRecord, allergy: Allergy) -> Written:
    """Record a statement; a repeat answers with what stands.

    Raises OthersStand for "none known" while one stands, and the record's errors, `NotAllowed` among them.
    """
    one_at_a_time(cursor(), record.patient)  # so that nobody names one while another says that there is none
    if allergy.is_answer and standing(each.allergy for each in statements_of(record)):
        raise OthersStand
    return record.keep(allergy.to_fhir(), Labels(record.viewer.custodian, *ALLERGIES))


def change(record: OpenRecord, allergy: Allergy, *, expected: int, reason: str = "") -> Written:
    """Keep a new version of a statement of the viewer's own organisation that stands at version `expected`.

    Raises `Refused` for one that is not there, and the record's errors, `Conflict` among them.
    """
    stored = record.read("AllergyIntolerance", allergy.id)
    labels = Labels(stored.custodian, Category(stored.category), Tier(stored.tier), stored.team)
    return record.keep(allergy.to_fhir(), labels, expected=expected, reason=reason or None)


def ended(allergy: Allergy, how: str, *, on: date, why: str) -> Allergy:
    """The statement as it reads when it holds no more. Raises ValueError for an ending that does not exist."""
    match how:
        case "refuted" | "entered-in-error":
            return replace(allergy, certainty=how, ended=on, why_ended=why)
        case "resolved":
            return replace(allergy, status=RESOLVED, ended=on, why_ended=why)
    raise ValueError(f"There is no ending called {how[:40]!r}.")


def _statement(stored: Stored) -> Statement:
    return Statement(Allergy.from_fhir(stored.resource), stored.version, stored.custodian)


def _recorded(allergy: Allergy) -> datetime:
    return allergy.recorded or EARLIEST
