"""Whom an entry is about: everybody else here, with what tells two people apart."""

from collections.abc import Sequence
from dataclasses import dataclass

from kith.care.days import clock
from kith.care.people import Resident, marked
from kith.care.sayings import sentence
from kith.care.telling import Telling
from kith.catalogue.components import DailyEntry
from kith.web.presenters.rooms import walked


@dataclass(frozen=True)
class MovePage:
    """The page. `said` is what would be moved; `version` the one that the reader saw."""

    title: str
    said: str
    note: str
    people: tuple[Resident, ...]
    version: int


def move_page(entry: DailyEntry, people: Sequence[Resident], telling: Telling, *, version: int) -> MovePage:
    """The page for one entry, everybody by room."""
    others = sorted(marked(people), key=lambda person: (person.died, walked(person.room), person.name))
    kind = telling.kinds.get(entry.kind)
    said = sentence(kind, entry.answers, telling.register) if kind else ""
    when = f"{telling.title(entry.kind)}, {clock(entry.occurred)}"
    return MovePage(when, said, entry.note, tuple(others), version)
