"""The form that takes somebody in: what was typed, what it means, and what is still missing."""

from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.http import QueryDict
from nhs_number.validate import is_valid

from kith.care.days import LONDON
from kith.catalogue.components.patient import NhsNumber, Patient
from kith.directory.finding import day
from kith.record.search.folding import fold
from kith.web.sent import form_id, line

LONGEST = 100
"""Letters that a name or a room may have."""
GENDERS = {"female": "Female", "male": "Male", "other": "Another", "unknown": "Not known"}
"""FHIR's administrative gender, in words."""
CHECKED = {"02": "As told, or from a letter", "01": "Traced with the NHS, and it matched"}
"""How sure we are of the NHS number: codes of `NHS_NUMBER_STATUS`."""
OLDEST = 130


@dataclass(frozen=True)
class Asked:
    """A form as it was sent. `problems` are words by the name of the field."""

    person: Patient
    since: datetime | None
    problems: dict[str, str] = field(default_factory=dict)

    @property
    def number(self) -> str:
        """The NHS number, or nothing."""
        return self.person.nhs_number.value if self.person.nhs_number else ""


def read(sent: QueryDict, now: datetime) -> Asked:
    """What was sent; a form from elsewhere has gaps like an empty one."""
    digits = "".join(line(sent, "number", LONGEST).replace("-", " ").split())
    number = NhsNumber(digits, sent.get("checked", "")) if digits and sent.get("checked") in CHECKED else None
    person = Patient(
        id=form_id(sent),
        family=line(sent, "family", LONGEST),
        given=tuple(line(sent, "given", LONGEST).split()),
        preferred=line(sent, "preferred", LONGEST).removesuffix(f" {line(sent, 'family', LONGEST)}"),
        birth_date=None if sent.get("unborn") else day(fold(line(sent, "born", LONGEST))),
        gender=sent.get("gender", "") if sent.get("gender") in GENDERS else "",
        nhs_number=number,
        room=line(sent, "room", LONGEST),
    )
    came = day(line(sent, "came", LONGEST))
    since = datetime.combine(came, time(), LONDON) if came else None
    return Asked(person, since, _problems(sent, person, digits, came, now.astimezone(LONDON).date()))


def begun(typed: str) -> dict[str, str]:
    """What was looked for, as the beginning of the form: a name of letters fills in the names."""
    words = " ".join(typed.split()).split(" ")
    if not all(word.replace("'", "").replace("\u2019", "").replace("-", "").isalpha() for word in words):
        return {}
    return {"given": " ".join(words[:-1]), "family": words[-1]} if len(words) > 1 else {"family": words[0]}


def _problems(
    sent: QueryDict, person: Patient, digits: str, came: date | None, today: date
) -> dict[str, str]:
    needed = {
        "given": (person.given, "Write their first name."),
        "family": (person.family, "Write their last name."),
        "born": (
            person.birth_date or sent.get("unborn"),
            "Write the birth date like 9/3/1938, or tick not known.",
        ),
        "gender": (person.gender, "Choose one; \u201cnot known\u201d is an answer."),
        "came": (came, "Say which day they came."),
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
    if came and (came > today or (person.birth_date and came < person.birth_date)):
        found["came"] = (
            "The day they came lies in the future." if came > today else "They came before they were born."
        )
    return found
