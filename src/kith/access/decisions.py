"""What a viewer may read, add and change of one person's record: one plain function of viewer and facts.

The rules and their order are those of docs/developers/access-rules.md; the numbers in the comments are theirs.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from uuid import UUID

from kith.access.emergency import EMERGENCY_FACTS, with_emergency_facts
from kith.access.facts import Facts, Holding
from kith.access.purposes import Purpose
from kith.access.sharing import CLOSED, both, flow
from kith.access.viewer import Viewer
from kith.catalogue.categories import Masks


class Reason(Enum):
    """Why a decision came out as it did. The value is stored beside it."""

    OWN_SERVICE = "own service"
    AGREEMENT = "agreement"
    DECLARED = "declared"
    OWN_ACCESS = "own access"
    SHOWN = "shown by code"
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
    declared: bool = False
    """Whether it rests on a declared reason alone (6)."""

    @property
    def allowed(self) -> bool:
        """Whether the Patient that was named is open to the viewer."""
        return any(grant.patient == self.asked for grant in self.grants)

    def of_own(self, viewer: Viewer) -> bool:
        """Whether the Patient that was named is open, and is one that the viewer's own organisation holds."""
        return any(g.patient == self.asked and g.custodian == viewer.custodian for g in self.grants)


def decide(viewer: Viewer, facts: Facts, *, emergency: bool = False) -> Decision:
    """Decide about every Patient that is held of a person. The first rule that decides, wins.

    With `emergency` the emergency facts are open too, to whoever works where the person is registered (7); to a login
    for chosen people, the emergency facts of the others and nothing else.
    """
    if viewer.role.by_code:
        return _by_code(viewer, facts, emergency=emergency)
    emergency = emergency and _helps_in_an_emergency(viewer, facts)
    reasons = tuple(
        (holding, _reason(viewer, facts, holding, emergency=emergency)) for holding in facts.holdings
    )
    grants = [_grant(viewer, facts, holding, reason) for holding, reason in reasons if reason in OPEN]
    if emergency:
        known = related(viewer, facts)
        grants = [_in_an_emergency(grant, known=known) for grant in grants if known or _own(viewer, grant)]
    flowing = tuple(grant for grant in grants if grant.reason is not Reason.AGREEMENT or grant.read != CLOSED)
    declared = bool(facts.declared) and not facts.related(viewer.service)
    return Decision(facts.asked, flowing, _explained(reasons, flowing), declared)


OPEN = frozenset({Reason.OWN_SERVICE, Reason.OWN_ACCESS, Reason.DECLARED, Reason.AGREEMENT})


def related(viewer: Viewer, facts: Facts) -> bool:
    """Whether there is a registration, a declared reason in its place (6), or a leave to read in one's own right (3)."""
    if viewer.role.own:
        return facts.own is not None
    return facts.related(viewer.service) or bool(facts.declared)


def _helps_in_an_emergency(viewer: Viewer, facts: Facts) -> bool:
    """Whether 7 is for them: whoever works where the person is, or said why (6). Who reads in their own right does not work
    there, whoever inspects gives no care, and to whom somebody was only referred are elsewhere.
    """
    if viewer.role.own or viewer.purpose is Purpose.INSPECTION:
        return False
    return _in_the_building(viewer, facts) or bool(facts.declared)


def _in_an_emergency(grant: Grant, *, known: bool) -> Grant:
    if grant.reason is Reason.AGREEMENT:  # the fixed set is of the house's own record
        return grant
    if known:
        return replace(grant, read=with_emergency_facts(grant.read))
    return replace(grant, read=EMERGENCY_FACTS, add=CLOSED, change=CLOSED)


def _own(viewer: Viewer, grant: Grant) -> bool:
    return grant.custodian == viewer.custodian


def _reason(viewer: Viewer, facts: Facts, holding: Holding, *, emergency: bool) -> Reason:
    if holding.removed:  # 1 (what is barred or destroyed is a label on the entry, and row security's)
        return Reason.REMOVED
    if viewer.role.ended or viewer.until <= facts.now:  # "a login that ends is ended for the next request"
        return Reason.ENDED
    if viewer.purpose not in viewer.role.purposes:  # 10
        return Reason.PURPOSE
    if not related(viewer, facts) and not (emergency and _in_the_building(viewer, facts)):  # 8, 7
        return Reason.NO_RELATIONSHIP
    if holding.custodian != viewer.custodian:  # 5
        return Reason.NO_AGREEMENT if viewer.role.visits else Reason.AGREEMENT
    if viewer.role.own:  # 3
        return Reason.OWN_ACCESS
    return (
        Reason.OWN_SERVICE if facts.related(viewer.service) or not facts.declared else Reason.DECLARED
    )  # 4, 6


def _by_code(viewer: Viewer, facts: Facts, *, emergency: bool) -> Decision:
    """What a crew may know to whom a worker showed somebody's emergency facts by a code (7): of the worker's custodian's
    record of that one person, while they are registered there, and only where the emergency facts are asked for.
    """
    reasons = tuple(
        (holding, _shown(viewer, facts, holding, emergency=emergency)) for holding in facts.holdings
    )
    grants = tuple(
        Grant(
            patient=holding.patient,
            custodian=holding.custodian,
            read=both(viewer.role.read, facts.shown or CLOSED),
            add=CLOSED,
            change=CLOSED,
            teams=(),
            until=viewer.until,
            reason=reason,
        )
        for holding, reason in reasons
        if reason is Reason.SHOWN
    )
    return Decision(facts.asked, grants, reasons)


def _shown(viewer: Viewer, facts: Facts, holding: Holding, *, emergency: bool) -> Reason:
    if holding.removed:
        return Reason.REMOVED
    if viewer.role.ended or viewer.until <= facts.now:
        return Reason.ENDED
    if viewer.purpose not in viewer.role.purposes:
        return Reason.PURPOSE
    if not emergency or facts.shown is None or not _in_the_building(viewer, facts):
        return Reason.NO_RELATIONSHIP
    return Reason.SHOWN if holding.custodian == viewer.custodian else Reason.NO_AGREEMENT


def _in_the_building(viewer: Viewer, facts: Facts) -> bool:
    return any(r.in_the_building(viewer.service, facts.now) for r in facts.relationships)


def _grant(viewer: Viewer, facts: Facts, holding: Holding, reason: Reason) -> Grant:
    role = viewer.role
    own = Grant(
        patient=holding.patient,
        custodian=holding.custodian,
        read=both(role.read, facts.own.granted) if facts.own else role.read,
        add=role.add,
        change=role.change,
        teams=viewer.teams,  # 2
        until=_until(viewer, facts),
        reason=reason,
    )
    return _flowing(viewer, facts, own) if reason is Reason.AGREEMENT else own


def _flowing(viewer: Viewer, facts: Facts, own: Grant) -> Grant:
    """What an agreement lets flow of another custodian's: it is read, and neither added to nor changed (5, 9).

    Weighed anew when a declared reason runs out: it may have stood before a choice, or for having asked (6).
    """
    open_ = flow(facts.agreed, facts.choices, facts.declared, holder=own.custodian, receiver=viewer.custodian)
    until = min(each for each in (own.until, open_.until, facts.declared_until) if each)
    return replace(own, read=both(own.read, open_.read), add=CLOSED, change=CLOSED, until=until)


def _explained(
    reasons: tuple[tuple[Holding, Reason], ...], grants: tuple[Grant, ...]
) -> tuple[tuple[Holding, Reason], ...]:
    """The same reasons, with "no agreement" where none lets anything through."""
    open_ = {grant.patient for grant in grants}
    return tuple(
        (holding, Reason.NO_AGREEMENT)
        if reason is Reason.AGREEMENT and holding.patient not in open_
        else (holding, reason)
        for holding, reason in reasons
    )


def _until(viewer: Viewer, facts: Facts) -> datetime:
    """The earliest moment at which something that the decision rests on may have ended."""
    ends = [r.until for r in facts.relationships if r.counts(viewer.service, facts.now)]
    if facts.declared_until:
        ends.append(facts.declared_until)
    if facts.own and facts.own.until:
        ends.append(facts.own.until)
    latest = max((end or viewer.until for end in ends), default=viewer.until)
    return min(viewer.until, latest)
