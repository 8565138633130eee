"""Whether somebody who is about to be taken in is here already."""

from collections.abc import Iterable

from kith.care.people import alike
from kith.directory.models import KnownPatient


def likely(people: Iterable[KnownPatient], *, name: str, nhs_number: str) -> list[KnownPatient]:
    """Of people with the same NHS number or birth date, those with that number, and those with a name like it."""
    return [p for p in people if (nhs_number and p.nhs_number == nhs_number) or alike(p.name, name)]
