"""B1: a FHIR read by id over HTTP against the same work as bare statements."""

from collections.abc import Iterator
from random import Random

from benchmarks import clients
from benchmarks.bed import ENTRY_ID_SQL, Bed, entry_id
from benchmarks.pgbench import bare
from benchmarks.results import Result, against, centile, spread
from kith.access.sessions import hashed
from kith.record.types import type_number

SECONDS = 5
PASSES = 3


def measure(bed: Bed) -> Iterator[Result]:
    """The rate at 8 clients against both bare forms, then the 95th centile at 15."""
    clients.run(bed.kith.port, _maker(bed), clients=8, seconds=2, wanted=200)  # warm-up
    rates, calls, singles = [], [], []
    for _ in range(PASSES):
        rates.append(clients.run(bed.kith.port, _maker(bed), clients=8, seconds=SECONDS, wanted=200).rate)
        calls.append(bare(bed, one_call(bed), role="app", clients=8, seconds=SECONDS).rate)
        singles.append(bare(bed, single_trips(bed), role="app", clients=8, seconds=SECONDS).rate)
    rate, told = sorted(rates)[PASSES // 2], spread(rates)
    for limits, words, budget in ((singles, "the statements one by one", 0.5), (calls, "one call", 0.3)):
        limit = sorted(limits)[PASSES // 2]
        ratio = round(rate / limit, 3)
        name = f"read by id over HTTP, 8 clients, against pgbench: {words}"
        yield against(
            "B1",
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
    late = clients.run(bed.kith.port, _maker(bed), clients=15, seconds=SECONDS, wanted=200)
    slow = centile(late.times, 0.95) * 1000
    yield against(
        "B1", "read by id over HTTP, 15 clients, 95th centile", slow, "ms", "15 ms", slow <= 15, data=bed.told
    )


def _maker(bed: Bed) -> clients.Maker:
    lots = [Random(number) for number in range(64)]

    def make(client: int, number: int) -> bytes:
        id = entry_id(lots[client].randrange(bed.entries))
        return clients.request("GET", f"/fhir/Observation/{id}", bed.token)

    return make


def one_call(bed: Bed) -> str:
    """What the API itself runs."""
    token = hashed(bed.token).hex()
    return f"""\\set n random(0, {bed.entries - 1})
select r.* from kith_session_of_token('\\x{token}'::bytea) s, lateral
  kith_read(s, {type_number("Observation")}::smallint, {ENTRY_ID_SQL}, null, 'fhir', 'Observation') r;
"""


def single_trips(bed: Bed) -> str:
    """The same in separate statements: begin, session, setting, body, look, commit."""
    token = hashed(bed.token).hex()
    return f"""\\set n random(0, {bed.entries - 1})
begin;
select kith_session_of_token('\\x{token}'::bytea);
select set_config('kith.session', '{bed.session}', true);
select v.body, v.version, v.recorded, c.patient from current c
  join version v on v.id = c.id and v.version = c.version and v.recorded = c.recorded
  where c.id = {ENTRY_ID_SQL} and c.type = {type_number("Observation")};
select kith_look(array['{bed.people[0]}'::uuid], 5::smallint, 'fhir', 'Observation', 2::smallint);
commit;
"""
