"""One thing that the doctor looked at."""

from dataclasses import dataclass
from enum import Enum


class State(Enum):
    """How it stands: well; worth a look; or wrong, so that somebody must act."""

    WELL = "well"
    LOOK = "look"
    WRONG = "wrong"


@dataclass(frozen=True)
class Finding:
    """What was looked at, how it stands, and a sentence about it."""

    subject: str
    state: State
    words: str


def well(subject: str, words: str) -> Finding:
    """Nothing to do."""
    return Finding(subject, State.WELL, words)


def look(subject: str, words: str) -> Finding:
    """Somebody should look at it when there is time, or it cannot be known from here."""
    return Finding(subject, State.LOOK, words)


def wrong(subject: str, words: str) -> Finding:
    """Somebody must act."""
    return Finding(subject, State.WRONG, words)
