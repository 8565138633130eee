"""The form that lets an inspector in for the day: what was typed, and what is still missing."""

from dataclasses import dataclass
from uuid import UUID

from django.http import QueryDict

from kith.access.agency import Checked
from kith.access.viewer import Viewer
from kith.web.sent import form_id, line
from kith.web.staff.asked import chosen_in, problem_with_whom

REGULATORS = {"cqc": "Care Quality Commission", "other": "Another regulator"}
CARDS = {"card": "Identity card with a photo", "warrant": "Warrant"}


@dataclass(frozen=True)
class Visit:
    """A form as it was sent. `problems` are words by the name of the field."""

    id: UUID
    name: str
    checked: Checked
    chosen: tuple[UUID, ...] | None
    problems: dict[str, str]


def read(sent: QueryDict) -> Visit:
    """What was sent; a form from elsewhere has gaps like an empty one."""
    checked = Checked(_regulator(sent), CARDS.get(sent.get("card", ""), ""), register=line(sent, "number"))
    needed = {
        "name": (line(sent, "name"), "Write the inspector's name, as on the card."),
        "regulator": (checked.agency, "Choose whom they come from; of another regulator, write its name."),
        "card": (checked.identity, "Choose which document you looked at."),
        "number": (checked.register, "Write the number on it."),
    }
    problems = {name: words for name, (value, words) in needed.items() if not value}
    if whom := problem_with_whom(sent):
        problems["whom"] = whom
    return Visit(form_id(sent), line(sent, "name"), checked, chosen_in(sent), problems)


def role_for(viewer: Viewer) -> str:
    """The widest role in which the viewer lets inspectors in (the first); empty where they let in none."""
    return next(iter(viewer.role.for_roles("visit")), "")


def _regulator(sent: QueryDict) -> str:
    if sent.get("regulator") == "other":
        return line(sent, "regulator-note")
    return REGULATORS.get(sent.get("regulator", ""), "")
