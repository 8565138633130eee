"""Who somebody is: the form's fields as they were typed, as they are held, and what was changed when."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.http import QueryDict
from nhs_number.validate import is_valid

from kith.care.days import LONDON, clock, named
from kith.care.sayings import written
from kith.care.telling import Telling
from kith.care.who import Kept
from kith.catalogue.components.patient import NHS_NUMBER_STATUS, NhsNumber, Patient
from kith.catalogue.facts import SOURCES
from kith.catalogue.loader import catalogue
from kith.directory.finding import day
from kith.record.search.folding import fold
from kith.web.sent import line

LONGEST = 100
"""Letters that a name or a room may have."""
GENDERS = {"female": "Female", "male": "Male", "other": "Another", "unknown": "Not known"}
"""FHIR's administrative gender, in words."""
CHECKED = {"02": "As told, or from a letter", "01": "Traced with the NHS, and it matched"}
"""How sure we are of the NHS number: codes of `NHS_NUMBER_STATUS`."""
OLDEST = 130
FIELDS = {
    "given": "First name",
    "family": "Last name",
    "preferred": "Likes to be called",
    "birth_date": "Birth date",
    "gender": "Gender",
    "nhs_number": "NHS number",
    "room": "Room",
}
NOT_HELD = "Not recorded"


@dataclass(frozen=True)
class Held:
    """One field as it stands."""

    title: str
    said: str
    gap: bool


@dataclass(frozen=True)
class Past:
    """One version: what was changed by it."""

    when: str
    by: str
    why: str
    changes: tuple[str, ...]


@dataclass(frozen=True)
class WhoPage:
    """The page. `version` is the one that the form was made from."""

    held: tuple[Held, ...]
    past: tuple[Past, ...]
    version: int
    may_change: bool


def told(sent: QueryDict, id: UUID, today: date) -> tuple[Patient, dict[str, str]]:
    """Who was written down, and what is wrong with it by the field's name.

    A form from elsewhere has gaps like an empty one.
    """
    digits = "".join(line(sent, "number", LONGEST).replace("-", " ").split())
    number = NhsNumber(digits, sent.get("checked", "")) if digits and sent.get("checked") in CHECKED else None
    person = Patient(
        id=id,
        family=line(sent, "family", LONGEST),
        given=tuple(line(sent, "given", LONGEST).split()),
        preferred=line(sent, "preferred", LONGEST).removesuffix(f" {line(sent, 'family', LONGEST)}"),
        birth_date=None if sent.get("unborn") else day(fold(line(sent, "born", LONGEST))),
        gender=sent.get("gender", "") if sent.get("gender") in GENDERS else "",
        nhs_number=number,
        room=line(sent, "room", LONGEST),
    )
    return person, _problems(sent, person, digits, today)


def changed(sent: QueryDict, held: Patient, today: date) -> tuple[Patient, str, dict[str, str]]:
    """The person as they are to stand, who says so in words, and what is wrong."""
    said, problems = told(sent, held.id, today)
    person = replace(held, **{name: getattr(said, name) for name in FIELDS})
    source = next((words for code, words in sources() if code == sent.get("source")), "")
    if not source:
        problems["source"] = "Say who says so."
    return person, ". ".join(filter(None, (source, line(sent, "why")))), problems


def typed_of(person: Patient) -> dict[str, str]:
    """The form, filled with what stands."""
    number = person.nhs_number
    return {
        "given": " ".join(person.given),
        "family": person.family,
        "preferred": person.preferred,
        "born": f"{person.birth_date:%d/%m/%Y}" if person.birth_date else "",
        "unborn": "" if person.birth_date else "yes",
        "gender": person.gender,
        "number": number.value if number else "",
        "checked": number.status if number else "",
        "room": person.room,
    }


def sources() -> list[tuple[str, str]]:
    """Who may say so: the list that facts use."""
    return [(option.code, option.words.everyday) for option in catalogue().shared.lists[SOURCES].options]


def who_page(versions: Sequence[Kept], telling: Telling, *, may_change: bool) -> WhoPage:
    """The page from every version, the newest first."""
    newest = versions[0]
    held = tuple(_held(name, newest.person) for name in FIELDS)
    pairs = zip(versions, [*versions[1:], None], strict=True)
    return WhoPage(
        held, tuple(_past(each, before, telling) for each, before in pairs), newest.version, may_change
    )


def _held(name: str, person: Patient) -> Held:
    said = _said(name, person)
    return Held(FIELDS[name], said or NOT_HELD, not said)


def _past(kept: Kept, before: Kept | None, telling: Telling) -> Past:
    at = kept.recorded.astimezone(LONDON)
    changes = () if before is None else _changes(before.person, kept.person)
    return Past(
        when=f"{named(at.date(), telling.today)}, {clock(kept.recorded)}",
        by=telling.who(kept.author),
        why="" if before is None else kept.reason,
        changes=tuple(changes),
    )


def _changes(before: Patient, after: Patient) -> Iterator[str]:
    for name, title in FIELDS.items():
        was, is_ = _said(name, before), _said(name, after)
        if was != is_:
            yield f"{title}: {was or NOT_HELD} \N{RIGHTWARDS ARROW} {is_ or NOT_HELD}"


def _said(name: str, person: Patient) -> str:
    match name:
        case "given":
            return " ".join(person.given)
        case "birth_date":
            return written(person.birth_date) if person.birth_date else ""
        case "gender":
            return GENDERS.get(person.gender, "")
        case "nhs_number":
            number = person.nhs_number
            return f"{number.value} ({NHS_NUMBER_STATUS[number.status].lower()})" if number else ""
    return str(getattr(person, name))


def _problems(sent: Mapping[str, str], person: Patient, digits: str, today: date) -> dict[str, str]:
    needed = {
        "given": (person.given, "Write their first name."),
        "family": (person.family, "Write their last name."),
        "born": (
            person.birth_date or sent.get("unborn"),
            "Write the birth date like 9/3/1938, or tick not known.",
        ),
        "gender": (person.gender, "Choose one; \u201cnot known\u201d is an answer."),
    }
    found = {name: words for name, (value, words) in needed.items() if not value}
    if person.birth_date and not 0 <= (today - person.birth_date).days <= OLDEST * 365:
        found["born"] = "This birth date cannot be right."
    if digits and not is_valid(digits):
        found["number"] = (
            "This NHS number has a mistake in it. Check the ten figures, or leave it out for now."
        )
    elif digits and not person.nhs_number:
        found["checked"] = "Say how the number was checked."
    return found
