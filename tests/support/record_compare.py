"""Comparing what the store shows to somebody with what the plain model says they should see."""

import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg

from kith.record import reading
from kith.record.looks import looks_at
from kith.record.search.hashing import coded
from kith.record.statuses import DELETED, status_number
from kith.record.stored import Stored
from tests.support.record_facts import Kept, Resource
from tests.support.record_house import Colleague, House
from tests.support.record_model import Model
from tests.support.record_steps import DAY, KINDS, sent

META = re.compile(r'"meta":\{"versionId":"(\d+)","lastUpdated":"([^"]+)"\},')


def same_history(model: Model, who: Colleague, resource: Resource) -> None:
    """Every version of one resource, for one viewer."""
    expected = model.read(who.person, resource.type, resource.id)
    versions = reading.history(who.cursor(), resource.type, resource.id)
    assert [each.version for each in versions] == [
        each.number for each in reversed(expected.versions if expected else [])
    ]
    if expected is None:
        return
    for found, kept in zip(reversed(versions), expected.versions, strict=True):
        same_version(found, expected, kept)


def same_version(found: Stored, resource: Resource, kept: Kept) -> None:
    """Every fact of one version, under the present labels."""
    label, now = resource.label, resource.current.content
    status = DELETED if resource.deleted else status_number(now.status)
    assert (found.id, found.type, found.patient, found.version, found.author, found.session) == (
        resource.id, resource.type, resource.patient, kept.number, kept.author, kept.session,
    )  # fmt: skip
    assert (found.action, found.reason, found.status, found.occurred) == (
        kept.action, kept.reason, status, now.occurred,
    )  # fmt: skip
    assert (found.custodian, found.category, found.tier, found.team) == (
        label.custodian, label.category, label.tier, label.team,
    )  # fmt: skip
    same_body(found.body, kept, found.recorded)


def same_body(body: str | None, kept: Kept, recorded: datetime) -> None:
    """The text is what was sent, with `meta` put in and not a character else."""
    assert body is not None
    meta = META.search(body)
    assert meta is not None, body
    assert meta[1] == str(kept.number)
    assert datetime.fromisoformat(meta[2]) == recorded
    assert META.sub("", body, count=1) == sent(kept.content)


def same_list(model: Model, who: Colleague, people: list[UUID], chance: random.Random) -> None:
    """One list as a page would ask for it, drawn at random."""
    patients = chance.sample(people, chance.randint(1, len(people)))
    code = chance.choice((None, None, *KINDS))
    since = chance.choice((None, None, DAY + timedelta(hours=1)))
    until = chance.choice((None, None, DAY + timedelta(hours=2)))
    limit, with_deleted = chance.choice((1, 2, 50, 50)), chance.random() < 0.3
    codes = [coded("code", "https://kith.example/CodeSystem/entry-kind", code)] if code else []
    asked = reading.Query(
        "Observation",
        patients=patients,
        codes=codes,
        since=since,
        until=until,
        limit=limit,
        with_deleted=with_deleted,
    )
    found = reading.find(who.cursor(), asked)
    expected = model.found(
        who.person, "Observation", patients, codes=[code] if code else [], since=since, until=until, limit=limit,
        with_deleted=with_deleted,
    )  # fmt: skip
    assert [each.id for each in found] == expected, f"list {asked}"
    for each in found:
        there = model.resources[each.id]
        same_version(each, there, there.current)


@dataclass(frozen=True, slots=True)
class Told:
    """What several sequences left behind, for comparing all at once. They share no person and no resource."""

    models: list[Model]
    people: list[UUID]
    ids: list[UUID]
    after: int
    """The feed's position before the first."""
    since: datetime


def same_end(told: Told, house: House, owner: psycopg.Connection[Any]) -> None:
    """At the end: what everybody reaches of all this, and what the owner sees."""
    for who in house.colleagues:
        same_lists(told, who)
        same_versions(told, who)
        same_feed(told, who)
        same_looks(told, who)
    same_store(told, owner)


def same_lists(told: Told, who: Colleague) -> None:
    """One list of everything about everybody."""
    asked = reading.Query("Observation", patients=told.people, with_deleted=True, limit=100_000)
    found = reading.find(who.cursor(), asked)
    resources = {
        each.id: each
        for model in told.models
        for each in model.visible(who.person)
        if each.type == asked.type
    }
    assert {each.id for each in found} == set(resources)
    for each in found:
        same_version(each, resources[each.id], resources[each.id].current)


def same_versions(told: Told, who: Colleague) -> None:
    """Every version that the table itself shows to this viewer."""
    rows = who.cursor().execute(
        "select id, version, action, author, reason, body is not null from version where id = any(%s)", (told.ids,)
    ).fetchall()  # fmt: skip
    assert sorted(tuple(row) for row in rows) == sorted(
        (each.id, kept.number, kept.action, kept.author, kept.reason, True)
        for model in told.models for each in model.visible(who.person) for kept in each.versions
    )  # fmt: skip


def same_looks(told: Told, who: Colleague) -> None:
    """Who looked, as far as this viewer may know: under a decision of the viewer's own custodian."""
    found = looks_at(who.cursor(), told.people, since=told.since, limit=100_000)
    expected = [
        by
        for model in told.models
        for by, person in model.looks
        if model.decided(who.person, person, who.custodian)
    ]
    assert Counter(each.staff for each in found) == Counter(expected)


FEED = "select what, id, version from feed where position > %s and id = any(%s) order by position"


def same_feed(told: Told, who: Colleague) -> None:
    """What one viewer reads of the feed, in order."""
    rows = who.cursor().execute(FEED, (told.after, told.ids), prepare=True).fetchall()
    expected = [change for model in told.models for change in model.feed_for(who.person)]
    assert lines(rows) == [(each.what, each.id, each.version) for each in expected]


def same_store(told: Told, owner: psycopg.Connection[Any]) -> None:
    """All of it, as the store's owner sees it: nothing more than the models hold, and nothing less."""
    resources = [each for model in told.models for each in model.resources.values()]
    rows = owner.execute(FEED, (told.after, told.ids), prepare=True).fetchall()
    assert lines(rows) == [(each.what, each.id, each.version) for model in told.models for each in model.feed]
    current = owner.execute(
        "select id, version, custodian, category, tier, team, barred from current where id = any(%s)",
        (told.ids,), prepare=True,
    ).fetchall()  # fmt: skip
    assert {row[0]: (*row[1:6], None if row[0] in withheld(told) else frozenset(row[6] or ())) for row in current} == {
        each.id: (each.current.number, each.label.custodian, each.label.category, each.label.tier, each.label.team,
                  None if each.withheld else each.label.barred)
        for each in resources
    }  # fmt: skip
    versions = owner.execute(
        "select id, version, body is null from version where id = any(%s)", (told.ids,), prepare=True
    ).fetchall()
    assert {(row[0], row[1]): row[2] for row in versions} == {
        (each.id, kept.number): each.destroyed for each in resources for kept in each.versions
    }


def withheld(told: Told) -> set[UUID]:
    """Resources that were put right: nobody sees them, so whom they bar no longer counts."""
    return {each.id for model in told.models for each in model.resources.values() if each.withheld}


def lines(rows: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Rows of the feed as plain tuples; only a version's line has a version."""
    return [(row[0], row[1], row[2] if row[0] == 1 else None) for row in rows]
