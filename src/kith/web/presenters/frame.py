"""What stands around every signed-in page: who you are, how you like to read, where you are."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from kith.care.days import LONDON, clock
from kith.web.presenters.concerns import Waiting

Place = Literal[
    "here", "todo", "now", "handover", "changes", "person", "catalogue", "concern", "staff", "asked"
]


@dataclass(frozen=True)
class Look:
    """How this reader wants pages: light or night, names shown or hidden, everyday or clinical words."""

    night: str = "auto"
    names: str = "shown"
    words: str = "everyday"


ALLOWED = {
    "night": ("auto", "day", "night"),
    "names": ("shown", "hidden"),
    "words": ("everyday", "clinical"),
}


@dataclass(frozen=True)
class Option:
    """One setting of a choice."""

    value: str
    words: str
    chosen: bool


@dataclass(frozen=True)
class Choice:
    """Something that a reader can switch on every page."""

    name: str
    title: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Frame:
    """The frame of one page."""

    name: str
    role: str
    service: str
    place: Place
    choices: tuple[Choice, ...]
    now: str
    now_iso: str
    sign_out: str = ""
    purpose: str = ""
    """What they look for, where their role has several purposes; `usual` when it is the first of them."""
    usual: bool = True
    withheld: bool = False
    """Whether they decide about looks that are not told."""
    lock_after: int = 0
    """Seconds without a touch after which this shared device locks; nought where it does not."""
    leads: bool = False
    """Whether this reader may let workers in, or help them in."""
    writes: bool = True
    """Whether this reader records anything, concerns too."""
    live: str = ""
    concern: str = "/concern/"
    asks_of_concerns: bool = False
    """Whether this reader's pages say that concerns are open."""
    waiting: Waiting | None = None
    asked: bool = False
    """Whether anybody is referred to this reader's service."""
    htmx: str = "htmx/htmx.js"


def choices(look: Look) -> tuple[Choice, ...]:
    """The switches in the reader's own menu."""
    return (
        _choice("night", "Look", look.night, {"auto": "As the device", "day": "Light", "night": "Night"}),
        _choice("words", "Words", look.words, {"everyday": "Everyday", "clinical": "Clinical"}),
    )


def moment(now: datetime) -> tuple[str, str]:
    """Now in words and for a machine."""
    return clock(now), now.astimezone(LONDON).isoformat(timespec="seconds")


def _choice(name: str, title: str, chosen: str, options: dict[str, str]) -> Choice:
    made = (Option(value, words, value == chosen) for value, words in options.items())
    return Choice(name, title, tuple(made))
