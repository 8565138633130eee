"""A hand: how one member of staff writes. Some write a line about everything, some three words."""

import re
from dataclasses import dataclass
from random import Random

_SHORT = (
    (" with ", " w "), (" and ", " & "), ("breakfast", "bfast"), (" minutes", " mins"), ("afternoon", "pm"),
    ("this morning", "this am"), (" because ", " as "), ("approximately", "approx"),
)  # fmt: skip
_DROPPED = re.compile(r"^(?:He|She|They) (?:was|were|is|has) (?=\w)")


@dataclass(frozen=True)
class Hand:
    """`writes` is how often a note is added where one could be; the rest is how it looks."""

    writes: float = 0.5
    longer: float = 0.3
    """How often a second sentence follows."""
    lower: bool = False
    stopped: bool = True
    short: bool = False
    names: float = 0.3
    """How often the person is named, rather than he or she."""

    def written(self, text: str, lot: Random) -> str:
        """The note as this hand writes it."""
        said = _tidied(text)
        if self.short:
            for long, brief in _SHORT:
                said = said.replace(long, brief)
            said = _DROPPED.sub("", said)
        said = said[:1].lower() + said[1:] if self.lower and not said[:2].isupper() else _capital(said)
        if not self.stopped and said.endswith(".") and ". " not in said:
            said = said[:-1]
        return said


def draw(lot: Random) -> Hand:
    """Somebody's hand."""
    return Hand(
        writes=lot.uniform(0.25, 0.8), longer=lot.choice((0.05, 0.2, 0.35, 0.5)), lower=lot.random() < 0.2,
        stopped=lot.random() < 0.7, short=lot.random() < 0.25, names=lot.uniform(0.1, 0.6),
    )  # fmt: skip


def _tidied(text: str) -> str:
    said = re.sub(r"\s+", " ", text).strip()
    said = re.sub(r"\s+([.,!?])", r"\1", said)
    said = re.sub(r"([.!?])\1+", r"\1", said)
    return re.sub(r"(?<=[.!?] )([a-z])", lambda found: found.group(1).upper(), said)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
