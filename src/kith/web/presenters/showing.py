"""To whom somebody's emergency page was shown by a code, in a line each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kith.access.showing import Showing
from kith.care.days import clock


@dataclass(frozen=True)
class ShowingLine:
    """One code that can still be used, or one crew that reads. `may_end` where this reader can end it."""

    id: UUID
    who: str
    said: str
    may_end: bool


def showing_lines(found: Sequence[Showing], now: datetime) -> list[ShowingLine]:
    """Those that are still open, the newest first."""
    return [_line(each) for each in found if each.open(now)]


def _line(each: Showing) -> ShowingLine:
    if each.used and each.until:
        said = f"They see it from {clock(each.used)} until {clock(each.until)}. Shown by {each.by}."
        return ShowingLine(each.id, each.crew.said, said, each.may_end)
    said = f"Made by {each.by} at {clock(each.made)}. It can be used until {clock(each.use_by)}."
    return ShowingLine(each.id, "A code that nobody has used yet", said, each.may_end)
