"""Whatever is raised, acted on, opened again, renamed and removed: everybody sees exactly what a plain oracle says.

By every way: the page, the count on every page, what open pages ask, the handover, acts, and the API's search.
"""

import re
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kith.access import accounts, gate
from kith.access.refused import Refused
from kith.care import concerns
from kith.care.handover import queries
from kith.care.handover.open_concerns import OPEN
from kith.care.handover.since import Choice
from kith.directory.models import Account, KnownPatient
from kith.record.errors import Conflict, RecordError
from tests.integration.test_handover import browser
from tests.properties.concern_oracle import Raised
from tests.support.api import Program, in_process
from tests.support.concerns import act, send
from tests.support.homes import Home, as_owner, home, signed_in

pytestmark = [pytest.mark.usefixtures("store_url"), pytest.mark.store]

STAFF = {
    "carer": "care_worker", "senior": "senior_care_worker", "nurse": "nurse", "maria": "manager", "dan": "manager",
}  # fmt: skip
PEOPLE = 2
who = st.sampled_from(sorted(STAFF))
some = st.frozensets(who, max_size=2)
which = st.integers(0, 4)
steps = st.lists(
    st.one_of(
        st.tuples(
            st.just("raise"), st.integers(0, PEOPLE - 1), who, some,
            st.frozensets(st.sampled_from(["lead", "manager", "cqc"]), min_size=1),
        ),
        st.tuples(st.just("act"), who, which),
        st.tuples(st.just("again"), who, which),
        st.tuples(st.just("name"), who, which, some, st.booleans()),
        st.tuples(st.just("remove"), who, which),
    ),
    min_size=2,
    max_size=9,
)  # fmt: skip


@dataclass
class Place:
    """The home, who works there, their browsers and their programs: one for all examples."""

    home: Home
    staff: dict[str, Account]
    clients: dict[str, Client]
    programs: dict[str, Program]


@dataclass
class Game:
    """One example: the store's concerns, and the oracle's beside them."""

    place: Place
    people: list[KnownPatient]
    held: dict[UUID, Raised] = field(default_factory=dict)
    versions: dict[UUID, int] = field(default_factory=dict)

    def do(self, step: tuple[Any, ...]) -> None:
        """One step, on the store and on the oracle."""
        if step[0] == "raise" or self.held:
            getattr(self, f"_{step[0]}")(*step[1:])

    def _picked(self, number: int) -> tuple[UUID, Raised]:
        id = list(self.held)[number % len(self.held)]
        return id, self.held[id]

    def _raise(self, about: int, by: str, named: frozenset[str], to: frozenset[str]) -> None:
        others = named - {by}
        accounts_of = tuple(self.place.staff[each] for each in sorted(others))
        id = send(self.place.clients[by], self.people[about], accounts_of, *sorted(to))
        self.held[id], self.versions[id] = Raised(about, to, set(others)), 1

    def _act(self, by: str, number: int) -> None:
        self._acted(by, number, "made-safe", "act")

    def _again(self, by: str, number: int) -> None:
        self._acted(by, number, "opened-again", "again")

    def _acted(self, by: str, number: int, how: str, told: str) -> None:
        id, concern = self._picked(number)
        patient, knowing = self.people[concern.about].id, len(concern.acts)
        may = concern.seen_by(by, STAFF[by])
        can = not concern.removed and (told == "act" or not concern.open)
        try:
            act(self.place.staff[by], patient, id, how=how, knowing=knowing)
        except Refused:
            assert not may
        except Conflict:
            assert may
            assert not can
        else:
            assert may
            assert can
            concern.acts.append(told)

    def _name(self, by: str, number: int, named: frozenset[str], by_program: bool) -> None:
        id, concern = self._picked(number)
        may = concern.seen_by(by, STAFF[by]) and STAFF[by] == "manager" and not concern.removed
        change = self._named_by_program if by_program else self._named_by_page
        if change(by, id, concern, [self.place.staff[each] for each in sorted(named)]):
            assert may
            concern.named |= named
            self.versions[id] += 1
        else:
            assert not may

    def _named_by_program(self, by: str, id: UUID, concern: Raised, named: list[Account]) -> bool:
        program = self.place.programs[by]
        stands = program.get(f"Observation/{id}")
        if stands.status_code != 200 or concern.removed:
            return False
        body = stands.json() | {"focus": [{"reference": f"Practitioner/{each.staff_id}"} for each in named]}
        if not named:
            del body["focus"]
        match = f'W/"{self.versions[id]}"'
        return program.write("PUT", f"Observation/{id}", body, if_match=match).status_code == 200

    def _named_by_page(self, by: str, id: UUID, concern: Raised, named: list[Account]) -> bool:
        with suppress(Refused, RecordError), signed_in(self.place.staff[by]) as viewer:
            record = gate.open(viewer, self.people[concern.about].id, face="test", asked="to change")
            entry = next((each for each in record.entries("concern") if each.id == id), None)
            if entry is not None:
                who = tuple(each.staff_id for each in named)
                amended = entry.amended(about=who, made=datetime.now(UTC))
                record.amend(amended, expected=self.versions[id], reason="Names")
                return True
        return False

    def _remove(self, by: str, number: int) -> None:
        id, concern = self._picked(number)
        may, done = concern.seen_by(by, STAFF[by]) and STAFF[by] == "manager", False
        with suppress(Refused, RecordError), signed_in(self.place.staff[by]) as viewer:
            record = gate.open(viewer, self.people[concern.about].id, face="test", asked="to change")
            record.withdraw(id, expected=self.versions[id], reason="A slip")
            done = True
        assert done == may
        if done:
            concern.removed = True
            self.versions[id] += 1

    def agree(self) -> None:
        """Everybody sees what the oracle says, by every way."""
        for name, role in STAFF.items():
            seen = {id for id, each in self.held.items() if each.seen_by(name, role)}
            standing = {id for id in seen if not self.held[id].removed}
            waiting = {id for id in seen if self.held[id].open}
            self._in_the_store(name, seen, standing, waiting)
            self._on_pages(name, standing, waiting)
            found = self.place.programs[name]
            by_search = {id for each in self.people for id in searched(found, each.id)}
            assert by_search & set(self.held) == seen, name

    def _in_the_store(self, name: str, seen: set[UUID], standing: set[UUID], waiting: set[UUID]) -> None:
        ids = [each.id for each in self.people]
        with signed_in(self.place.staff[name]) as viewer:
            people = gate.open_people(viewer, face="test", asked="the handover")
            mine = [each for each in people if each.id in ids]
            found = concerns.concerns_about(ids)
            shown = queries.of_people(viewer, mine, Choice.READ, now=datetime.now(UTC), register="everyday")
            acts = [
                each
                for patient in ids
                for each in gate.open_to_write(viewer, patient).find(type="DetectedIssue")
            ]
        assert {each.entry.id for each in found} == standing, name
        assert {each.entry.id for each in found if each.is_open} == waiting, name
        first = {line.id for part in shown.everybody for line in part.lines if line.rank == OPEN}
        assert first == waiting, name
        assert len(acts) == sum(len(self.held[id].acts) for id in seen), name

    def _on_pages(self, name: str, standing: set[UUID], waiting: set[UUID]) -> None:
        client = self.place.clients[name]
        answer = client.get("/concerns/")
        listed = re.findall(r'id="concern-([0-9a-f-]{36})"', answer.content.decode())
        assert {UUID(each) for each in listed} & set(self.held) == standing, name
        counted = re.search(
            r"<strong>(\d+) concerns? (?:is|are) open", client.get("/catalogue/").content.decode()
        )
        if STAFF[name] == "care_worker":
            assert counted is None
        else:
            number = int(counted[1]) if counted else 0
            assert number == len(waiting), name


def searched(program: Program, patient: UUID) -> set[UUID]:
    """What a program finds about somebody."""
    found = program.get(f"Observation?patient={patient}").json()
    return {UUID(each["resource"]["id"]) for each in found.get("entry", ())}


@pytest.fixture
def api() -> Any:
    with in_process() as client:
        yield client


def place_of(api: httpx.Client) -> Place:
    """A new home for each example, so that counts of one are not those of another."""
    with as_owner():
        house = home()
        staff = {name: house.worker(role, name.capitalize()) for name, role in STAFF.items()}
        tokens = {n: accounts.token(a.username, "a test", lasts=timedelta(days=1)) for n, a in staff.items()}
    clients = {name: browser(account) for name, account in staff.items()}
    return Place(house, staff, clients, {name: Program(text, api) for name, text in tokens.items()})


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(happens=steps)
def test_everybody_sees_exactly_the_concerns_that_the_oracle_says(
    api: httpx.Client, happens: list[Any]
) -> None:
    place = place_of(api)
    with as_owner():
        people = [place.home.person("Green", f"Walter{number}") for number in range(PEOPLE)]
    game = Game(place, people)
    for step in happens:
        game.do(step)
    game.agree()
