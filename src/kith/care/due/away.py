"""What of a plan is due for somebody who was away: nothing while they are, intervals from when they are back on."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kith.care.due.slots import Slot
from kith.care.presence.presence import Absence, Presence, seems_back
from kith.catalogue.components import DailyEntry


def while_here(slots: Sequence[Slot], presence: Presence, entries: Iterable[DailyEntry]) -> list[Slot]:
    """These instants as far as they hold for somebody with this presence; what was done always holds.

    A death ends what was still open. Whoever is away has nothing to be done, unless care was recorded here since: then
    somebody forgot to say that they are back, and nothing may be missed for it.
    """
    held = _back_by_care(presence, entries)
    if presence.died or held.away:
        return [slot for slot in slots if slot.entry]
    return sorted((kept for slot in slots for kept in _kept(slot, held)), key=lambda slot: slot.due)


def _back_by_care(presence: Presence, entries: Iterable[DailyEntry]) -> Presence:
    away, care = presence.away, seems_back(presence, entries)
    if away is None or care is None:
        return presence
    return replace(presence, absences=(*presence.absences[:-1], replace(away, end=care.occurred)))


def _kept(slot: Slot, presence: Presence) -> Iterator[Slot]:
    absence = None if slot.entry else presence.absence_at(slot.due)
    if absence is None:
        yield slot
    elif slot.plan.every:
        yield from _from_return(slot, absence)


def _from_return(slot: Slot, absence: Absence) -> Iterator[Slot]:
    """An interval that ran out while they were away is due when they are back, if its stretch of day still runs."""
    back = absence.end
    if back and (slot.closes is None or back < slot.closes):
        yield replace(slot, due=back, opens=back)
