"""Who else helps somebody: another service that is asked to, and whose caseload they are on (access rules, 4).

Each of these opens a record to somebody, and closes it again with the next request.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar
from uuid import UUID

import orjson
from django.db import transaction
from django.utils import timezone

from kith.access.deciding import decide_named
from kith.access.decisions import Reason
from kith.access.open_record import OpenRecord
from kith.access.refused import Refused
from kith.catalogue.categories import Category, Tier
from kith.catalogue.components.amending import Resource
from kith.catalogue.components.care_team import Admission, CareTeam, Member
from kith.catalogue.components.referral import Help, Referral
from kith.directory.actions import put
from kith.directory.models import Post, Service
from kith.directory.models.team_member import during
from kith.record.labels import Labels

KEPT_AS = (Category.PLAN, Tier.SUMMARY)
"""Who helps somebody is part of their plan."""

Held = TypeVar("Held")


class NotPossible(Exception):
    """It cannot be asked so; the words say why."""


@dataclass(frozen=True)
class Kept(Generic[Held]):
    """One of them, its version, and whether the viewer's own organisation holds it."""

    held: Held
    version: int
    own: bool


def may_refer(record: OpenRecord) -> bool:
    """Whether the viewer says who else helps: by role, of what their own organisation holds, and never on a reason that
    was declared for tonight.
    """
    declared = any(grant.reason is Reason.DECLARED for grant in record.decision.grants)
    may = record.viewer.may("refer") and record.may_add(*KEPT_AS)
    return may and record.is_own and not declared


def may_end(record: OpenRecord) -> bool:
    """Whether the viewer may also say that somebody no longer helps."""
    return may_refer(record) and record.may_change(*KEPT_AS)


def referrals_of(record: OpenRecord) -> list[Kept[Referral]]:
    """Who was asked to help, as far as the viewer may know, the newest first."""
    return _read(record, "ServiceRequest", Referral.from_fhir)


def care_teams_of(record: OpenRecord) -> list[Kept[CareTeam]]:
    """On whose caseload the person is or was, the newest first."""
    return _read(record, "CareTeam", CareTeam.from_fhir)


def admissions_of(record: OpenRecord) -> list[Kept[Admission]]:
    """Where they stay or stayed, the newest first."""
    return _read(record, "Encounter", Admission.from_fhir)


def _read(record: OpenRecord, type: str, read: Callable[[Resource], Held]) -> list[Kept[Held]]:
    found = []
    for stored in record.find(type=type):
        if stored.in_error:
            continue
        try:
            held = read(orjson.loads(stored.body or "{}"))
        except (
            KeyError,
            ValueError,
            AttributeError,
        ):  # as another program writes it: a fact that opens nothing
            continue
        found.append(Kept(held, stored.version, stored.custodian == record.viewer.custodian))
    return found


@transaction.atomic
def refer(record: OpenRecord, referral: Referral) -> None:
    """Ask a service to help. Its staff see what roles and agreements let them from the next request on.

    Raises `NotPossible`, with words fit to show, for a service that is not there, one's own, and one that was asked.
    """
    if referral.patient != record.patient or not may_refer(record):
        raise Refused
    others = Service.objects.filter(active=True).exclude(id=record.viewer.service)
    asked = others.filter(id=referral.service).first() if referral.service else None
    if asked is None:
        raise NotPossible("Choose a service.")
    now, known = timezone.now(), [each.held for each in referrals_of(record)]
    if any(each.id == referral.id for each in known):
        return  # the same form once more
    if any(each.service == asked.id and each.counts(now) for each in known):
        raise NotPossible(f"{asked.name} was asked already. It stands below.")
    whole = replace(referral, to=asked.name, requester=record.viewer.practitioner)
    _keep(record, whole.to_fhir(), expected=None, reason="asked to help")


@transaction.atomic
def end_help(record: OpenRecord, id: UUID, *, expected: int, done: bool) -> None:
    """They no longer help: it is done, or it is taken back. The record closes with the next request of theirs.

    Raises `Conflict` where somebody changed it meanwhile; done once more it answers as the first time.
    """
    kept = _one(record, referrals_of(record), id)
    if kept.held.status in (Help.DONE, Help.TAKEN_BACK):
        return
    status = Help.DONE if done else Help.TAKEN_BACK
    resource = replace(kept.held, status=status).to_fhir()
    _keep(record, resource, expected=expected, reason="help is done" if done else "taken back")


@transaction.atomic
def take_on(record: OpenRecord, id: UUID, staff: UUID) -> None:
    """Put the person on somebody's caseload at the viewer's own service; nothing where they are on it."""
    if not may_refer(record):
        raise Refused
    now = timezone.now()
    if not Post.objects.filter(during(now), service=record.viewer.service, staff=staff).exists():
        raise NotPossible("Choose somebody who works here.")
    teams = [each.held for each in care_teams_of(record) if each.held.service == record.viewer.service]
    if any(staff in each.at(now) for each in teams):
        return
    team = CareTeam(id, record.patient, now, record.viewer.service, (Member(staff),))
    _keep(record, team.to_fhir(), expected=None, reason="on a caseload")


@transaction.atomic
def take_off(record: OpenRecord, id: UUID, staff: UUID, *, expected: int) -> None:
    """Take the person off somebody's caseload. Raises `Conflict` where somebody changed it meanwhile."""
    kept, now = _one(record, care_teams_of(record), id), timezone.now()
    if kept.held.service != record.viewer.service:
        raise Refused
    if staff in kept.held.at(now):
        after = kept.held.without(staff, now)
        _keep(record, after.to_fhir(), expected=expected, reason="off a caseload")


Ended = TypeVar("Ended", Referral, CareTeam)


def _one(record: OpenRecord, kept: list[Kept[Ended]], id: UUID) -> Kept[Ended]:
    found = next((each for each in kept if each.held.id == id), None)
    if found is None or not found.own or found.held.patient != record.patient or not may_end(record):
        raise Refused
    return found


def _keep(record: OpenRecord, resource: Resource, *, expected: int | None, reason: str) -> None:
    labels = Labels(record.viewer.custodian, *KEPT_AS)
    put(resource, labels=labels, author=record.viewer.practitioner, expected=expected, reason=reason)
    decide_named(record.viewer, record.patient)  # whatever was decided about the person went with it
