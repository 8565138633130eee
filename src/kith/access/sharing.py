"""What flows from one organisation to another (access rules, 5): agreements, the person's choices, and the asking.

Pure: from facts alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kith.catalogue.categories import Masks
from kith.directory.models import Agreement, Choice, Declaration

Consent = Agreement.Consent
Chosen = Choice.Kind
Declared = Declaration.Kind

CLOSED = Masks(0, 0)
EVERYTHING = Masks(-1, -1)
LIFTS_CHOICES = frozenset({Declared.ABSENT, Declared.LACKS_CAPACITY, Declared.EMERGENCY})
"""Reasons before which a person's choices step back; whoever was asked has just chosen."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """What one agreement in force lets `holder` show to the viewer's organisation, for the viewer's purpose and role."""

    holder: int
    read: Masks
    consent: Consent
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class PersonsChoice:
    """One choice that is not over: of what whom holds (empty: anybody), to whom (empty: anybody), in which categories."""

    kind: Chosen
    of: int | None
    to: int | None
    categories: Masks
    begins: datetime | None = None
    """When it counts; empty where it counts now."""
    until: datetime | None = None

    def is_about(self, holder: int, receiver: int) -> bool:
        """Whether it speaks of what this holder would show to this receiver."""
        return self.of in (None, holder) and self.to in (None, receiver)


@dataclass(frozen=True, slots=True)
class Flow:
    """What is open between two organisations, and when that may first change."""

    read: Masks
    until: datetime | None


def flow(
    agreed: Iterable[Agreed],
    choices: Iterable[PersonsChoice],
    declared: frozenset[Declared],
    *,
    holder: int,
    receiver: int,
) -> Flow:
    """What `holder` shows to `receiver` of one person. The smallest wins, category by category."""
    lifted = bool(declared & LIFTS_CHOICES)
    about = [choice for choice in choices if choice.is_about(holder, receiver)]
    spoken = [choice for choice in about if choice.begins is None]
    own = [
        each for each in agreed if each.holder == holder and (each.consent is not Consent.ASKED or declared)
    ]
    read = CLOSED
    for each in own:
        asked_for = (
            each.read if lifted or each.consent is not Consent.EXPLICIT else both(each.read, _shared(spoken))
        )
        read = either(read, asked_for)
    if not lifted:
        read = without(read, _all_of(spoken, Chosen.OBJECTION))
    return Flow(read, _first([each.until for each in own] + [each.begins or each.until for each in about]))


def _first(moments: list[datetime | None]) -> datetime | None:
    """The first moment at which something begins or ends."""
    return min((moment for moment in moments if moment), default=None)


def _shared(choices: list[PersonsChoice]) -> Masks:
    """What the person has said yes to on both sides: given by the holder, and taken by the receiver."""
    return both(_all_of(choices, Chosen.SHARE_OUT), _all_of(choices, Chosen.SHARE_IN))


def _all_of(choices: list[PersonsChoice], kind: Chosen) -> Masks:
    found = CLOSED
    for choice in choices:
        if choice.kind is kind:
            found = either(found, choice.categories)
    return found


def both(one: Masks, other: Masks) -> Masks:
    """The gates that are in both."""
    return Masks(one.low & other.low, one.high & other.high)


def either(one: Masks, other: Masks) -> Masks:
    """The gates that are in one or the other."""
    return Masks(one.low | other.low, one.high | other.high)


def without(one: Masks, other: Masks) -> Masks:
    """The gates of the first that are not in the second."""
    return Masks(one.low & ~other.low, one.high & ~other.high)
