"""The form that takes somebody in: what was typed, what it means, and what is still missing."""

from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.http import QueryDict

from kith.care.days import LONDON
from kith.catalogue.components.patient import Patient
from kith.directory.finding import day
from kith.web.presenters.who import CHECKED, GENDERS, LONGEST, told
from kith.web.sent import form_id, line

__all__ = ["CHECKED", "GENDERS", "Asked", "begun", "read"]


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
    today = now.astimezone(LONDON).date()
    person, problems = told(sent, form_id(sent), today)
    came = day(line(sent, "came", LONGEST))
    since = datetime.combine(came, time(), LONDON) if came else None
    if wrong := _came_wrongly(came, person, today):
        problems["came"] = wrong
    return Asked(person, since, problems)


def begun(typed: str) -> dict[str, str]:
    """What was looked for, as the beginning of the form: a name of letters fills in the names."""
    words = " ".join(typed.split()).split(" ")
    if not all(word.replace("'", "").replace("\u2019", "").replace("-", "").isalpha() for word in words):
        return {}
    return {"given": " ".join(words[:-1]), "family": words[-1]} if len(words) > 1 else {"family": words[0]}


def _came_wrongly(came: date | None, person: Patient, today: date) -> str:
    if came is None:
        return "Say which day they came."
    if came > today:
        return "The day they came lies in the future."
    return "They came before they were born." if person.birth_date and came < person.birth_date else ""
