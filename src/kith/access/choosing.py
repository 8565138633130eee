"""A person's choices about sharing: written down, answered and withdrawn, by a worker on their word (access rules, 5)."""

from dataclasses import replace
from uuid import UUID

import orjson
from django.db import transaction

from kith.access.deciding import decide_named
from kith.access.open_record import OpenRecord
from kith.access.refused import Refused
from kith.catalogue.categories import Category, Tier
from kith.catalogue.components.choice import Choice, Standing
from kith.directory.actions import put
from kith.record.labels import Labels
from kith.record.stored import Stored

KEPT_AS = (Category.LEGAL, Tier.DETAIL)
"""A choice may itself be telling ("not my sexual health"): who may read and write it is who may the legal detail."""


def may_record_choices(record: OpenRecord) -> bool:
    """Whether the viewer may write down what the person chooses."""
    return record.may_add(*KEPT_AS)


def may_answer_choices(record: OpenRecord) -> bool:
    """Whether the viewer may answer an objection, or write down that a choice is withdrawn."""
    return record.may_change(*KEPT_AS)


def choices_of(record: OpenRecord) -> list[tuple[Choice, int]]:
    """The person's choices that the viewer may see, with their versions, the newest first."""
    found = [_read(stored) for stored in record.find(type="Consent")]
    return sorted((each for each in found if each), key=lambda each: each[0].since, reverse=True)


def _read(stored: Stored) -> tuple[Choice, int] | None:
    try:
        return Choice.from_fhir(orjson.loads(stored.body or "{}")), stored.version
    except (KeyError, IndexError, ValueError):  # a Consent about something else
        return None


@transaction.atomic
def choose(record: OpenRecord, choice: Choice) -> None:
    """Write down a choice. It counts at once, for every organisation, from the next request."""
    if choice.patient != record.patient or not may_record_choices(record):
        raise Refused
    _keep(record, choice, expected=None, reason="the person's choice")


@transaction.atomic
def answer(record: OpenRecord, id: UUID, *, upheld: bool, words: str) -> None:
    """Answer an objection: it stands, or it cannot be followed and the words say why (practice, rule 5)."""
    standing = Standing.UPHELD if upheld else Standing.REFUSED
    choice, version = _one(record, id)
    _keep(record, replace(choice, standing=standing, answer=words), expected=version, reason="answered")


@transaction.atomic
def withdraw(record: OpenRecord, id: UUID) -> None:
    """The person takes a choice back."""
    choice, version = _one(record, id)
    _keep(
        record,
        replace(choice, standing=Standing.WITHDRAWN),
        expected=version,
        reason="the person took it back",
    )


def _one(record: OpenRecord, id: UUID) -> tuple[Choice, int]:
    found = next((each for each in choices_of(record) if each[0].id == id), None)
    if found is None or found[0].patient != record.patient or not may_answer_choices(record):
        raise Refused
    return found


def _keep(record: OpenRecord, choice: Choice, *, expected: int | None, reason: str) -> None:
    labels = Labels(record.viewer.custodian, *KEPT_AS)
    put(choice.to_fhir(), labels=labels, author=record.viewer.practitioner, expected=expected, reason=reason)
    decide_named(record.viewer, record.patient)  # whatever was decided about the person went with it
