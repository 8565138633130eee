"""What is to be done after a death, and what of it was done (practice, rule 21)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from kith.care.days import LONDON
from kith.care.facts import Facts
from kith.care.presence.presence import AFTER
from kith.catalogue.components import DailyEntry
from kith.catalogue.loader import catalogue

STEPS: tuple[tuple[str, ...], ...] = (
    ("verified",),
    ("doctor",),
    ("coroner", "no-coroner"),
    ("family",),
    ("cqc",),
    ("undertaker",),
    ("medicines",),
    ("belongings",),
)
"""In the order in which they are due. One answer of each settles it: the coroner is told, or the doctor says need not be."""
AT_ONCE = 5
"""So many of them wait for nobody; the others take days."""
MEDICINES_KEPT = timedelta(days=7)
"""How long medicines are kept after a death (practice, rule 21; not confirmed in a public text)."""


@dataclass(frozen=True)
class Step:
    """One step: the answers that settle it, and the entry that did, where one has."""

    settled_by: tuple[str, ...]
    done: DailyEntry | None

    @property
    def words(self) -> str:
        """What the step is called while it is open."""
        return _OPEN[self.settled_by[0]]


_OPEN = {
    "verified": "The death is verified",
    "doctor": "The doctor knows",
    "coroner": "The doctor says whether the coroner must be told",
    "family": "Those they chose are told",
    "cqc": "CQC is notified",
    "undertaker": "The funeral director comes",
    "medicines": "Medicines go back",
    "belongings": "Belongings are handed over",
}


def steps(facts: Facts) -> list[Step]:
    """Every step with the first entry that settled it."""
    done = sorted((each.entry for each in facts.of(AFTER)), key=lambda entry: (entry.occurred, str(entry.id)))
    return [Step(codes, next((e for e in done if e.answers.get("done") in codes), None)) for codes in STEPS]


def waiting(every: Iterable[Step]) -> list[Step]:
    """What is still open of that which waits for nobody."""
    return [step for step in list(every)[:AT_ONCE] if step.done is None]


def answer_of(entry: DailyEntry) -> str:
    """What an entry says was done, as its sheet says it."""
    option = catalogue().kind(AFTER).by_key["done"].option(str(entry.answers.get("done", "")))
    return option.words.everyday if option else ""


def medicines_until(death: DailyEntry) -> date:
    """The day up to which medicines are kept."""
    return (death.occurred.astimezone(LONDON) + MEDICINES_KEPT).date()
