"""One thing that is known about somebody, as the demonstration writes it down."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any


@dataclass(frozen=True)
class Known:
    """A fact of this kind, known and recorded so many days ago. An answer that is a timedelta is a day from today."""

    kind: str
    back: int
    answers: dict[str, Any] = field(default_factory=dict)
    by: str = "eva"
    note: str = ""


def known(kind: str, back: int, /, *, by: str = "eva", note: str = "", **answers: Any) -> Known:
    """Answers go by the part's key, with _ for -, and with_ for a word that Python keeps for itself."""
    given = {key.rstrip("_").replace("_", "-"): value for key, value in answers.items()}
    if "known" not in given and kind not in ("cpr", "cpr-seen"):
        given = {"known": "known", **given}
    return Known(kind, back, given, by, note)


def gap(kind: str, back: int, why: str, /, *, by: str = "eva", **more: Any) -> Known:
    """That there is none, that somebody would not say, that it is not known, or that nobody asked."""
    return known(kind, back, by=by, known=why, **more)


def ahead(days: int) -> timedelta:
    """A day so many days from today; behind it where negative."""
    return timedelta(days=days)
