"""Looks that somebody should ask about: found by plain reasons, judged by people (practice, rule 24).

Pure: from looks and from what was recorded. A reason is never a verdict; most have a good answer.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from kith.record.connection import cursor
from kith.record.looks import LookKind

AT_WORK = timedelta(hours=6)
"""Whoever recorded something so long before or after a look was at work."""
MANY = 15
"""So many people opened within an hour, by somebody who recorded about none of them."""
HOUR = timedelta(hours=1)
KINDS = (LookKind.OPENING, LookKind.EXPORT, LookKind.OVERRIDE, LookKind.API)
"""A name in a list is no look into somebody's record."""


class Reason(StrEnum):
    """Why a look stands out."""

    SAME_NAME = "same-name"
    NOT_AT_WORK = "not-at-work"
    MANY_PEOPLE = "many-people"
    AFTER_DEATH = "after-death"


@dataclass(frozen=True)
class Opening:
    """One look into one person's record."""

    staff: UUID
    patient: UUID
    at: datetime
    records: bool
    """Whether whoever looks in this role also records: of others nothing follows from recording nothing."""


@dataclass(frozen=True)
class Unusual:
    """One member of staff and one person: why it stands out, how often and when."""

    staff: UUID
    patient: UUID
    reasons: tuple[Reason, ...]
    times: int
    first: datetime
    last: datetime


@dataclass(frozen=True)
class Known:
    """What looks are held against.

    `families` and `staff_families` are last names in lower case; `recorded` tells by whom something was recorded, and
    when; `about` by whom about whom; `died` when somebody died.
    """

    families: Mapping[UUID, str]
    staff_families: Mapping[UUID, str]
    recorded: Mapping[UUID, Sequence[datetime]]
    about: frozenset[tuple[UUID, UUID]]
    died: Mapping[UUID, datetime]


SETTLED = timedelta(days=7)
"""So long after a death there is still work to do (practice, rule 21)."""


def unusual(openings: Iterable[Opening], known: Known) -> list[Unusual]:
    """Every pair of staff and person that stands out, the gravest first: more reasons, then more looks."""
    together: dict[tuple[UUID, UUID], list[Opening]] = defaultdict(list)
    every = sorted(openings, key=lambda each: each.at)
    for each in every:
        together[each.staff, each.patient].append(each)
    many = _many(every, known)
    found = [_judged(pair, looks, known, many=pair in many) for pair, looks in together.items()]
    return sorted(
        (each for each in found if each), key=lambda each: (-len(each.reasons), -each.times, each.first)
    )


def _judged(pair: tuple[UUID, UUID], looks: Sequence[Opening], known: Known, *, many: bool) -> Unusual | None:
    staff, patient = pair
    own, theirs = known.staff_families.get(staff, ""), known.families.get(patient, "")
    away = [each for each in looks if each.records and not _at_work(each, known)]
    death = known.died.get(patient)
    reasons = (
        *((Reason.SAME_NAME,) if own and own == theirs else ()),
        *((Reason.NOT_AT_WORK,) if away else ()),
        *((Reason.MANY_PEOPLE,) if many else ()),
        *((Reason.AFTER_DEATH,) if death and any(each.at > death + SETTLED for each in looks) else ()),
    )
    if not reasons:
        return None
    return Unusual(staff, patient, reasons, len(looks), looks[0].at, looks[-1].at)


def _at_work(look: Opening, known: Known) -> bool:
    return any(abs(look.at - at) <= AT_WORK for at in known.recorded.get(look.staff, ()))


def _many(looks: Sequence[Opening], known: Known) -> set[tuple[UUID, UUID]]:
    """Pairs of an hour in which somebody opened many people about whom they recorded nothing."""
    found: set[tuple[UUID, UUID]] = set()
    by_staff: dict[UUID, list[Opening]] = defaultdict(list)
    for each in looks:
        if each.records and (each.staff, each.patient) not in known.about:
            by_staff[each.staff].append(each)
    for staff, opened in by_staff.items():
        for place, first in enumerate(opened):
            within = {each.patient for each in opened[place:] if each.at - first.at <= HOUR}
            if len(within) >= MANY:
                found |= {(staff, patient) for patient in within}
    return found


def openings(patients: Sequence[UUID], since: datetime, recording: frozenset[str]) -> list[Opening]:
    """Every look into the records of these people since then, in roles of which `recording` also record."""
    rows = cursor().execute(
        "select l.staff, p.patient, l.at, l.role from look_person p join look l on l.at = p.at and l.number = p.number"
        " where p.patient = any(%s) and p.at >= %s and l.kind = any(%s) and l.staff is not null",
        (list(patients), since, [int(kind) for kind in KINDS]),
    ).fetchall()  # fmt: skip
    return [Opening(row.staff, row.patient, row.at, row.role in recording) for row in rows]


def recordings(patients: Sequence[UUID], since: datetime) -> list[tuple[UUID, UUID, datetime]]:
    """By whom about whom something was recorded since then, once for each quarter of an hour."""
    rows = cursor().execute(
        "select distinct v.author, c.patient, date_bin('15 minutes', v.recorded, 'epoch') as at"
        " from current c join version v on v.id = c.id"
        " where c.patient = any(%s) and v.recorded >= %s",
        (list(patients), since),
    ).fetchall()  # fmt: skip
    return [(row.author, row.patient, row.at) for row in rows]
