"""The page to hand to a crew: what to do and what is known, what nobody knows, and when it was made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kith.care.days import LONDON, clock
from kith.care.facts import Facts
from kith.care.presenters.cpr import CprSaid
from kith.care.presenters.fact import Said, day_in_short
from kith.care.presenters.item import Item, item
from kith.care.sayings import sentence
from kith.care.telling import Telling
from kith.catalogue.components import DailyEntry
from kith.catalogue.components.patient import NHS_NUMBER_STATUS, Patient
from kith.web.presenters.summary import Answer, Reader, answer

DAY = timedelta(hours=24)

MEASURES = ("blood-pressure", "pulse", "temperature", "breathing", "oxygen", "blood-sugar", "weight")
EVENTS = (
    "fall",
    "marked-change",
    "seizure",
    "distress",
    "pain",
    "vomiting",
    "professional-visit",
    "bowels",
    "away",
    "back",
)
"""What a crew asks about the day before. Concerns are left out: they are not for a page that leaves the house."""
TAKEN = ("food", "drink")
MEDICINE = "medicine"

QUESTIONS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("risks", "Main risks", ("risk",)),
    ("usual", "What is usual for them", ("usual",)),
    ("talking", "Talking, and what calms or frightens", ("talking", "calms")),
    ("adjustments", "What we do differently", ("adjustment",)),
    ("moving", "Moving", ("moving",)),
    ("food", "Food and drink", ("texture",)),
    ("conditions", "Health conditions", ("condition",)),
    ("call", "Whom to call, and whom not to tell", ("contact",)),
)


@dataclass(frozen=True)
class Measured:
    """The newest of one measure; without `when`, there is none."""

    title: str
    said: str
    when: str


@dataclass(frozen=True)
class EmergencyPage:
    """The page. `closed` is true where the reader's role opens the emergency facts and little else."""

    name: str
    called: str
    born: str
    nhs_number: str
    nhs_status: str
    place: str
    made: str
    cpr: tuple[CprSaid, ...]
    allergies: tuple[Said, ...]
    answers: tuple[Answer, ...]
    measures: tuple[Measured, ...]
    events: tuple[Item, ...]
    no_events: str
    """What to say where there are none; empty for whoever reads none of their kinds."""
    last: tuple[Measured, ...]
    medicines: tuple[Item, ...]
    notice: str
    closed: bool


def emergency_page(
    patient: Patient | None,
    name: str,
    facts: Facts,
    cpr: Sequence[CprSaid],
    allergies: Sequence[Said],
    entries: Sequence[DailyEntry],
    reader: Reader,
    telling: Telling,
    *,
    place: str,
) -> EmergencyPage:
    """The page, from all facts and from the newest entries of the kinds named above, the newest first."""
    number = patient.nhs_number if patient else None
    open_kinds = [each for each in telling.kinds if reader.reads(telling.kinds[each])]
    lately = [each for each in entries if each.occurred > telling.now - DAY]
    asked = [question for question in QUESTIONS if all(kind in open_kinds for kind in question[2])]
    return EmergencyPage(
        name=name,
        called=patient.preferred if patient else "",
        born=_born(patient, telling),
        nhs_number=_spaced(number.value) if number else "not recorded",
        nhs_status=NHS_NUMBER_STATUS[number.status] if number else "",
        place=place,
        made=f"{_day(telling.now)} at {clock(telling.now)}",
        cpr=tuple(cpr),
        allergies=tuple(allergies),
        answers=tuple(answer(*question, facts, reader, telling) for question in asked),
        measures=tuple(_newest(key, entries, telling) for key in MEASURES if key in open_kinds),
        events=tuple(item(each, telling) for each in lately if each.kind in EVENTS),
        no_events=_no_events(open_kinds),
        last=tuple(_newest(key, entries, telling) for key in TAKEN if key in open_kinds),
        medicines=tuple(item(each, telling) for each in lately if each.kind == MEDICINE),
        notice=telling.kinds[MEDICINE].notice if MEDICINE in open_kinds else "",
        closed=len(asked) < len(QUESTIONS) or MEDICINE not in open_kinds,
    )


def _no_events(open_kinds: Sequence[str]) -> str:
    """That nothing is recorded can only be said to whoever would read all of it."""
    read = [kind for kind in EVENTS if kind in open_kinds]
    if len(read) == len(EVENTS):
        return "Nothing of note is recorded."
    return "Nothing that is open to you here. There may be more." if read else ""


def _born(patient: Patient | None, telling: Telling) -> str:
    born = patient.birth_date if patient else None
    if born is None:
        return "not recorded"
    today = telling.now.astimezone(LONDON).date()
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return f"{born.day} {born:%B} {born.year}, {age} years"


def _spaced(number: str) -> str:
    """An NHS number as it is printed: 943 476 5919."""
    return f"{number[:3]} {number[3:6]} {number[6:]}"


def _newest(key: str, entries: Sequence[DailyEntry], telling: Telling) -> Measured:
    kind, title = telling.kinds[key], telling.title(key)
    newest = next((each for each in entries if each.kind == key), None)
    if newest is None:
        return Measured(title, "not recorded in the last 30 days", "")
    return Measured(title, sentence(kind, newest.answers, telling.register), _when(newest.occurred))


def _when(moment: datetime) -> str:
    return f"{_day(moment)}, {clock(moment)}"


def _day(moment: datetime) -> str:
    return day_in_short(moment.astimezone(LONDON))
