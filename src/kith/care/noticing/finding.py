"""What the rules have to say about one person."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from kith.catalogue.noticing import NoticingRule

NOTICED = UUID("0b5a3d0e-6a0f-5c39-9d41-7e7c3f0f5a52")
"""Namespace of findings."""


@dataclass(frozen=True)
class Finding:
    """One episode of change. `id` is the same for everybody and every day, until it gets clearly worse.

    `since` is the day on which it began, `last` the last one that it was seen on; `entries` are what it rests on.
    `sentence` tells days from today on, `dated` the same by their dates, for what is kept.
    """

    rule: NoticingRule
    patient: UUID
    since: date
    last: date
    step: int
    sentence: str
    dated: str
    entries: tuple[UUID, ...]

    @property
    def id(self) -> UUID:
        """The finding's own id, made of rule, person, beginning and how far it went."""
        return finding_id(self.rule, self.patient, self.since, self.step)

    @property
    def order(self) -> tuple[int, int, int, str, str]:
        """The gravest first, then the one that went furthest, then the newest."""
        return (self.rule.rank, -self.step, -self.last.toordinal(), self.rule.key, str(self.id))


@dataclass(frozen=True)
class Unsaid:
    """A rule that can say nothing about this person, with why in words. It is shown, and is no alert."""

    rule: NoticingRule
    patient: UUID
    why: str


@dataclass(frozen=True)
class Noticed:
    """Everything that the rules have to say about one person today."""

    findings: tuple[Finding, ...] = ()
    unsaid: tuple[Unsaid, ...] = ()


def finding_id(rule: NoticingRule, patient: UUID, since: date, step: int) -> UUID:
    """The id of an episode at a step; another version of the rule does not change it."""
    return uuid5(NOTICED, f"{rule.key}|{patient}|{since.isoformat()}|{step}")
