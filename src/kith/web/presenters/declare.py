"""Saying why one opens the record of somebody whom one does not look after."""

from collections.abc import Sequence
from dataclasses import dataclass

from kith.access.declaring import LASTS, NEEDS_WORDS, SLUGS
from kith.access.sharing import Declared

WORDS = {
    Declared.AGREED: ("I asked, and they agreed", "They said yes to you, now."),
    Declared.ABSENT: ("They are not here to be asked", "You need to know for their care. Say what for."),
    Declared.LACKS_CAPACITY: (
        "They cannot decide this now",
        "You have checked, and to look is in their best interests. Say why.",
    ),
    Declared.EMERGENCY: ("It is an emergency", "Their life or safety is at stake. Nothing more is asked."),
}
TOLD = {
    Declared.AGREED: "asked first, and they agreed",
    Declared.ABSENT: "could not ask, and it was for their care",
    Declared.LACKS_CAPACITY: "they could not decide it then, and it was in their best interests",
    Declared.EMERGENCY: "an emergency",
}
"""The same, as the person reads it afterwards."""
NOTHING = (
    "Nothing of it is open to you here. Either no organisation shares it with yours, or there is no such record. "
    "Your reason is kept. If it is urgent, telephone those who look after them."
)


@dataclass(frozen=True)
class Way:
    """One reason: its code, its words, what follows from it, and whether a few words are wanted."""

    slug: str
    title: str
    hint: str
    lasts: str
    asks: bool


def ways(kinds: Sequence[Declared]) -> tuple[Way, ...]:
    """The reasons that a role may declare."""
    return tuple(Way(SLUGS[kind], *WORDS[kind], _lasts(kind), kind in NEEDS_WORDS) for kind in kinds)


def kind_of(slug: str, kinds: Sequence[Declared]) -> Declared | None:
    """The reason of this code among those that may be declared; None for any other."""
    return next((kind for kind in kinds if SLUGS[kind] == slug), None)


def _lasts(kind: Declared) -> str:
    hours = int(LASTS[kind].total_seconds() // 3600)
    return "1 hour" if hours == 1 else f"{hours} hours"
