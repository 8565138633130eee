"""The people who live in the demonstration. All are invented; what they need is what a nursing home meets."""

from dataclasses import dataclass
from datetime import date

from kith.care.demonstration.staff import ALDER, WILLOWS

# NHS numbers are drawn from here on, in the order of the list.
FIRST_NUMBER = 417_300


@dataclass(frozen=True)
class Allergic:
    """What somebody must not have. `danger` is low or high."""

    to: str
    reaction: str
    danger: str = "low"


@dataclass(frozen=True)
class Resident:
    """Somebody who lives here: who they are, and what everybody who helps must know first.

    `alerts` are words and a FHIR flag category. No allergies means that they were asked, and there are none.
    """

    key: str
    given: str
    family: str
    gender: str
    born: date
    room: str
    since: date
    allergies: tuple[Allergic, ...] = ()
    alerts: tuple[tuple[str, str], ...] = ()
    home: str = WILLOWS


RESIDENTS = (
    Resident(
        "walter", "Walter", "Green", "male", date(1938, 3, 9), "Room 12", date(2021, 6, 14),
        (Allergic("Penicillin", "Widespread rash", "high"),),
        (
            ("Two people here are called Green: check first name and room", "admin"),
            ("Likes the day in the same order: say what comes next", "behavioral"),
            ("Hears little on the left: talk to him face to face", "contact"),
        ),
    ),
    Resident(
        "harold", "Harold", "Brown", "male", date(1941, 11, 22), "Room 14", date(2023, 2, 6),
        (),
        (
            ("Diabetes: low blood sugar is an emergency; gel in the top drawer", "safety"),
            ("Two hearing aids: check that they are in and switched on", "contact"),
        ),
    ),
    Resident(
        "joyce", "Joyce", "Green", "female", date(1935, 8, 2), "Room 7", date(2022, 9, 19),
        (Allergic("Sticking plaster", "Sore, broken skin"),),
        (
            ("Two people here are called Green: check first name and room", "admin"),
            ("Catheter: no urine in 4 hours, call the nurse", "safety"),
            ("Skin at risk: turn every 4 hours in bed", "clinical"),
        ),
    ),
    Resident(
        "amina", "Amina", "Rahman", "female", date(1944, 5, 27), "Room 3", date(2025, 1, 13),
        (Allergic("Shellfish", "Swollen lips and wheeze", "high"),),
        (
            ("Choking risk: stay with her for every mouthful", "safety"),
            ("Bengali first, English when rested: give her time. Halal food.", "contact"),
            ("Right side weak since her stroke: hoist and two people; turn every 3 hours", "clinical"),
        ),
    ),
    Resident(
        "dorothy", "Dorothy", "Whitfield", "female", date(1940, 12, 18), "Room 9", date(2024, 4, 8),
        (),
        (
            ("Afternoons can frighten her: quiet place, sing, never argue", "behavioral"),
            ("Looks for the door: know where she is", "safety"),
        ),
    ),
    Resident(
        "patrick", "Patrick", "Doyle", "male", date(1946, 7, 30), "Room 5", date(2025, 10, 2),
        (Allergic("Aspirin", "Worse breathing", "high"),),
        (
            ("COPD: oxygen level of 88 to 92 % is right for him", "safety"),
            ("Sits up to breathe at night; sleeps badly", "clinical"),
        ),
    ),
    Resident(
        "winifred", "Winifred", "Okoro", "female", date(1937, 1, 15), "Room 1", date(2024, 11, 4),
        (), (), ALDER,
    ),
    Resident(
        "george", "George", "Green", "male", date(1933, 10, 5), "Room 2", date(2023, 5, 22),
        (Allergic("Latex", "Itchy rash"),), (), ALDER,
    ),
)  # fmt: skip
