"""Each kind of search, explained as the application's role, uses its index (store-measurements, sections 1 and 7)."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from kith.record.ids import new_id
from kith.record.reading import COLUMNS, CURRENT
from tests.support.world import World

pytestmark = pytest.mark.store

PEOPLE, EACH = 200, 150

KINDS = {
    "read by id": (f"select {COLUMNS} {CURRENT} where c.id = %(id)s", "current_pkey"),
    "one person, one code, by date": (
        f"select {COLUMNS} {CURRENT} where c.type = 96::smallint and c.patient = any(%(people)s)"
        " and c.code = any(%(codes)s) and c.occurred >= now() - interval '2 days'"
        " order by c.occurred desc, c.id desc limit 50",
        "current_patient_code",
    ),
    "one person, any code": (
        f"select {COLUMNS} {CURRENT} where c.type = 96::smallint and c.patient = any(%(people)s)"
        " and c.occurred >= now() - interval '4 hours' order by c.occurred desc, c.id desc limit 50",
        "current_patient",
    ),
    "a custodian's last hours, one code": (
        f"select {COLUMNS} {CURRENT} where c.type = 96::smallint and c.custodian = %(custodian)s::smallint"
        " and c.code = any(%(codes)s) and c.occurred >= now() - interval '4 hours' order by c.occurred desc limit 50",
        "current_custodian_code",
    ),
    "every version of one resource": (
        f"select {COLUMNS} from current c join version v on v.id = c.id where c.id = %(id)s",
        "current_pkey",
    ),
    "dates of one person": (
        "select id from search_date where patient = any(%(people)s) and param = 'date'"
        " and low >= now() - interval '4 hours'",
        "search_date_low",
    ),
    "numbers of one person": (
        "select id from search_number where patient = any(%(people)s) and param = 'value-quantity' and value >= 190",
        "search_number_value",
    ),
    "who looked at one person": (
        "select l.at from look_person p join look l on l.at = p.at and l.number = p.number"
        " where p.patient = any(%(people)s) and p.at >= now() - interval '1 year' order by p.at desc limit 100",
        "look_person",
    ),
    "changes to one resource": ("select position from feed where id = %(id)s", "feed_id"),
}

WITHIN_FUNCTIONS = {  # run with the owner's rights and answer with ids only; row security then decides
    "identifier across people": (
        "select id from current where tokens @> array[4711::bigint] and type = 96::smallint",
        "current_tokens",
    ),
    "name across people": (
        "select id from search_text where param = 'name' and value >= 'gre' and value < 'grf'",
        "search_text_value",
    ),
}


@pytest.fixture(scope="module")
def filled(owner_dsn: str, app_dsn: str) -> Iterator[dict[str, Any]]:
    """Thirty thousand rows of two hundred people, seen by one worker."""
    with psycopg.connect(owner_dsn, autocommit=True) as owner:
        world = World(app_dsn)
        yield fill(owner, world)
        world.close()


def fill(owner: psycopg.Connection[Any], world: World) -> dict[str, Any]:
    eliza = world.worker()
    people = [new_id() for _ in range(PEOPLE)]
    for person in people:
        eliza.may(person)
    owner.execute(
        "insert into current (id, patient, type, custodian, category, tier, status, version, code,"
        " occurred, recorded, author, tokens) select gen_random_uuid(), p, 96, %s, 4, 2, 4, 1, n %% 30,"
        " now() - n * interval '1 hour', now(), p, array[n::bigint, 7]"
        " from unnest(%s::uuid[]) p, generate_series(1, %s) n",
        (eliza.custodian, people, EACH),
    )
    owner.execute(
        "insert into version (id, version, recorded, type, patient, author, action, labels,"
        " content_hash, body_hash, body) select id, 1, recorded, type, patient, author, 1, '', '', '', '{}' from current"
    )
    owner.execute("insert into search_date select id, patient, 'date', occurred, occurred from current")
    owner.execute(
        "insert into search_number select id, patient, 'value-quantity', code * 7, 'mL' from current"
    )
    owner.execute("insert into search_text select id, patient, 'name', md5(id::text) from current")
    owner.execute(
        "insert into feed (position, what, id, version, custodian, at)"
        " select row_number() over (), 1, id, 1, custodian, now() from current"
    )
    owner.execute(
        "insert into look (at, session, role, custodian, purpose, kind, face, asked, depth)"
        " select recorded + n * interval '1 millisecond', %s, 'nurse', custodian, 1, 1, 'web', 'day', 2"
        " from current, generate_series(1, 2) n",
        (eliza.session,),
    )
    owner.execute(
        "insert into look_person select (%s::uuid[])[1 + number %% 200], at, number from look", (people,)
    )
    owner.execute("vacuum analyze")
    row = owner.execute("select id from current where patient = %s limit 1", (people[0],)).fetchone()
    assert row is not None
    return {"eliza": eliza, "people": people[:1], "id": row[0], "codes": [3], "custodian": eliza.custodian}


def plan_of(cursor: Any, query: str, values: dict[str, Any]) -> str:
    return "\n".join(row[0] for row in cursor.execute("explain " + query, values).fetchall())


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_search_uses_its_index_as_the_application(kind: str, filled: dict[str, Any]) -> None:
    query, index = KINDS[kind]
    with filled["eliza"].transaction() as cursor:
        plan = plan_of(cursor, query, filled)
        rows = cursor.execute(query, filled).fetchall()
    assert index in plan, plan
    assert "Seq Scan on current" not in plan, plan
    assert rows


@pytest.mark.parametrize("kind", WITHIN_FUNCTIONS)
def test_candidates_across_people_come_from_an_index(
    kind: str, filled: dict[str, Any], owner: psycopg.Connection[Any]
) -> None:
    query, index = WITHIN_FUNCTIONS[kind]
    plan = plan_of(owner, query, {})
    assert index in plan, plan
