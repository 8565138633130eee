"""Who may know of a concern: those to whom it goes, and never anybody whom it names (practice, rule 13)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from kith.access.roles import Role
from kith.catalogue.careful import most_careful, raised
from kith.catalogue.categories import Category, Tier, allows
from kith.catalogue.components import DailyEntry
from kith.catalogue.components.concern_act import ConcernAct
from kith.catalogue.components.observation_reading import staff_named
from kith.catalogue.systems import ENTRY_KINDS
from kith.record import reading
from kith.record.connection import Cursor
from kith.record.ids import NOBODY
from kith.record.labels import Labels
from kith.record.one_at_a_time import one_at_a_time
from kith.record.relabelling import relabel
from kith.record.search.hashing import coded
from kith.record.stored import Stored

KIND = "concern"
SEND_TO = "send-to"
LEAD = "lead"
FOR_THE_LEAD = Tier.SUMMARY
"""A concern that goes to the lead on shift lies as deep as their roles read; one past the lead, a step deeper."""

ACT = "DetectedIssue"
MOST = 20_000
RAISED = "Tells of something more private"
NAMED = "Names somebody who may not see it"


def labels_of(entry: DailyEntry, custodian: int, team: int | None = None) -> Labels:
    """The labels of a new entry: its kind's own, a concern's by whom it goes to, more careful where its author says so;
    whom it names is barred from it.
    """
    category, tier = raised({}, entry.category, tier_of(entry), [entry.private] if entry.private else [])
    return Labels(custodian, category, tier, team, entry.about)


def tier_of(entry: DailyEntry) -> Tier:
    """How deep an entry lies."""
    to_the_lead = entry.kind == KIND and LEAD in (entry.answers.get(SEND_TO) or ())
    return FOR_THE_LEAD if to_the_lead else entry.tier


def tier_in(resource: Mapping[str, Any], usual: Tier) -> Tier:
    """The same of an Observation that a program sends: a concern's by whom it goes to, any other's usual one."""
    try:
        entry = DailyEntry.from_fhir({**resource, "id": str(NOBODY)})
    except ValueError:
        return usual
    return tier_of(entry) if entry.kind == KIND else usual


def may_open(role: Role, *, to_the_lead: bool) -> bool:
    """Whether somebody in this role can open a concern that is not about them."""
    tier = FOR_THE_LEAD if to_the_lead else Tier.DETAIL
    return allows(role.read, Category.SAFEGUARDING, tier)


def may_act(role: Role) -> bool:
    """Whether somebody in this role may say what was done about a concern that they can open."""
    return may_open(role, to_the_lead=True) and allows(role.add, Category.SAFEGUARDING, Tier.DETAIL)


def named_in(resource: Mapping[str, Any]) -> tuple[UUID, ...]:
    """Members of staff whom a stored entry names; nobody, where what it names cannot be read."""
    try:
        return tuple(staff_named(resource))
    except (ValueError, KeyError, TypeError, AttributeError):
        return ()


def labels_of_act(cursor: Cursor, concern: Stored) -> Labels:
    """The labels of an act about a concern: the concern's own. Call it inside `one_at_a_time` of the concern."""
    team, barred = reading.restrictions(cursor, [concern.id])
    return Labels(concern.custodian, Category(concern.category), Tier(concern.tier), team, barred)


def query_of(type: str, *, patients: Sequence[UUID] = (), custodian: int | None = None) -> reading.Query:
    """Asks for concerns (`Observation`) or acts about them (`ACT`), of some people or of a whole custodian."""
    codes = [coded("code", ENTRY_KINDS, KIND)]
    return reading.Query(type, patients=list(patients), custodian=custodian, codes=codes, limit=MOST)


def acts(cursor: Cursor, query: reading.Query) -> list[tuple[Stored, ConcernAct]]:
    """What was done about concerns, the first act first, as far as the session may see it."""
    found = ((stored, _act_or_none(stored)) for stored in reading.find(cursor, query) if not stored.in_error)
    return sorted(((s, act) for s, act in found if act), key=lambda each: each[0].recorded)


def bar(cursor: Cursor, entry: Stored, named: Iterable[UUID]) -> None:
    """Bar whoever an entry names now from all its versions and from what was done about it. It lifts nothing.

    Must run in the transaction that writes the names: afterwards would be too late.
    """
    named = tuple(named)
    if set(named) <= set(reading.restrictions(cursor, [entry.id])[1]):
        return
    one_at_a_time(cursor, entry.id)
    _, barred = reading.restrictions(cursor, [entry.id])  # as it is now that nobody else changes it
    everybody = tuple(dict.fromkeys((*barred, *named)))
    done = acts(cursor, query_of(ACT, patients=[entry.patient])) if entry.patient else []
    for each in (entry, *(stored for stored, act in done if act.concern == entry.id)):
        labels = Labels(each.custodian, Category(each.category), Tier(each.tier), each.team, everybody)
        relabel(cursor, each.id, labels, reason=NAMED)


def raise_to(cursor: Cursor, id: UUID, stands: Stored, wanted: Labels) -> None:
    """Keep all versions of what stands as carefully as `wanted`, where that is more careful. It lowers nothing."""
    category, tier = Category(stands.category), Tier(stands.tier)
    kept = most_careful(category, [wanted.category])
    if (kept, max(tier, wanted.tier)) == (category, tier) or category is Category.COMMUNICATION:
        return
    one_at_a_time(cursor, id)
    team, barred = reading.restrictions(cursor, [id])
    labels = Labels(stands.custodian, kept, max(tier, wanted.tier), team, barred)
    relabel(cursor, id, labels, reason=RAISED)


def _act_or_none(stored: Stored) -> ConcernAct | None:
    try:
        return ConcernAct.from_fhir(stored.resource)
    except (ValueError, KeyError, TypeError):
        return None
