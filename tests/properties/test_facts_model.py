"""What is lastingly so is the newest version that stands: record, change, remove and late twins against a plain list.

Several people of one house act on one person in an order drawn at random. A dictionary says what ought to be held.
"""

import os
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kith.access import gate
from kith.care.facts import facts_about, facts_of
from kith.catalogue.facts import fact_id
from kith.catalogue.kinds import Fact
from kith.catalogue.loader import catalogue
from kith.directory.models import Account, KnownPatient
from kith.record.errors import Conflict
from tests.support.entries import answers
from tests.support.facts import fact
from tests.support.homes import Home, as_owner, home, signed_in

pytestmark = [pytest.mark.store]

FULL = os.environ.get("KITH_FULL") == "1"
ONE = ("moving", "calms", "skin", "about-me")
MANY = ("risk", "contact", "must-do")
STEP = st.tuples(
    st.sampled_from(["record", "change", "remove", "stale"]),
    st.sampled_from([*ONE, *MANY]),
    st.integers(0, 2),
    st.integers(0, 5),
)


@dataclass
class Model:
    """By id: version, kind, answers, and whether it stands; `order` is when each was written last."""

    held: dict[UUID, tuple[int, str, dict[str, Any], bool]] = field(default_factory=dict)
    order: list[UUID] = field(default_factory=list)

    def write(self, id: UUID, kind: str, said: dict[str, Any], *, stands: bool = True) -> None:
        self.held[id] = (self.version(id) + 1, kind, said, stands)
        self.order = [each for each in self.order if each != id] + [id]

    def version(self, id: UUID) -> int:
        return self.held[id][0] if id in self.held else 0

    def of(self, kind: str) -> list[dict[str, Any]]:
        """The answers that stand, the newest first."""
        told = [self.held[id] for id in reversed(self.order)]
        return [said for _, key, said, stands in told if key == kind and stands]


@pytest.fixture(scope="module")
def house(store_url: str) -> tuple[Home, list[Account]]:
    with as_owner():
        place = home()
        return place, [
            place.worker(role, f"Number {n}") for n, role in enumerate(("nurse", "nurse", "manager"))
        ]


def newcomer(place: Home) -> KnownPatient:
    with as_owner():
        return place.person(given=f"W{uuid4().hex[:8]}")


@settings(max_examples=60 if FULL else 6)
@given(steps=st.lists(STEP, min_size=4, max_size=14), data=st.data())
def test_the_current_fact_is_the_newest_that_stands(
    house: Any, steps: list[Any], data: st.DataObject
) -> None:
    place, staff = house
    patient, model = newcomer(place).id, Model()
    for what, kind, who, which in steps:
        said = data.draw(answers(catalogue().kind(kind)))
        act(model, patient, staff[who], what, kind, which, said)
        with signed_in(staff[(who + 1) % 3]) as viewer:
            facts = facts_of(gate.open(viewer, patient, face="test", asked="x"))
            assert facts_about([patient]).get(patient, facts) == facts
        for each in (*ONE, *MANY):
            assert [held.entry.answers for held in facts.of(each)] == model.of(each), (what, kind)
            assert catalogue().kind(each).fact is Fact.MANY or len(facts.of(each)) <= 1


def act(
    model: Model, patient: UUID, by: Account, what: str, kind: str, which: int, said: dict[str, Any]
) -> None:
    """One step, in the store and in the model; what cannot be done there is refused here."""
    there = [id for id in model.order if model.held[id][1] == kind]
    own = catalogue().kind(kind).fact is Fact.ONE
    with signed_in(by) as viewer:
        record = gate.open(viewer, patient, face="test", asked="x")
        entry = fact(kind, said, by=viewer.practitioner, patient=patient, at=datetime.now(UTC))
        if what == "record" and not (own and there):
            record.add(entry)
            model.write(entry.id, kind, said)
        elif what in ("record", "stale"):
            refused(record, entry, model, there, which)
        elif there:
            id = fact_id(patient, kind) if own else there[which % len(there)]
            change(record, model, id, kind, said, remove=what == "remove")


def change(record: Any, model: Model, id: UUID, kind: str, said: dict[str, Any], *, remove: bool) -> None:
    version, _, before, _ = model.held[id]
    (stands,) = [each.entry for each in facts_of(record).last(kind) if each.entry.id == id]
    if remove:
        record.withdraw(id, expected=version, reason="Not so.")
        model.write(id, kind, before, stands=False)
    else:
        record.amend(stands.amended(answers=said), expected=version, reason="It has changed.")
        model.write(id, kind, said)


def refused(record: Any, entry: Any, model: Model, there: list[UUID], which: int) -> None:
    """A second first version, or a change of what has changed meanwhile: both are told apart and neither is lost."""
    if catalogue().kind(entry.kind).fact is Fact.ONE and entry.id in there:
        with pytest.raises(Conflict):
            record.add(entry)
        return
    for id in there[which : which + 1]:
        if model.version(id) > 1:
            (stands,) = [each.entry for each in facts_of(record).last(entry.kind) if each.entry.id == id]
            with pytest.raises(Conflict):
                record.amend(
                    stands.amended(answers=entry.answers, note=f"{uuid4()}"), expected=1, reason="Late."
                )
