"""Raising a concern: about whom, who could open it, and how to reach those outside."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kith.care.people import Resident
from kith.web.presenters.hrefs import Hrefs

OUTSIDE = (
    ("Somebody is in danger now", "Call 999 first."),
    (
        "The council",
        "Ask for adult safeguarding at the council where this service is. At night, for its emergency duty team. "
        "The number is on the safeguarding notice here and on the council's website.",
    ),
    (
        "The CQC",
        "Call 03000 616161 on working days, or write through cqc.org.uk. You need not say who you are.",
    ),
)
"""Kith tells nobody outside by itself: whoever raises a concern does, and says so in it."""


@dataclass(frozen=True)
class Recipient:
    """Somebody who works here, and which concerns their role can open."""

    name: str
    role: str
    lead: bool
    past: bool


@dataclass(frozen=True)
class Whom:
    """Somebody whom a concern may be about."""

    person: Resident
    href: str


def whom(people: Sequence[Resident]) -> list[Whom]:
    """Everybody here, by room and name."""
    return [
        Whom(each, Hrefs(each.patient).concern)
        for each in sorted(people, key=lambda each: (each.room, each.name))
    ]


def recipients_words(found: Iterable[Recipient]) -> str:
    """Who could open it, by whom it is sent to. It says when there is nobody."""
    known = list(found)
    lead = sorted({f"{each.name} ({each.role})" for each in known if each.lead})
    past = sorted({f"{each.name} ({each.role})" for each in known if each.past})
    if not past:
        return f"Sent to the lead: {_listed(lead)}. Past the lead: nobody here. Then tell the council or the CQC yourself."
    return f"Sent to the lead: {_listed(lead)}. Past the lead, only: {_listed(past)}. Never whoever you name."


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) or "nobody here"
