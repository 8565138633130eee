"""A home with somebody who lives there and a nurse's program, for tests of the API."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from kith.directory.models import KnownPatient
from tests.support.api import Program, in_process, token
from tests.support.homes import Home, as_owner, home


@dataclass
class Place:
    """A home, a person, a program."""

    home: Home
    person: KnownPatient
    nurse: Program

    @property
    def patient(self) -> str:
        """The person's id."""
        return str(self.person.id)


@contextmanager
def place(name: str) -> Iterator[Place]:
    """A new organisation with one home."""
    with as_owner():
        where = home(name)
        person = where.person()
    with in_process() as client:
        yield Place(where, person, Program(token(where), client))
