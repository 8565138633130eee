"""Plays one sequence of steps on the store and on the plain model, and compares what everybody gets to see."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

from kith.directory import people
from kith.record import destruction
from kith.record.ids import new_id
from kith.record.looks import LookKind, record_look
from kith.record.relabelling import relabel
from kith.record.wrong_person import put_right
from tests.support import record_steps as steps
from tests.support.record_compare import same_history, same_list
from tests.support.record_facts import DELETE, Label
from tests.support.record_game import Game, Sent, labels
from tests.support.record_house import House
from tests.support.record_steps import Draw, Sequence


class Play(Game):
    """What may happen. Each step answers who did it and which resource it touched."""

    def step(self, name: str, numbers: tuple[int, ...]) -> None:
        """Do one thing in both, and compare what two people see afterwards."""
        draw = Draw(numbers)
        if name == "decide":
            self.decide(draw)
            return
        if name == "link":
            self.link(draw)
            return
        who, touched = getattr(self, name)(draw)
        if who is None:
            return
        other = self.chance.choice(self.house.colleagues)
        if touched is not None:
            same_history(self.model, self.chance.choice((who, other)), touched)
        same_list(self.model, self.chance.choice((who, other)), self.people, self.chance)

    def decide(self, draw: Draw) -> None:
        """Somebody may do something else from now on."""
        who, person, own = draw.one(self.house.colleagues), draw.one(self.people), draw.one(steps.PROFILES)
        custodian = who.custodian if draw.of(4) else draw.one(self.house.custodians)
        self.give(who, person, custodian, own)

    def link(self, draw: Draw) -> None:
        """Who is who changes: what was decided for those people is void, and nothing else changes."""
        stale = self.links.step(draw)
        left = self.house.decided(self.people)
        assert not {patient for _, patient, _ in left} & stale, "a decision outlived the link it rested on"
        for key in [key for key in self.model.rights if key[1] in self.people and key not in left]:
            del self.model.rights[key]
        who, person = draw.one(self.house.colleagues), draw.one(self.people)
        same_list(self.model, who, sorted(people.patients_of(person)), self.chance)

    def create(self, draw: Draw) -> Any:
        """A new entry."""
        who, person = draw.one(self.house.colleagues), draw.one(self.people)
        content = steps.entry(new_id(), person, draw)
        return self.write(Sent(who, content, self.label(who, draw), None, None))

    def admit(self, draw: Draw) -> Any:
        """The Patient itself."""
        who, person = draw.one(self.house.colleagues), draw.one(self.people)
        return self.write(Sent(who, steps.person(person, draw), self.label(who, draw), None, None))

    def place(self, draw: Draw) -> Any:
        """A room, about nobody."""
        who = draw.one(self.house.colleagues)
        label = Label(who.custodian, *steps.DAILY)
        return self.write(Sent(who, steps.room(new_id(), draw), label, None, None))

    def update(self, draw: Draw) -> Any:
        """The next version, mostly of the current one."""
        there, who = self.something(draw)
        if there is None:
            return None, None
        content = self.anew(there, draw)
        return self.write(Sent(who, content, self.label(who, draw), self.expected(there, draw), None))

    def delete(self, draw: Draw) -> Any:
        """A deletion is a version too."""
        there, who = self.something(draw)
        if there is None:
            return None, None
        expected = self.expected(there, draw)
        return self.write(Sent(who, there.current.content, there.label, expected, DELETE))

    def repeat(self, draw: Draw) -> Any:
        """The same again, sometimes from somebody else."""
        if not self.sent:
            return None, None
        again = draw.one(self.sent)
        who = again.who if draw.of(3) else draw.one(self.house.colleagues)
        return self.write(Sent(who, again.content, again.label, again.expected, again.action))

    def steal(self, draw: Draw) -> Any:
        """A new entry under an id that is taken."""
        there, who = self.something(draw)
        if there is None:
            return None, None
        content = steps.entry(there.id, draw.one(self.people), draw)
        return self.write(Sent(who, content, self.label(who, draw), None, None))

    def move(self, draw: Draw) -> Any:
        """A change that would change whose it is."""
        there, who = self.something(draw)
        if there is None or there.type == "Patient":
            return None, None
        content = steps.entry(there.id, draw.one(self.people), draw, "amended")
        return self.write(Sent(who, content, there.label, there.current.number, None))

    def relabel(self, draw: Draw) -> Any:
        """Other labels."""
        there, who = self.something(draw)
        if there is None:
            return None, None
        label = self.label(who, draw)
        self.both(
            lambda: self.model.relabel(who.person, there.id, label),
            lambda: relabel(who.cursor(), there.id, labels(label), reason="a disclosure"),
        )
        return who, there

    def put_right(self, draw: Draw) -> Any:
        """The wrong person."""
        there, who = self.something(draw)
        if there is None or there.type != "Observation":
            return None, None
        expected, person, moved = self.expected(there, draw) or 1, draw.one(self.people), new_id()
        label, now = self.label(who, draw), there.current.content
        error = self.rewritten(now, now.id, now.patient, "entered-in-error")
        right = self.rewritten(now, moved, person, now.status)

        def in_store() -> int:
            with who.connection.transaction():
                return put_right(
                    who.cursor(), there.type, there.id, expected=expected, patient=person, new_id=moved,
                    author=who.staff, labels=labels(label), reason="It was the neighbour's",
                ).version  # fmt: skip

        self.both(
            lambda: self.model.put_right(
                who.person, there.id, label, expected=expected, error=error, right=right,
                reason="It was the neighbour's",
            ),
            in_store,
        )  # fmt: skip
        self.ids.append(moved)
        return who, there

    def ask(self, draw: Draw) -> Any:
        """The first of two asks for a destruction."""
        there, who = self.something(draw)
        if there is None:
            return None, None
        mine, theirs = self.both(
            lambda: self.model.ask(who.person, there.id),
            lambda: destruction.ask(who.cursor(), there.id, rule="8 years", reason="the time is over"),
        )
        if mine is not None and theirs is not None:
            self.requests.append((mine, theirs))
        return who, there

    def confirm(self, draw: Draw) -> Any:
        """The second of two confirms."""
        who = draw.one(self.house.colleagues)
        if not self.requests:
            return None, None
        mine, theirs = draw.one(self.requests)
        there = self.model.resources[self.model.requests[mine].resource]

        def in_store() -> None:
            with who.connection.transaction():
                destruction.confirm(who.cursor(), theirs, there.id)

        self.both(lambda: self.model.confirm(who.person, mine), in_store)
        return who, there

    def hold(self, draw: Draw) -> Any:
        """Keep it, until some time that is to come or over."""
        there, who = self.something(draw)
        if there is None:
            return None, None
        until = draw.one((None, timedelta(days=1), timedelta(days=-1)))
        moment = None if until is None else datetime.now(UTC) + until
        stands = until is None or until > timedelta(0)
        self.both(
            lambda: self.model.hold(who.person, there.id, stands=stands),
            lambda: destruction.place_hold(who.cursor(), there.id, reason="an inquest", until=moment),
        )
        return who, there

    def look(self, draw: Draw) -> Any:
        """Somebody looks, and it is written down."""
        who, person = draw.one(self.house.colleagues), draw.one(self.people)
        record_look(who.cursor(), [person], kind=LookKind.OPENING, face="web", asked="day")
        self.model.looks.append((who.staff, person))
        return who, None


def play(house: House, sequence: Sequence) -> Play:
    """Play a whole sequence. What everybody sees at the end is compared by `record_compare.same_end`."""
    game = Play(house, random.Random(sequence.seed))
    game.begin(sequence.first)
    for name, numbers in sequence.steps:
        game.step(name, numbers)
    return game
