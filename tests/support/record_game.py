"""One sequence in progress, on the store and on the plain model: what every step needs."""

import itertools
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from kith.record import destruction, errors
from kith.record.ids import new_id
from kith.record.labels import Labels
from kith.record.writing import Action, put
from tests.support import record_steps as steps
from tests.support.record_facts import Content, Label, No, Resource, Rights
from tests.support.record_house import Colleague, House
from tests.support.record_links import LinkPlay
from tests.support.record_model import Model
from tests.support.record_steps import Draw


class Different(AssertionError):
    """The store and the model do not agree."""


@dataclass
class Sent:
    """A write as it was sent, to be sent again."""

    who: Colleague
    content: Content
    label: Label
    expected: int | None
    action: int | None


@dataclass
class Game:
    """One sequence in progress."""

    house: House
    chance: random.Random
    model: Model = field(default_factory=Model)
    people: list[UUID] = field(default_factory=lambda: [new_id() for _ in range(steps.PEOPLE)])
    ids: list[UUID] = field(default_factory=list)
    links: LinkPlay = field(init=False)
    sent: list[Sent] = field(default_factory=list)
    requests: list[tuple[int, int]] = field(default_factory=list)
    """The number of a request for destruction in the model and in the store."""

    def __post_init__(self) -> None:
        self.links = LinkPlay(self.people, self.house.custodians)

    def begin(self, first: Iterable[tuple[int, int]]) -> None:
        """Everybody's first rights, sent together."""
        for who in self.house.colleagues:
            self.model.rights |= who.standing
        pairs = itertools.product(self.house.colleagues, self.people)
        with self.house.at_once():
            for (who, person), numbers in zip(pairs, first, strict=True):
                draw = Draw(numbers)
                own = draw.of(4) > 0
                self.give(
                    who,
                    person,
                    who.custodian if own else draw.one(self.house.custodians),
                    draw.one(steps.PROFILES),
                )

    def give(self, who: Colleague, person: UUID, custodian: int, rights: Rights) -> None:
        """Rights in both."""
        self.house.decide(who, person, custodian, rights)
        self.model.rights[who.session, person, custodian] = rights

    def both(self, in_model: Callable[[], Any], in_store: Callable[[], Any]) -> tuple[Any, Any]:
        """The same act in both; they must answer, or refuse, alike."""
        mine, no = attempted(in_model)
        theirs, refused = attempted(in_store)
        if no != refused:
            raise Different(f"the model says {no or mine}, the store {refused or theirs}")
        return mine, theirs

    def write(self, write: Sent) -> tuple[Colleague, Resource | None]:
        """Send one write to both."""
        who, content = write.who, write.content

        def in_store() -> tuple[str, int]:
            written = put(
                who.cursor(), steps.sent(content), id=content.id, labels=labels(write.label), author=who.staff,
                expected=write.expected, action=Action(write.action) if write.action else None, reason="because",
            )  # fmt: skip
            return written.outcome.name, written.version

        mine, theirs = self.both(
            lambda: self.model.put(
                who.person,
                content,
                write.label,
                expected=write.expected,
                action=write.action,
                reason="because",
            ),
            in_store,
        )
        if mine != theirs:
            raise Different(f"the model answers {mine}, the store {theirs}")
        if content.id not in self.ids:
            self.ids.append(content.id)
        self.sent.append(write)
        return who, self.model.resources.get(content.id)

    def something(self, draw: Draw) -> tuple[Resource | None, Colleague]:
        """A resource that there is, and somebody: mostly one who may see it."""
        there = list(self.model.resources.values())
        who = draw.one(self.house.colleagues)
        if not there:
            return None, who
        which = draw.one(there)
        able = [each for each in self.house.colleagues if self.model.sees(each.person, which)]
        return which, draw.one(able) if able and draw.of(4) else who

    def label(self, who: Colleague, draw: Draw) -> Label:
        """Labels for something that `who` writes."""
        team = draw.one((None, None, None, None, *steps.TEAMS))
        barred = frozenset({draw.one(self.house.colleagues).staff}) if draw.of(6) == 0 else frozenset()
        custodian = who.custodian if draw.of(5) else draw.one(self.house.custodians)
        return Label(custodian, *draw.one((steps.DAILY, *steps.RIGHTS)), team, barred)

    def anew(self, there: Resource, draw: Draw) -> Content:
        """Other content for the same resource."""
        if there.type == "Patient":
            return steps.person(there.id, draw)
        if there.type == "Location":
            return steps.room(there.id, draw)
        assert there.patient is not None
        return steps.entry(there.id, there.patient, draw, draw.one(("final", "amended")))

    def rewritten(self, now: Content, id: UUID, patient: UUID | None, status: str) -> Content:
        """The same entry about somebody else, or marked as an error."""
        text = now.text.replace(f'"status":"{now.status}"', f'"status":"{status}"', 1)
        text = text.replace(f"Patient/{now.patient}", f"Patient/{patient}")
        return Content(id, now.type, patient, status, now.code, now.occurred, text)

    def expected(self, there: Resource, draw: Draw) -> int | None:
        """Mostly the current version, sometimes another or none."""
        number = there.current.number
        return draw.one((number, number, number, number, number - 1, number + 1)) or None


def labels(label: Label) -> Labels:
    """The store's own form of labels."""
    return Labels(label.custodian, label.category, label.tier, label.team, tuple(label.barred))


def attempted(act: Callable[[], Any]) -> tuple[Any, tuple[Any, ...] | None]:
    """What it answered, or the name of its refusal and for a conflict the current version."""
    try:
        return act(), None
    except No as no:
        return None, no.args
    except errors.Conflict as conflict:
        return None, ("Conflict", conflict.current)
    except errors.RecordError as refused:
        return None, (type(refused).__name__, None)
    except destruction.Refused as refused:
        return None, ("Refused held" if "held" in str(refused) else "Refused same", None)
