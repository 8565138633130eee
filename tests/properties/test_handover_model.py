"""Each change is new to each reader once, until they acknowledge it: whatever the order, lateness and rights.

The plain model beside the store: for every person the list of what came into the feed, for every reader how far down
that list they have read.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kith.access import gate
from kith.care import queries as care
from kith.care.handover import queries, reads
from kith.care.handover.since import Choice
from kith.catalogue import exact
from kith.catalogue.components import DailyEntry
from kith.catalogue.loader import catalogue
from kith.directory.models import Account, KnownPatient
from kith.record.ids import new_id
from tests.support.feeding import drained
from tests.support.homes import Home, as_owner, home, signed_in

pytestmark = [pytest.mark.usefixtures("store_url"), pytest.mark.store]

READERS = ("care_worker", "nurse", "manager")
KINDS = {
    "drink": {"what": "tea"},
    "mood": {"mood": ["content"]},
    "distress": {"during": ["shouting"], "helped": ["listened"], "after": "settled"},
    "concern": {"how-known": "saw", "seen": "This", "safe-now": "yes", "send-to": ["manager"]},
}
ONLY_MANAGER = "concern"
TOLD = {"distress", "concern"}
"""What a handover tells; the other kinds are routine, and told only where they were put right after they were read."""
PEOPLE = 2

steps = st.lists(
    st.one_of(
        st.tuples(
            st.just("add"), st.integers(0, PEOPLE - 1), st.sampled_from(sorted(KINDS)), st.integers(0, 3000)
        ),
        st.tuples(st.just("amend"), st.integers(0, 9)),
        st.tuples(st.just("withdraw"), st.integers(0, 9)),
        st.tuples(st.just("read"), st.sampled_from(READERS), st.sets(st.integers(0, PEOPLE - 1), min_size=1)),
        st.tuples(st.just("show"), st.sampled_from(READERS)),
        st.tuples(st.just("acknowledge"), st.sampled_from(READERS)),
    ),
    max_size=14,
)


@dataclass
class Model:
    """What came into the feed, by person, and how far each reader has read."""

    feed: dict[UUID, list[tuple[UUID, int, str]]] = field(default_factory=dict)
    read: dict[tuple[str, UUID], int] = field(default_factory=dict)
    page: dict[str, dict[UUID, int]] = field(default_factory=dict)

    def new_to(self, reader: str, person: UUID) -> dict[UUID, bool]:
        """Ids that are new, and whether they are new as a whole."""
        fresh = [
            (id, version)
            for id, version, kind in self.feed.get(person, [])[self.read.get((reader, person), 0) :]
            if kind != ONLY_MANAGER or reader == "manager"
        ]
        return {id: min(v for i, v in fresh if i == id) == 1 for id, _ in fresh}


@dataclass
class House:
    """People and readers of one example."""

    people: list[KnownPatient]
    staff: dict[str, Account]
    worker: str
    entries: list[tuple[DailyEntry, int, str]] = field(default_factory=list)
    heads: dict[str, int] = field(default_factory=dict)
    model: Model = field(default_factory=Model)

    def do(self, step: tuple[Any, ...]) -> None:
        """One step, on the store and on the model."""
        getattr(self, f"_{step[0]}")(*step[1:])

    def _add(self, person: int, kind: str, minutes: int) -> None:
        now, patient = datetime.now(UTC), self.people[person].id
        with signed_in(self.staff["manager"]) as viewer:
            entry = DailyEntry(
                id=new_id(), kind=kind, definition=catalogue().current[kind].canonical, patient=patient,
                occurred=now - timedelta(minutes=minutes), author=viewer.practitioner, made=now, answers=KINDS[kind],
            )  # fmt: skip
            gate.open_to_write(viewer, patient).add(entry)
        self.entries.append((entry, 1, "final"))
        self._fed(entry, 1)

    def _amend(self, which: int) -> None:
        self._changed(which, "final")

    def _withdraw(self, which: int) -> None:
        self._changed(which, "entered-in-error")

    def _changed(self, which: int, status: str) -> None:
        if not self.entries:
            return
        place = which % len(self.entries)
        entry, version, now = self.entries[place]
        if now == "entered-in-error":
            return
        with signed_in(self.staff["manager"]) as viewer:
            record = gate.open_to_write(viewer, entry.patient)
            stands = DailyEntry.from_fhir(exact.loads(record.read("Observation", entry.id).body or "{}"))
            changed = stands.withdrawn() if status != "final" else stands.amended(made=datetime.now(UTC))
            record.amend(changed, expected=version, reason="Put right")
        self.entries[place] = (entry, version + 1, status)
        self._fed(entry, version + 1)

    def _fed(self, entry: DailyEntry, version: int) -> None:
        drained(self.worker)
        self.model.feed.setdefault(entry.patient, []).append((entry.id, version, entry.kind))

    def _read(self, reader: str, people: set[int]) -> None:
        """Opens the page and acknowledges some people at once."""
        chosen = [self.people[each].id for each in sorted(people)]
        with signed_in(self.staff[reader]) as viewer:
            gate.open_people(viewer, face="test", asked="the handover")
            news = queries.news_for(chosen, Choice.READ, datetime.now(UTC))
            assert reads.mark(chosen, news.head) == len(chosen)
        for patient in chosen:
            self.model.read[reader, patient] = len(self.model.feed.get(patient, []))

    def _show(self, reader: str) -> None:
        """Opens the page, and leaves it open."""
        with signed_in(self.staff[reader]):
            self.heads[reader] = reads.head()
        self.model.page[reader] = {p.id: len(self.model.feed.get(p.id, [])) for p in self.people}

    def _acknowledge(self, reader: str) -> None:
        """Acknowledges the page that was left open, however old: what came since stays new."""
        if reader not in self.heads:
            return
        ids = [person.id for person in self.people]
        with signed_in(self.staff[reader]) as viewer:
            gate.open_people(viewer, face="test", asked="the handover")
            reads.mark(ids, self.heads[reader])
        for patient in ids:
            held = self.model.read.get((reader, patient), 0)
            self.model.read[reader, patient] = max(held, self.model.page[reader][patient])

    def agree(self) -> None:
        """The store tells every reader what the model says, each change once."""
        ids = [person.id for person in self.people]
        for reader in READERS:
            with signed_in(self.staff[reader]) as viewer:
                people = gate.open_people(viewer, face="test", asked="the handover")
                told = queries.news_for(ids, Choice.READ, datetime.now(UTC)).told
                lately = care.lately(ids, datetime.now(UTC) - timedelta(days=1))
                mine = [person for person in people if person.id in ids]
                number, _ = queries.whom_to_tell(mine, lately, datetime.now(UTC))
            wanted = {patient: new for patient in ids if (new := self.model.new_to(reader, patient))}
            found = {
                p: {each.change.stored.id: each.change.whole for each in some} for p, some in told.items()
            }
            assert found == wanted
            assert all(len(some) == len({each.change.stored.id for each in some}) for some in told.values())
            assert number == sum(self._is_told(new) for new in wanted.values())

    def _is_told(self, new: dict[UUID, bool]) -> bool:
        """Whether anything new about somebody is no routine."""
        stands = {entry.id: (entry.kind, status) for entry, _, status in self.entries}
        return any(
            not whole or (stands[id][0] in TOLD and stands[id][1] != "entered-in-error")
            for id, whole in new.items()
        )


@pytest.fixture(scope="module")
def staff(store_url: str) -> tuple[Home, dict[str, Account]]:
    with as_owner():
        house = home()
        return house, {key: house.worker(key, key) for key in READERS}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(happens=steps)
def test_each_change_is_new_once_to_each_reader_until_it_is_acknowledged(
    staff: tuple[Home, dict[str, Account]], worker_dsn: str, happens: list[Any]
) -> None:
    place, accounts = staff
    with as_owner():
        people = [place.person("Green", f"Walter{number}") for number in range(PEOPLE)]
    drained(worker_dsn)
    house = House(people, accounts, worker_dsn)
    for person in people:  # who came before counts as read
        for reader in READERS:
            house.do(("read", reader, {people.index(person)}))
    for step in happens:
        house.do(step)
    house.agree()
