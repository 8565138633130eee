"""Row security stands on every table with personal data, and its plans use their indexes."""

from typing import Any
from uuid import UUID

import psycopg
import pytest

from kith.record import policies
from tests.support.world import World, drink, patient

pytestmark = pytest.mark.store


def test_every_table_has_a_policy_or_a_reason(owner: psycopg.Connection[Any]) -> None:
    assert list(policies.faults(owner)) == []


def test_a_new_table_without_a_policy_is_found(owner: psycopg.Connection[Any]) -> None:
    owner.execute("create table forgotten (patient uuid)")
    owner.execute("create table half_done (patient uuid)")
    owner.execute("alter table half_done enable row level security")
    owner.execute("grant select on half_done to kith_app")
    try:
        found = list(policies.faults(owner))
    finally:
        owner.execute("drop table forgotten, half_done")
    assert [each.split()[0] for each in found] == ["forgotten", "half_done"]


def test_without_a_session_the_application_sees_no_row_of_any_guarded_table(
    world: World, owner: psycopg.Connection[Any]
) -> None:
    eliza = world.worker()
    person = patient(birthDate="1941-05-06")
    green = UUID(person["id"])
    eliza.may(green)
    eliza.put(person)
    eliza.put(drink(green))
    known = policies.exempt()
    guarded = [row[0] for row in owner.execute(policies.TABLES).fetchall() if row[4] and row[0] not in known]

    assert {"current", "version", "look", "decision", "search_text"} <= set(guarded)
    for table in guarded:
        assert eliza.connection.execute(f"select * from {table} limit 1").fetchall() == [], table
