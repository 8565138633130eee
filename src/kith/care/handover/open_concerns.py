"""Concerns in the handover: an open one stands first however old it is, until somebody has recorded an action."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from kith.care.concerns import Concern
from kith.care.handover.lines import Line, shortened
from kith.care.handover.since import moment
from kith.care.sayings import sentence
from kith.care.telling import Telling

OPEN, ACTED = 101, 70
"""Before everything else; and what was done about one, among what the next shift must know."""
UNANSWERED, AGAIN, DONE = "Nobody has recorded an action", "Opened again", "Acted on"


def with_concerns(
    lines: Sequence[Line], concerns: Iterable[Concern], since: datetime, telling: Telling
) -> list[Line]:
    """The lines with every open concern among them, and those acted on since the reader knew."""
    told = {line.id: line for line in lines}
    for concern in concerns:
        line = told.get(concern.entry.id)
        if concern.is_open:
            told[concern.entry.id] = _open(concern, line or _line(concern, telling))
        elif line or concern.since >= since:
            told[concern.entry.id] = _done(concern, line or _line(concern, telling))
    return list(told.values())


def _open(concern: Concern, line: Line) -> Line:
    mark = AGAIN if concern.acts else UNANSWERED
    return replace(line, rank=OPEN, why="an open concern", marks=(*line.marks, mark))


def _done(concern: Concern, line: Line) -> Line:
    return replace(line, rank=ACTED, why="a concern that was acted on", marks=(*line.marks, DONE))


def _line(concern: Concern, telling: Telling) -> Line:
    entry = concern.entry
    kind = telling.kinds.get(entry.kind)
    said, cut = shortened(sentence(kind, entry.answers, telling.register) if kind else "")
    return Line(
        id=entry.id,
        entry=True,
        rank=OPEN,
        why="",
        at=entry.occurred,
        when=moment(entry.occurred, telling),
        title=telling.title(entry.kind),
        said=said,
        by=telling.who(entry.author),
        cut=cut,
    )
