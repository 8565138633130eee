"""The days that went before: entries by the residents' scripts, and the looks that reading them left."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from kith.access.roles import role
from kith.care.demonstration.days import DAYS
from kith.care.demonstration.home import Home
from kith.care.generation.diary import Diary
from kith.care.generation.writing import SENT
from kith.catalogue.components import DailyEntry
from kith.directory.models import Post
from kith.record.connection import cursor
from kith.record.loading import PastLook
from kith.record.looks import LookKind

FORTNIGHT = 14
SHIFTS = {
    "07:10": "carer",
    "08:20": "nurse",
    "09:50": "activities",
    "14:05": "carer",
    "17:05": "nurse",
    "21:05": "carer",
}
"""When somebody opens each record at the start of their work."""


def diaries(home: Home, now: datetime) -> Iterator[Diary]:
    """Every day of every resident, the oldest day first, and today as far as it has gone."""
    for back in range(FORTNIGHT, -1, -1):
        day = home.today - timedelta(days=back)
        for key, patient in home.patients.items():
            diary = Diary(patient, day, back, Random(f"{key} {back}"), home.rota, home.rule)  # noqa: S311 - a story, no secret
            DAYS[key](diary)
            yield diary


def entries(home: Home, now: datetime) -> list[DailyEntry]:
    """What was recorded in those days up to now, in the order in which it was made."""
    said = (entry for diary in diaries(home, now) for entry in diary.entries if entry.made + SENT <= now)
    return sorted(said, key=lambda entry: (entry.made, entry.id))


def looks(home: Home, now: datetime) -> list[PastLook]:
    """Who opened each record at the start of each shift, in order of time."""
    numbers = {staff: _session(home, staff) for staff in set(home.staff) - {"eliza"}}
    found = []
    for diary in diaries(home, now):
        for clock, post in SHIFTS.items():
            at = diary.moment(clock) + timedelta(
                minutes=diary.lot.randint(0, 9), seconds=diary.lot.randint(0, 59)
            )
            key = diary.who.key(post, diary.day, clock)
            if at < now and diary.back:
                found.append(_look(diary, at, key, *numbers[key]))
    return sorted(found, key=lambda look: look.at)


def _look(diary: Diary, at: datetime, key: str, session: int, post: Post) -> PastLook:
    custodian = post.service.organization.custodian
    assert custodian is not None
    return PastLook(
        at, session, post.staff_id, post.role, custodian, int(role(post.role).purposes[0]), LookKind.OPENING,
        "web", "day", 2, (diary.patient,),
    )  # fmt: skip


def _session(home: Home, key: str) -> tuple[int, Post]:
    """A session that is over, under which somebody's looks of the fortnight are filed."""
    post = Post.objects.select_related("service__organization").get(staff_id=home.staff[key])
    row = cursor().execute(
        "insert into session (account, staff, role, service, custodian, purpose, started, until, ended)"
        " values (%s, %s, %s, %s, %s, %s, now() - interval '14 days', now(), now()) returning number",
        (
            home.accounts[key].pk, post.staff_id, post.role, post.service_id, home.custodian,
            int(role(post.role).purposes[0]),
        ),
    ).fetchone()  # fmt: skip
    assert row is not None
    return row[0], post
