"""Anyone in the building, by room: a name, and the way to the emergency page."""

from collections.abc import Sequence
from dataclasses import dataclass

from kith.care.people import confusable
from kith.directory.models import KnownPatient
from kith.web.presenters.hrefs import Hrefs
from kith.web.presenters.rooms import walked


@dataclass(frozen=True)
class One:
    """Somebody in the building."""

    name: str
    room: str
    href: str
    similar: bool


def anyone_page(people: Sequence[KnownPatient]) -> tuple[One, ...]:
    """Everybody, in the order of the rooms."""
    alike = confusable([person.name for person in people])
    found = [
        One(
            person.name,
            f"Room {person.room}" if person.room else "",
            Hrefs(person.id).emergency,
            place in alike,
        )
        for place, person in enumerate(people)
    ]
    return tuple(sorted(found, key=lambda each: (walked(each.room), each.name)))
