"""Who is who: links between Patients in a plain model, and steps that play them on both.

A person is a number; a Patient belongs to one person or stands alone. An act says where it took each Patient from and
to; undoing it takes them back, as long as nobody has moved them since (`architecture.md`, "People").
"""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from kith.directory import people
from kith.directory.models import KnownPatient, PersonLink
from tests.support.record_steps import Draw

OVERTAKEN = "Overtaken"


class Overtaken(Exception):
    """The model says: something happened since."""


@dataclass
class Proposal:
    """Somebody said that `patient` may be whoever `person` is."""

    patient: UUID
    person: int
    open: bool = True


@dataclass
class Place:
    """Where a Patient belongs, and the act that said so."""

    person: int
    act: int


@dataclass
class Links:
    """Everybody's place, every proposal and every act."""

    places: dict[UUID, Place] = field(default_factory=dict)
    proposals: list[Proposal] = field(default_factory=list)
    acts: dict[int, dict[UUID, Place | None]] = field(default_factory=dict)
    """For each act the Patients it moved, with their places before."""
    numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def group(self, patient: UUID) -> set[UUID]:
        """This Patient and all that are the same person."""
        place = self.places.get(patient)
        same = {each for each, other in self.places.items() if place and other.person == place.person}
        return {patient, *same}

    def propose(self, patient: UUID, same_as: UUID) -> int:
        """A proposal moves nobody."""
        self.proposals.append(Proposal(patient, self._person(same_as)))
        return len(self.proposals) - 1

    def refuse(self, number: int) -> None:
        """The proposal does not hold."""
        self._still_open(number).open = False

    def confirm(self, number: int) -> int:
        """The proposal holds: both are one person with all that were either."""
        proposal = self._still_open(number)
        place = self.places.get(proposal.patient)
        if place and place.person == proposal.person:
            raise Overtaken
        proposal.open = False
        return self._moved(self.group(proposal.patient), proposal.person)

    def merge(self, patient: UUID, same_as: UUID) -> int:
        """Two are one."""
        return self._moved(self.group(patient), self._person(same_as))

    def split(self, patient: UUID) -> int:
        """One stands apart."""
        return self._moved({patient}, next(self.numbers))

    def undo(self, act: int) -> int:
        """Everybody whom the act moved goes back, when they are all still where it put them."""
        moved = self.acts[act]
        still = [place for each in moved if (place := self.places.get(each)) and place.act == act]
        if not moved or len(still) != len(moved):
            raise Overtaken
        back = next(self.numbers)
        self.acts[back] = {}
        for each, before in moved.items():
            if before is None:
                del self.places[each]
            else:
                self.acts[back][each] = self.places[each]
                self.places[each] = Place(before.person, back)
        return back

    def _person(self, patient: UUID) -> int:
        if patient not in self.places:
            self.places[patient] = Place(next(self.numbers), next(self.numbers))
        return self.places[patient].person

    def _moved(self, patients: set[UUID], person: int) -> int:
        act = next(self.numbers)
        gone = {
            each for each in patients if (place := self.places.get(each)) is None or place.person != person
        }
        self.acts[act] = {each: self.places.get(each) for each in gone}
        for each in gone:
            self.places[each] = Place(person, act)
        return act

    def _still_open(self, number: int) -> Proposal:
        if not self.proposals[number].open:
            raise Overtaken
        return self.proposals[number]


@dataclass
class LinkPlay:
    """Links of one sequence's people, in the model and in the directory."""

    people: list[UUID]
    custodians: list[int]
    model: Links = field(default_factory=Links)
    proposals: list[PersonLink] = field(default_factory=list)
    acts: list[tuple[int, UUID]] = field(default_factory=list)
    known: bool = False

    def step(self, draw: Draw) -> set[UUID]:
        """One act on both, then everybody's person compared. Answers those who are not with the same others."""
        self._make_known()
        before = {patient: self.model.group(patient) for patient in self.people}
        acts = (self.merge, self.split, self.undo, self.propose, self.confirm, self.refuse)
        acts[draw.of(len(acts))](draw)
        for patient in self.people:
            assert people.patients_of(patient) == self.model.group(patient), f"who is {patient}"
        return {patient for patient in self.people if before[patient] != self.model.group(patient)}

    def merge(self, draw: Draw) -> None:
        """Two of them, or by mistake one with itself."""
        one, other = draw.one(self.people), draw.one(self.people)
        self._act(
            lambda: self.model.merge(one, other),
            lambda: people.merge(patient=one, same_as=other, by=None, why="the same birth date"),
        )

    def split(self, draw: Draw) -> None:
        """One of them."""
        one = draw.one(self.people)
        self._act(lambda: self.model.split(one), lambda: people.split(patient=one, by=None, why="twins"))

    def undo(self, draw: Draw) -> None:
        """Any act, also one that was undone."""
        if self.acts:
            mine, theirs = draw.one(self.acts)
            self._act(lambda: self.model.undo(mine), lambda: people.undo(theirs, by=None, why="a mistake"))

    def propose(self, draw: Draw) -> None:
        """Perhaps they are the same."""
        one, other = draw.one(self.people), draw.one(self.people)
        self.model.propose(one, other)
        self.proposals.append(people.propose(patient=one, same_as=other, by=None, why="the same street"))

    def confirm(self, draw: Draw) -> None:
        """They are."""
        if self.proposals:
            number = draw.of(len(self.proposals))
            link = self.proposals[number]
            self._act(
                lambda: self.model.confirm(number), lambda: people.confirm(link, by=None, why="asked them")
            )

    def refuse(self, draw: Draw) -> None:
        """They are not."""
        if self.proposals:
            number = draw.of(len(self.proposals))
            link = self.proposals[number]
            mine = attempted(lambda: self.model.refuse(number))
            assert attempted(lambda: people.refuse(link, by=None, why="asked them")) == mine

    def _act(self, in_model: Callable[[], int], in_directory: Callable[[], UUID]) -> None:
        mine, theirs = attempted(in_model), attempted(in_directory)
        assert (mine == OVERTAKEN) == (theirs == OVERTAKEN), f"the model says {mine}, the directory {theirs}"
        if mine != OVERTAKEN:
            self.acts.append((mine, theirs))

    def _make_known(self) -> None:
        if not self.known:
            KnownPatient.objects.bulk_create(
                KnownPatient(id=each, custodian=custodian, name="Walter Green")
                for each, custodian in zip(self.people, itertools.cycle(self.custodians))
            )
            self.known = True


def attempted(act: Callable[[], Any]) -> Any:
    """What it answered, or that something happened since."""
    try:
        return act()
    except (Overtaken, people.Overtaken):
        return OVERTAKEN
