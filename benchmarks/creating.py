"""B2 and B14: a FHIR create over HTTP against the same work as bare statements, and how soon it is in the feed."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from random import Random
from uuid import UUID

import orjson
import psycopg

from benchmarks import clients
from benchmarks.bed import Bed, entry_text, first_code
from benchmarks.pgbench import bare
from benchmarks.results import Result, against, centile, spread
from kith.record.search import extract
from kith.record.types import type_number

SECONDS = 5
PASSES = 3


def measure(bed: Bed) -> Iterator[Result]:
    """The rate at 8 clients against both bare forms, the 95th centile at 15, and the feed under that load."""
    clients.run(bed.kith.port, maker(bed), clients=8, seconds=2, wanted=201)  # warm-up
    begun = datetime.now(UTC)
    rates, calls, trips = [], [], []
    for _ in range(PASSES):
        rates.append(clients.run(bed.kith.port, maker(bed), clients=8, seconds=SECONDS, wanted=201).rate)
        calls.append(bare(bed, one_call(bed), role="app", clients=8, seconds=SECONDS).rate)
        trips.append(bare(bed, single_trips(bed), role="app", clients=8, seconds=SECONDS).rate)
    rate, told = sorted(rates)[PASSES // 2], spread(rates)
    for limits, words, budget in ((trips, "the statements one by one", 0.5), (calls, "one call", 0.4)):
        limit = sorted(limits)[PASSES // 2]
        ratio = round(rate / limit, 3)
        name = f"create over HTTP, 8 clients, against pgbench: {words}"
        yield against(
            "B2",
            name,
            rate,
            "/s",
            f"ratio {budget}",
            ratio >= budget,
            limit=limit,
            ratio=ratio,
            spread=told,
            data=bed.told,
        )
    late = clients.run(bed.kith.port, maker(bed), clients=15, seconds=SECONDS, wanted=201)
    slow = centile(late.times, 0.95) * 1000
    yield against(
        "B2", "create over HTTP, 15 clients, 95th centile", slow, "ms", "30 ms", slow <= 30, data=bed.told
    )
    yield _feed(bed, begun)


def _feed(bed: Bed, since: datetime) -> Result:
    with psycopg.connect(bed.server.dsn(), autocommit=True) as connection:
        row = connection.execute(
            "select percentile_cont(0.99) within group (order by extract(epoch from drained - at))::float8, count(*)"
            " from feed where at >= %s",
            (since,),
        ).fetchone()
    assert row is not None
    name = "written to feed, 99th centile, under the load of B2"
    return against("B14", name, row[0], "s", "1 s", row[0] <= 1, spread=f"{row[1]} versions", data=bed.told)


def maker(bed: Bed) -> clients.Maker:
    """Requests that each record a weight of somebody."""
    lots = [Random(number) for number in range(64)]
    staff = bed.people[0]

    def make(client: int, number: int) -> bytes:
        lot = lots[client]
        text = entry_text("weight", lot.choice(bed.people), staff, datetime.now(UTC), lot.randint(50, 99))
        return clients.request(
            "POST", "/fhir/Observation", bed.token, text.encode(), Content_Type="application/fhir+json"
        )

    return make


def one_call(bed: Bed) -> str:
    """`kith_put` with ready-made values, in one statement with the setting that it needs."""
    values = _values(bed)
    return (
        f"{_LOTS}select o.* from (select set_config('kith.session', '{bed.session}', true)) x, lateral ("
        + (
            f"select p.* from kith_put({_ID},"
            f" {values['type']}::smallint, '{values['patient']}'::uuid, {values['labels']}, null, null, 4::smallint,"
            f" {values['code']}, now(), null, now(), '{values['patient']}'::uuid, array[{values['tokens']}]::bigint[], null,"
            f" 1::smallint, null, '\\x{values['hash']}'::bytea, '\\x{values['hash']}'::bytea, {values['body']},"
            " '{}', '{}', array['date'], array[now()], array[now()],"
            " array['value-quantity'], array[70.0]::float8[], array['kg']) p"
            " where x.set_config is not null) o;\n"
        )
    )


def single_trips(bed: Bed) -> str:
    """begin, session, row, version with index and feed rows, commit."""
    values = _values(bed)
    return f"""{_LOTS}begin;
select set_config('kith.session', '{bed.session}', true);
insert into current (id, patient, type, custodian, category, tier, status, version, code, occurred, recorded, author,
  tokens)
  values ({_ID}, '{values["patient"]}', {values["type"]}, {values["labels"]}, 4, 1, {values["code"]}, now(), now(),
  '{values["patient"]}', array[{values["tokens"]}]::bigint[]);
select kith_record_version({_ID}, 1, 1::smallint, null, '\\x{values["hash"]}'::bytea, '\\x{values["hash"]}'::bytea,
  {values["body"]}, '{{}}', '{{}}', array['date'], array[now()], array[now()], array['value-quantity'],
  array[70.0]::float8[], array['kg']);
commit;
"""


# Ids in order of time, as ours are.
_LOTS = "\\set a random(0, 2147483647)\n\\set b random(0, 2147483647)\n"
_ID = (
    "(lpad(to_hex((extract(epoch from now()) * 1000000)::bigint), 16, '0') || lpad(to_hex(:a::bigint), 8, '0')"
    " || lpad(to_hex(:b::bigint), 8, '0'))::uuid"
)


def _values(bed: Bed) -> dict[str, str]:
    text = entry_text("weight", bed.people[0], bed.people[0], datetime.now(UTC), 70, UUID(int=7))
    found = extract(orjson.loads(text))
    with psycopg.connect(bed.server.dsn(), autocommit=True) as connection:
        row = connection.execute(
            "select custodian, category, tier from current where type = %s and code = %s limit 1",
            (type_number("Observation"), first_code("weight")),
        ).fetchone()
    assert row is not None
    return {
        "type": str(type_number("Observation")),
        "patient": str(bed.people[0]),
        "labels": ", ".join(f"{each}::smallint" for each in row),
        "code": f"{found.code}::bigint",
        "tokens": ", ".join(map(str, found.tokens)),
        "hash": hashlib.sha256(text.encode()).hexdigest(),
        # As hexadecimal digits: pgbench takes every colon for a variable of its own.
        "body": f"convert_from('\\x{text.encode().hex()}'::bytea, 'UTF8')",
    }
