"""The days that went before, written by other processes while this one copies them in; and the looks of the fortnight."""

import multiprocessing
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from kith.access.roles import role
from kith.care.demonstration.book import Book
from kith.care.demonstration.earlier import FORTNIGHT
from kith.care.demonstration.home import Home
from kith.care.demonstration.writing_up import formed, warm
from kith.directory.models import Post
from kith.record.connection import cursor
from kith.record.loading import Blocks, PastLook
from kith.record.looks import LookKind

SHIFTS = {
    "07:10": "carer",
    "08:20": "nurse",
    "09:50": "activities",
    "14:05": "carer",
    "17:05": "nurse",
    "21:05": "carer",
}
"""When somebody opens each record at the start of their work."""
LIVES_OPENED = ("07:10", "14:05", "21:05")

Form = Callable[[Book, int], Iterator[Blocks]]


@contextmanager
def scribes() -> Iterator[Form]:
    """Processes, one for each core, that form a book's last days, the oldest first; they start while others work."""
    context, count = multiprocessing.get_context("spawn"), os.cpu_count() or 1
    with ProcessPoolExecutor(count, context) as pool:
        for _ in range(count):
            pool.submit(warm)
        yield lambda book, days: pool.map(formed, [book] * (days + 1), range(days, -1, -1))


def looks(home: Home, book: Book) -> list[PastLook]:
    """Who opened each record at the start of each shift of the fortnight, in order of time."""
    numbers = {staff: _session(home, staff) for staff in set(home.staff) - {"eliza"}}
    found = []
    for back in range(FORTNIGHT, 0, -1):
        for _, diary in book.diaries(back):
            for clock, post in SHIFTS.items():
                at = diary.moment(clock) + timedelta(
                    minutes=diary.lot.randint(0, 9), seconds=diary.lot.randint(0, 59)
                )
                key = diary.who.key(post, diary.day, clock)
                found.append(_look(diary.patient, at, *numbers[key]))
        found += [_look(patient, at, *numbers[key]) for patient, at, key in _at_lives(book, back)]
    return sorted((look for look in found if look.at < book.now), key=lambda look: look.at)


def _at_lives(book: Book, back: int) -> Iterator[tuple[UUID, datetime, str]]:
    day = book.today - timedelta(days=back)
    for life in book.lives:
        assert book.shifts is not None
        lot = Random(f"looks {life.person.key} {back}")  # noqa: S311 - invented data, no secret
        page = life.page(day, book.shifts, None, book.rule)
        for clock in LIVES_OPENED:
            key = book.shifts.pick("carer", day, clock, life.person.corridor, lot)
            at = page.moment(clock) + timedelta(minutes=lot.randint(0, 14), seconds=lot.randint(0, 59))
            if not any(story.kind == "last-days" and story.ends < day for story in life.stories):
                yield life.patient, at, key


def _look(patient: UUID, at: datetime, session: int, post: Post) -> PastLook:
    custodian = post.service.organization.custodian
    assert custodian is not None
    return PastLook(
        at, session, post.staff_id, post.role, custodian, int(role(post.role).purposes[0]), LookKind.OPENING,
        "web", "day", 2, (patient,),
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
