"""B4: a page of one person's entries by code and date, over HTTP, and its SQL against the bare query."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from urllib.parse import quote

from benchmarks import clients
from benchmarks.bed import DAYS, Bed, first_code
from benchmarks.pgbench import bare
from benchmarks.results import Result, against, centile, spread
from kith.catalogue.systems import ENTRY_KINDS
from kith.record.types import type_number

SECONDS = 5
PASSES = 3


def measure(bed: Bed) -> Iterator[Result]:
    """The 95th centile at 8 clients, and how much row security and our conditions add to the query."""
    clients.run(bed.kith.port, _maker(bed), clients=8, seconds=2, wanted=200)  # warm-up
    slow = []
    for _ in range(PASSES):
        found = clients.run(bed.kith.port, _maker(bed), clients=8, seconds=SECONDS, wanted=200)
        slow.append(centile(found.times, 0.95) * 1000)
    middle = sorted(slow)[PASSES // 2]
    name = "Observation?patient=&code=&date=, 50 to a page, 8 clients, 95th centile"
    yield against("B4", name, middle, "ms", "20 ms", middle <= 20, spread=spread(slow), data=bed.told)
    ours, plain = [], []
    for _ in range(PASSES):
        ours.append(bare(bed, _sql(bed, guarded=True), role="app", clients=1, seconds=SECONDS).latency)
        plain.append(bare(bed, _sql(bed, guarded=False), role="owner", clients=1, seconds=SECONDS).latency)
    figure, limit = sorted(ours)[PASSES // 2], sorted(plain)[PASSES // 2]
    ratio = round(figure / limit, 2)
    name = "its SQL under row security against the bare query, 1 client"
    yield against(
        "B4",
        name,
        figure,
        "ms",
        "3 times",
        ratio <= 3,
        limit=limit,
        ratio=ratio,
        spread=spread(ours),
        data=bed.told,
    )


def _maker(bed: Bed) -> clients.Maker:
    lots = [Random(number) for number in range(64)]
    code = quote(f"{ENTRY_KINDS}|drink")

    def make(client: int, number: int) -> bytes:
        since = (datetime.now(UTC) - timedelta(days=lots[client].randrange(7, DAYS))).date()
        path = f"/fhir/Observation?patient={lots[client].choice(bed.people)}&code={code}&date=ge{since}"
        return clients.request("GET", path, bed.token)

    return make


def _sql(bed: Bed, *, guarded: bool) -> str:
    """Both set the same setting and read bodies; the owner's is not bound by policies."""
    people = ", ".join(f"'{each}'" for each in bed.people[:50])
    return f"""\\set n random(1, {min(50, len(bed.people))})
begin;
select set_config('kith.session', '{bed.session if guarded else 0}', true);
select c.id, v.version, v.recorded, c.occurred, v.body from current c
  join version v on v.id = c.id and v.version = c.version and v.recorded = c.recorded
  where c.patient = (array[{people}]::uuid[])[:n::int] and c.type = {type_number("Observation")}::smallint and c.status <> 1
  and c.occurred is not null and c.code = any(array[{first_code("drink")}]::bigint[])
  and (c.occurred >= now() - interval '30 days' or c.occurred_end > now() - interval '30 days')
  order by c.occurred desc, c.id desc limit 51;
commit;
"""
