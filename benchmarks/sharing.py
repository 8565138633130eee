"""B15 and B16: what agreements and choices cost the pages and the interface of those who have them, and a year of looks.

Two homes alike: one shares with nobody, the other is party to hundreds of agreements, its people have said no to much,
and each is held by a surgery too, whose record it may read.
"""

import statistics
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from uuid import UUID

import psycopg

from benchmarks.bed import Bed
from benchmarks.results import Result, against, spread
from kith.access import accounts, agreements, gate, making_roles
from kith.access.agreements import PartyTerms, Terms
from kith.access.role_limits import start
from kith.access.roles import shipped, usual
from kith.catalogue.categories import Category, Tier
from kith.catalogue.components.choice import Choice, ChoiceKind
from kith.directory import actions, people
from kith.directory.models import Account, AgreementParty, MadeRole
from kith.record.ids import new_id
from kith.record.labels import Labels
from tests.support.homes import LONG_AGO, Home, home, signed_in
from tests.support.live import LiveKith
from tests.support.lived_in import know, session_cookie
from tests.support.stores import as_url

PEOPLE, AGREEMENTS, CHOICES, ROLES = 20, 500, 1000, 50
PAIRS = 24
DEPTHS = {"demographics": "detail", "summary": "deepest", "plan": "detail", "daily-life": "detail"}
RATIO = 1.15
LOOKS, OF_ONE = 10_000_000, 20_000
YEAR_LIMIT = 2.0


def ratio(bed: Bed) -> Iterator[Result]:
    """The middle of the ratios of pairs of passes, one home after the other, in one server process of its own."""
    plain, sharing = _made("Plain", "nurse"), _made("Sharing", None)
    _configure(sharing[0], sharing[2])
    one = LiveKith(as_url(bed.server.dsn()), bed.data, workers=1)
    one.start()
    try:
        yield from _ratios(bed, one.port, plain, sharing)
    finally:
        one.stop()


def _ratios(bed: Bed, port: int, plain: "Place", sharing: "Place") -> Iterator[Result]:
    with psycopg.connect(bed.server.dsn(), autocommit=True) as connection:
        connection.execute("vacuum analyze current")
        connection.execute("analyze")
    roles = len(usual()) + MadeRole.objects.filter(custodian=sharing[0].organization.custodian).count()
    told = (
        f"{bed.told}; {AGREEMENTS} agreements, {CHOICES} choices, {roles} roles; {PAIRS} pairs, one process"
    )
    for name, ask in (("B1, read by id", _by_id), ("B3, summary page", _summary)):
        ask(port, *plain), ask(port, *sharing)  # warm
        ratios = []
        for turn in range(PAIRS):
            first, second = (plain, sharing) if turn % 2 else (sharing, plain)
            took = {id_(each): ask(port, *each) for each in (first, second)}
            ratios.append(took[id_(sharing)] / took[id_(plain)])
        middle = statistics.median(ratios)
        yield against(
            "B15", f"{name}, a home that shares against one that does not", middle, "ratio", f"{RATIO}",
            middle <= RATIO, spread=spread(ratios), data=told,
        )  # fmt: skip


Place = tuple[Home, Account, list[UUID], list[UUID]]


def id_(place: Place) -> UUID:
    """The place's own id."""
    return place[0].service.id


def _made(name: str, role: str | None) -> Place:
    """A home whose nurse has this role, or one of many that the home has made."""
    place = home(name)
    nurse = place.worker(role or _roles(place))
    residents = [place.person(f"Person{number}", "Ann").id for number in range(PEOPLE)]
    for patient in residents:
        know(patient, nurse)
    with signed_in(nurse) as viewer:
        held = [
            gate.open_to_write(viewer, patient).find(("texture", "moving", "calms"), limit=1)[0].id
            for patient in residents
        ]
    return place, nurse, residents, held


def _roles(place: Home) -> str:
    """Roles of the home's own until there are fifty; answers the key of one like a nurse's."""
    nurse, made = shipped()["nurse"], []
    with signed_in(place.worker("manager")) as viewer:
        wanted = start(viewer, nurse)
        for number in range(ROLES - len(usual())):
            made.append(making_roles.make(viewer, nurse, replace(wanted, words=f"Nurse of ward {number}")))
    return made[0]


def _configure(place: Home, residents: list[UUID]) -> None:
    surgery = home("Surgery")
    for number, patient in enumerate(residents):
        own = surgery.person(f"Person{number}", "Ann")
        people.merge(patient=own.id, same_as=patient, by=None, why="one person")
    partners = [surgery.organization, *(home(f"Partner {number}").organization for number in range(20))]
    for number in range(AGREEMENTS):
        terms = Terms(f"Agreement {number}", "To measure.", "A test.", DEPTHS)
        partner = partners[number % len(partners)]
        made = agreements.make(terms, [PartyTerms(place.organization), PartyTerms(partner)], starts=LONG_AGO)
        AgreementParty.objects.filter(agreement=made).update(signed=LONG_AGO)
    custodian = place.organization.custodian
    assert custodian is not None
    for number in range(CHOICES):
        choice = Choice(
            id=new_id(), patient=residents[number % len(residents)], organisation=place.organization.id,
            kind=ChoiceKind.OBJECTION, since=LONG_AGO, to=partners[1 + number % 20].id,
            categories=frozenset({Category.SEXUAL_HEALTH, Category.MENTAL_HEALTH}),
        )  # fmt: skip
        actions.put(choice.to_fhir(), labels=Labels(custodian, Category.LEGAL, Tier.DETAIL))


def _summary(port: int, place: Home, nurse: Account, residents: list[UUID], held: list[UUID]) -> float:
    cookie = {"Cookie": f"sessionid={session_cookie(nurse)}"}
    return _middle(port, [f"/people/{patient}/summary/" for patient in residents], cookie)


def _by_id(port: int, place: Home, nurse: Account, residents: list[UUID], held: list[UUID]) -> float:
    token = accounts.token(nurse.username, f"bench {new_id()}", lasts=timedelta(days=1))
    paths = [f"/fhir/Observation/{id}" for id in held for _ in range(5)]
    return _middle(port, paths, {"Authorization": f"Bearer {token}"})


def _middle(port: int, paths: list[str], headers: dict[str, str]) -> float:
    """The middle time of an answer, under a session of its own that has opened everybody once."""
    times = []
    with closing(HTTPConnection("localhost", port)) as line:
        for path in [*paths[:3], *paths]:
            begun = time.perf_counter()
            line.request("GET", path, headers=headers)
            answer = line.getresponse()
            answer.read()
            times.append(time.perf_counter() - begun)
            assert answer.status == 200, (path, answer.status)
    return statistics.median(times[3:])


def year_of_looks(bed: Bed) -> Iterator[Result]:
    """Who saw this person in the last year, over ten million looks, as the page asks for it."""
    place = home("Looked at")
    manager = place.worker("manager")
    person = place.person("Green", "Walter").id
    custodian = place.organization.custodian
    with psycopg.connect(bed.server.dsn(), autocommit=True) as connection:
        connection.execute("select kith_months((current_date - interval '13 months')::date)")
        for part in range(10):
            _look(connection, person, custodian, part)
        connection.execute("vacuum analyze look")
        connection.execute("vacuum analyze look_person")
        row = connection.execute("select count(*) from look").fetchone()
        assert row is not None
        count = row[0]
    line, times = HTTPConnection("localhost", bed.kith.port, timeout=120), []
    cookie = session_cookie(manager)
    for _ in range(7):
        begun = time.perf_counter()
        line.request("GET", f"/people/{person}/looks/year/", headers={"Cookie": f"sessionid={cookie}"})
        answer = line.getresponse()
        answer.read()
        times.append(time.perf_counter() - begun)
        assert answer.status == 200, answer.status
    slowest = max(times)
    told = f"{count:,} looks of 10,000 people in a year, {OF_ONE:,} of this one by 200 members of staff"
    yield against(
        "B16", "who saw this person in the last year, the page, the slowest of seven", slowest, "s",
        f"{YEAR_LIMIT} s", slowest <= YEAR_LIMIT, spread=spread(times), data=told,
    )  # fmt: skip


def _look(
    connection: "psycopg.Connection[tuple[object, ...]]", person: UUID, custodian: int | None, part: int
) -> None:
    """A tenth of them, spread over a year; every five-hundredth is of the one person."""
    begun = datetime.now(UTC) - timedelta(days=360)
    connection.execute(
        "with made as ("
        "  insert into look (at, session, staff, role, custodian, purpose, kind, face, asked, depth)"
        "  select %(begun)s + n * interval '3.1 seconds', 0, md5((n %% 200)::text)::uuid, 'nurse', %(custodian)s, 1,"
        "    case when n %% 7 = 0 then 2 else 1 end, 'web', 'day', 2"
        "  from generate_series(%(first)s::bigint, %(last)s::bigint) n returning at, number)"
        " insert into look_person (patient, at, number)"
        " select case when number %% 500 = 0 then %(person)s::uuid else md5((number %% 10000)::text)::uuid end, at, number"
        " from made",
        {
            "begun": begun, "custodian": custodian, "person": person,
            "first": part * LOOKS // 10, "last": (part + 1) * LOOKS // 10 - 1,
        },
    )  # fmt: skip
