"""Who may know of a concern: those to whom it goes, and never anybody whom it names (practice, rule 13)."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from kith.access.roles import Role
from kith.catalogue.categories import Category, Tier, allows
from kith.catalogue.components import DailyEntry
from kith.catalogue.components.observation_reading import staff_named
from kith.record.labels import Labels

KIND = "concern"
SEND_TO = "send-to"
LEAD = "lead"
FOR_THE_LEAD = Tier.SUMMARY
"""A concern that goes to the lead on shift lies as deep as their roles read; one past the lead, a step deeper."""


def labels_of(entry: DailyEntry, custodian: int, team: int | None = None) -> Labels:
    """The labels of a new entry: its kind's own, a concern's by whom it goes to; whom it names is barred from it."""
    return Labels(custodian, entry.category, tier_of(entry), team, entry.about)


def tier_of(entry: DailyEntry) -> Tier:
    """How deep an entry lies."""
    to_the_lead = entry.kind == KIND and LEAD in (entry.answers.get(SEND_TO) or ())
    return FOR_THE_LEAD if to_the_lead else entry.tier


def may_open(role: Role, *, to_the_lead: bool) -> bool:
    """Whether somebody in this role can open a concern that is not about them."""
    tier = FOR_THE_LEAD if to_the_lead else Tier.DETAIL
    return allows(role.read, Category.SAFEGUARDING, tier)


def named_in(resource: Mapping[str, Any]) -> tuple[UUID, ...]:
    """Members of staff whom a stored entry names; nobody, where what it names cannot be read."""
    try:
        return tuple(staff_named(resource))
    except (ValueError, KeyError, TypeError, AttributeError):
        return ()


def barred_from(stands: Mapping[str, Any], entry: DailyEntry) -> tuple[UUID, ...]:
    """Everybody whom an entry names or has named in the version that stands."""
    return tuple(dict.fromkeys((*named_in(stands), *entry.about)))
