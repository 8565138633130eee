"""Finding people by what somebody typed: words of a name, a birth date, an NHS number, a room.

Row security lets a search see the people whom the session has decisions for, and nobody else.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from uuid import UUID

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from kith.directory.models import KnownPatient, PersonName
from kith.record.search.folding import fold

LONGEST = 100
"""Letters that are read; the rest is left."""
ROWS = 200
"""Index entries that are gone through: more people than a page shows."""
LAST = "\U0010ffff"
"""Stands after every other letter, where words are ordered by bytes."""
SHAPES = ("%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %m %Y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y")
FIRST_DIGITS = 4
"""Fewer digits than these are a room, not the beginning of an NHS number."""
NHS_DIGITS = 10
COMPARED = 5000
"""So many words are compared when nothing begins as typed; in a larger place, those with the same first letter."""
NEAR = 0.75
"""From this likeness (0 to 1) a word is offered for one that was mistyped."""


@dataclass(frozen=True)
class Sought:
    """What was typed, in every way that it can be meant."""

    words: tuple[str, ...] = ()
    born: date | None = None
    digits: str = ""
    room: str = ""


def read(typed: str) -> Sought:
    """What somebody typed may mean; nothing at all when it holds no letter and no figure."""
    text = fold(typed[:LONGEST])
    digits = re.sub(r"[\s-]", "", text)
    numbered = digits.isascii() and digits.isdigit() and FIRST_DIGITS <= len(digits) <= NHS_DIGITS
    return Sought(
        words=tuple(dict.fromkeys(filter(None, (re.sub(r"\W", "", w) for w in re.split(r"[\s-]+", text))))),
        born=day(text),
        digits=digits if numbered else "",
        room=room_key(text),
    )


def room_key(room: str) -> str:
    """A room as it is looked for: `Room 4` and `4` are one."""
    return fold(room).removeprefix("room").strip()


def found(sought: Sought, *, custodian: int) -> list[KnownPatient]:
    """People of this custodian whom it can mean, by name; those whose room it is come first."""
    ids = _by_words(sought.words)
    meant = Q(id__in=ids)
    if sought.born:
        meant |= Q(birth_date=sought.born)
    if sought.digits:
        digits = sought.digits
        meant |= Q(nhs_number__range=(digits.ljust(NHS_DIGITS, "0"), digits.ljust(NHS_DIGITS, "9")))
    if sought.room:
        meant |= Q(room=sought.room)
    in_the_room = Case(When(room=sought.room, then=0), default=1) if sought.room else Value(1)
    people = KnownPatient.objects.filter(meant, custodian=custodian, removed=None)
    return list(people.order_by(in_the_room, "family", "given", "id")[:ROWS])


def nearly(sought: Sought, *, custodian: int) -> list[KnownPatient]:
    """People with a name spelt nearly so: only for when nobody is `found`."""
    words = [word for word in sought.words if word.isalpha()]
    close = [get_close_matches(word, _compared(word), n=5, cutoff=NEAR) for word in words]
    if not close or not all(close):
        return []
    ids: set[UUID] | None = None
    for matches in close:
        some = set(PersonName.objects.filter(word__in=matches).values_list("patient", flat=True)[:ROWS])
        ids = some if ids is None else ids & some
    people = KnownPatient.objects.filter(id__in=ids or (), custodian=custodian, removed=None)
    return list(people.order_by("family", "given", "id"))


def perhaps(*, born: date | None, nhs_number: str, custodian: int) -> list[KnownPatient]:
    """People who have this NHS number or this birth date."""
    same = Q()
    if born:
        same |= Q(birth_date=born)
    if nhs_number:
        same |= Q(nhs_number=nhs_number)
    people = KnownPatient.objects.filter(same, custodian=custodian, removed=None) if same else ()
    return list(people)[:ROWS]


def _by_words(words: Iterable[str]) -> list[UUID]:
    """Patients of whom each of these begins some word of some name; the longest is looked up, the others checked."""
    first, *others = sorted(words, key=len, reverse=True) or [""]
    if not first:
        return []
    rows = _beginning(first)
    for word in others:
        rows = rows.filter(Exists(_beginning(word).filter(patient=OuterRef("patient"))))
    return list(dict.fromkeys(rows.order_by("word", "patient").values_list("patient", flat=True)[:ROWS]))


def _beginning(word: str) -> QuerySet[PersonName]:
    return PersonName.objects.filter(word__gte=word, word__lt=word + LAST)


def _compared(word: str) -> list[str]:
    everybody = PersonName.objects.values_list("word", flat=True)[: COMPARED + 1]
    words = set(everybody)
    if len(everybody) > COMPARED:
        words = set(_beginning(word[0]).values_list("word", flat=True)[:COMPARED])
    return sorted(words)


def day(text: str) -> date | None:
    """A day as people write one, such as 9/3/1938 or 9 March 1938; None for anything else."""
    for shape in SHAPES:
        try:
            return datetime.strptime(text, shape).date()  # noqa: DTZ007 - a day, not a moment
        except ValueError:
            continue
    return None
