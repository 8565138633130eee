"""What a viewer may read, add and change of one person's record: one plain function of viewer and facts.

The rules and their order are those of docs/developers/access-rules.md; the numbers in the comments are theirs.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from uuid import UUID

from kith.access.emergency import EMERGENCY_FACTS, with_emergency_facts
from kith.access.facts import Facts, Holding
from kith.access.viewer import Viewer
from kith.catalogue.categories import Masks

CLOSED = Masks(0, 0)


class Reason(Enum):
    """Why a decision came out as it did. The value is stored beside it."""

    OWN_SERVICE = "own service"
    REMOVED = "removed"
    PURPOSE = "purpose"
    NO_RELATIONSHIP = "no relationship"
    NO_AGREEMENT = "no agreement"
    ENDED = "session ended"


@dataclass(frozen=True, slots=True)
class Grant:
    """What is open of one custodian's Patient. Teams apply to what is restricted to one."""

    patient: UUID
    custodian: int
    read: Masks
    add: Masks
    change: Masks
    teams: tuple[int, ...]
    until: datetime
    reason: Reason


@dataclass(frozen=True, slots=True)
class Decision:
    """The grants for one person; without any, nothing is open. `reasons` says why for each Patient held."""

    asked: UUID
    grants: tuple[Grant, ...]
    reasons: tuple[tuple[Holding, Reason], ...]

    @property
    def allowed(self) -> bool:
        """Whether the Patient that was named is open to the viewer."""
        return any(grant.patient == self.asked for grant in self.grants)


def decide(viewer: Viewer, facts: Facts, *, emergency: bool = False) -> Decision:
    """Decide about every Patient that is held of a person. The first rule that decides, wins.

    With `emergency` the emergency facts are open too, to whoever works where the person is registered (7); to a login
    for chosen people, the emergency facts of the others and nothing else.
    """
    reasons = tuple(
        (holding, _reason(viewer, facts, holding, emergency=emergency)) for holding in facts.holdings
    )
    grants = tuple(_grant(viewer, facts, h) for h, reason in reasons if reason is Reason.OWN_SERVICE)
    if emergency:
        grants = tuple(_in_an_emergency(grant, known=_open(viewer, facts)) for grant in grants)
    return Decision(facts.asked, grants, reasons)


def _in_an_emergency(grant: Grant, *, known: bool) -> Grant:
    if known:
        return replace(grant, read=with_emergency_facts(grant.read))
    return replace(grant, read=EMERGENCY_FACTS, add=CLOSED, change=CLOSED)


def _reason(viewer: Viewer, facts: Facts, holding: Holding, *, emergency: bool) -> Reason:
    if holding.removed:  # 1 (what is barred or destroyed is a label on the entry, and row security's)
        return Reason.REMOVED
    if viewer.until <= facts.now:  # "a login that ends is ended for the next request"
        return Reason.ENDED
    if viewer.purpose not in viewer.role.purposes:  # 10
        return Reason.PURPOSE
    if not _open(viewer, facts) and not (emergency and _in_the_building(viewer, facts)):  # 8, 7
        return Reason.NO_RELATIONSHIP
    if holding.custodian != viewer.custodian:  # 5: no agreement has been signed
        return Reason.NO_AGREEMENT
    return Reason.OWN_SERVICE  # 4


def _open(viewer: Viewer, facts: Facts) -> bool:
    return any(r.counts(viewer.service, facts.now) for r in facts.relationships)


def _in_the_building(viewer: Viewer, facts: Facts) -> bool:
    return any(r.in_the_building(viewer.service, facts.now) for r in facts.relationships)


def _grant(viewer: Viewer, facts: Facts, holding: Holding) -> Grant:
    role = viewer.role
    return Grant(
        patient=holding.patient,
        custodian=holding.custodian,
        read=role.read,
        add=role.add,
        change=role.change,
        teams=viewer.teams,  # 2
        until=_until(viewer, facts),
        reason=Reason.OWN_SERVICE,
    )


def _until(viewer: Viewer, facts: Facts) -> datetime:
    """The earliest moment at which something that the decision rests on may have ended."""
    ends = [r.until for r in facts.relationships if r.counts(viewer.service, facts.now)]
    latest = max((end or viewer.until for end in ends), default=viewer.until)
    return min(viewer.until, latest)
