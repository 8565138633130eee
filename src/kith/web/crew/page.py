"""The one screen: first what decides the next ten seconds, then what goes with them to the hospital."""

from dataclasses import dataclass
from datetime import datetime
from math import ceil

from kith.care.days import clock
from kith.care.presenters.cpr import CprSaid
from kith.care.presenters.fact import Said
from kith.care.presenters.item import Item
from kith.web.presenters.emergency import EmergencyPage, Measured
from kith.web.presenters.summary import Answer

FIRST = "risks"
ORDER = ("talking", "adjustments", "usual", "conditions", "moving", "food", "call")
"""After CPR, allergies and risks; in the order in which one needs it on the way."""


@dataclass(frozen=True)
class CrewPage:
    """The screen. `until` is when it is over, in `left` seconds; `photo` a JPEG in base64."""

    name: str
    called: str
    born: str
    nhs_number: str
    nhs_status: str
    where: str
    photo: str
    cpr: tuple[CprSaid, ...]
    allergies: tuple[Said, ...]
    risks: Answer | None
    answers: tuple[Answer, ...]
    notice: str
    medicines: tuple[Item, ...]
    measures: tuple[Measured, ...]
    events: tuple[Item, ...]
    made: str
    until: str
    left: int


def crew_page(sheet: EmergencyPage, room: str, until: datetime, now: datetime, photo: str) -> CrewPage:
    """The screen, from the sheet as it is open to the crew."""
    answers = {each.key: each for each in sheet.answers}
    return CrewPage(
        name=sheet.name,
        called=sheet.called,
        born=_aged(sheet.born),
        nhs_number=sheet.nhs_number,
        nhs_status=sheet.nhs_status,
        where=", ".join(filter(None, (sheet.place, room))),
        photo=photo,
        cpr=sheet.cpr,
        allergies=sheet.allergies,
        risks=answers.get(FIRST),
        answers=tuple(answers[key] for key in ORDER if key in answers),
        notice=sheet.notice,
        medicines=sheet.medicines,
        measures=tuple(each for each in sheet.measures if each.when),
        events=sheet.events,
        made=sheet.made,
        until=clock(until),
        left=max(0, ceil((until - now).total_seconds())) + 1,
    )


def _aged(born: str) -> str:
    """The age first: it is what a crew asks first."""
    day, _, age = born.rpartition(", ")
    return f"{age}, born {day}" if day else f"Born: {born}"
