"""The handover: each person's part, the one of whom the next shift must know soonest first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from kith.care.concerns import Concern
from kith.care.handover import summing
from kith.care.handover.facts import ARRIVAL, ENTRIES
from kith.care.handover.lines import Line, Told, line
from kith.care.handover.open_concerns import with_concerns
from kith.care.handover.since import Choice, Read, moment
from kith.care.measures import WITHDRAWN, standing
from kith.care.people import Resident, confusable
from kith.care.telling import Telling
from kith.catalogue.components import DailyEntry

FOREMOST = 4
"""A person's part fits on one screen of a phone: what ranks lower is folded, and still there to be read."""
QUIET = timedelta(hours=4)
"""Nothing recorded for longer than this is said, however short ago the reader has read."""
THIS_SHIFT = timedelta(hours=12)


@dataclass(frozen=True)
class Part:
    """One person in the handover."""

    person: Resident
    lines: tuple[Line, ...]
    why: str
    to_do: tuple[str, ...]
    intake: tuple[str, ...]
    night: str
    routine: str
    silent: str
    before: str
    newest: int
    """The newest place in the feed of what is told here; 0 where nothing is new."""

    @property
    def told(self) -> bool:
        """Whether there is anything that must be told; routine alone is folded."""
        return bool(self.lines)

    @property
    def foremost(self) -> tuple[Line, ...]:
        """The lines that stand open."""
        return self.lines[:FOREMOST]

    @property
    def further(self) -> tuple[Line, ...]:
        """The lines that are folded."""
        return self.lines[FOREMOST:]

    @property
    def rank(self) -> int:
        """The rank of the foremost line."""
        return self.lines[0].rank if self.lines else 0


@dataclass(frozen=True)
class Handover:
    """All that a handover tells one reader."""

    parts: tuple[Part, ...]
    silent: tuple[Part, ...]
    quiet: tuple[Part, ...]
    choice: Choice
    since: str
    head: int

    @property
    def everybody(self) -> tuple[Part, ...]:
        """All parts, whatever they say."""
        return (*self.parts, *self.silent, *self.quiet)


@dataclass(frozen=True)
class Known:
    """What is known of one person when the handover is made."""

    person: Resident
    changes: Sequence[Told]
    lately: Sequence[DailyEntry]
    read: Read | None
    begin: datetime
    concerns: Sequence[Concern] = ()


def handover(known: Iterable[Known], telling: Telling, *, choice: Choice, since: str, head: int) -> Handover:
    """Everybody's part: those with something to tell by rank, then those of whom nothing is recorded, then the rest."""
    parts = sorted((part(each, telling, choice) for each in _marked(list(known))), key=_order)
    return Handover(
        parts=tuple(each for each in parts if each.told),
        silent=tuple(each for each in parts if not each.told and each.silent),
        quiet=tuple(each for each in parts if not each.told and not each.silent),
        choice=choice,
        since=since,
        head=head,
    )


def part(known: Known, telling: Telling, choice: Choice) -> Part:
    """One person's part."""
    upto = known.read.upto if known.read else 0
    said = [(told, line(told, telling, new=_is_new(told, known.read, choice))) for told in known.changes]
    news = with_concerns(
        gathered([each for _, each in said if each]), known.concerns, _since(known, choice), telling
    )
    lines = sorted(news, key=lambda each: (-each.rank, -each.at.timestamp()))
    rest = [told for told, each in said if each is None and told.change.position > _counted(upto, choice)]
    entries = _entries(known)
    return Part(
        person=known.person,
        lines=tuple(lines),
        why=f"{lines[0].why} at {lines[0].when}" if lines else "",
        to_do=tuple(summing.to_do(entries, telling)),
        intake=tuple(summing.intake(entries, telling)),
        night=summing.night(entries, telling),
        routine=summing.routine(_routine(rest), _others(rest), telling),
        silent=_silent(known, entries, telling),
        before=_before(known.read, choice, telling),
        newest=max((told.change.position for told in known.changes), default=0),
    )


def gathered(lines: Sequence[Line]) -> list[Line]:
    """Facts of one sort in one line. Where somebody has just come, that says it: all their facts are new."""
    facts = [each for each in lines if not each.entry]
    if any(each.title == ARRIVAL for each in facts):
        facts = [each for each in facts if each.title == ARRIVAL or not each.title.startswith("New ")]
    by_title: dict[tuple[str, bool], list[Line]] = {}
    for each in facts:
        by_title.setdefault((each.title, each.new), []).append(each)
    return [each for each in lines if each.entry] + [_as_one(some) for some in by_title.values()]


def _as_one(lines: Sequence[Line]) -> Line:
    newest = max(lines, key=lambda each: each.at)
    return replace(newest, said="; ".join(dict.fromkeys(each.said for each in lines if each.said)))


def _marked(known: list[Known]) -> list[Known]:
    alike = confusable([each.person.name for each in known])
    return [
        replace(each, person=replace(each.person, similar=place in alike)) for place, each in enumerate(known)
    ]


def _order(part: Part) -> tuple[int, int, str, str]:
    return (-part.rank, -len(part.lines), part.person.room, part.person.name)


def _counted(upto: int, choice: Choice) -> int:
    return upto if choice is Choice.READ else 0


def _since(known: Known, choice: Choice) -> datetime:
    """What was done before this moment is no news."""
    return known.read.at if known.read and choice is Choice.READ else known.begin


def _is_new(told: Told, read: Read | None, choice: Choice) -> bool:
    """Marked only where what was read before is shown too."""
    return choice is not Choice.READ and read is not None and told.change.position > read.upto


def _entries(known: Known) -> list[DailyEntry]:
    """Everything of late with what has changed, each entry once, oldest first."""
    by_id: Mapping[UUID, DailyEntry] = {
        entry.id: entry
        for entry in (*known.lately, *(told.entry for told in known.changes if told.entry is not None))
    }
    return sorted(by_id.values(), key=lambda entry: entry.occurred)


def _routine(rest: Iterable[Told]) -> list[DailyEntry]:
    return [told.entry for told in rest if told.entry and told.entry.status != WITHDRAWN]


def _others(rest: Iterable[Told]) -> int:
    found = (told.change for told in rest if told.entry is None)
    return sum(change.stored.type == ENTRIES and not change.stored.in_error for change in found)


def _silent(known: Known, entries: Sequence[DailyEntry], telling: Telling) -> str:
    since = min(known.read.at if known.read else known.begin, telling.now - QUIET)
    if any((entry.until or entry.occurred) >= since for entry in standing(entries)):
        return ""
    return f"Nothing recorded since {moment(since, telling)}."


def _before(read: Read | None, choice: Choice, telling: Telling) -> str:
    """That the reader has read before on this shift, so that what is told came since, or is marked where it did."""
    if read is None or telling.now - read.at > THIS_SHIFT:
        return ""
    words = "Added since you read" if choice is Choice.READ else "You read this"
    return f"{words} at {moment(read.at, telling)}"
