"""Sessions: one viewer, in one post, for one purpose, until it ends."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from kith.access.purposes import Purpose
from kith.access.roles import Role, named, role
from kith.directory.models import Account, Post, TeamMember
from kith.directory.models.team_member import during
from kith.record.connection import cursor

LENGTH = timedelta(hours=12)
"""A session lasts for a long shift and no longer; it warns before it ends (practice 14)."""

ON_A_WALL = timedelta(days=31)
"""A wall board stays for a month; whoever put it up, or another who leads, puts it up again."""

BOARD = "wall_board"

WARNING = timedelta(minutes=30)
"""What is left to finish and sign what is open when the warning comes (practice 14)."""


@dataclass(frozen=True, slots=True)
class Session:
    """An open session, as the database holds it."""

    number: int
    account: int | None
    staff: UUID
    role: str
    service: UUID
    custodian: int
    purpose: int
    teams: Sequence[int]
    started: datetime
    until: datetime
    device: UUID | None = None
    idle: timedelta | None = None
    touched: datetime | None = None

    @property
    def locks(self) -> datetime | None:
        """When it locks unless somebody touches the device; None for one that never does."""
        return self.touched + self.idle if self.touched and self.idle else None


@dataclass(frozen=True, slots=True)
class Presented:
    """What a browser's cookie says of its device; whether it is true, the database finds out."""

    device: UUID | None = None
    secret: str = ""
    """The hash under which the device's secret is kept."""


class NoPost(Exception):
    """The account has no post that counts now, or its organisation holds no records here."""


def open_session(
    account: Account,
    post: Post,
    *,
    purpose: Purpose | None = None,
    until: datetime | None = None,
    token: str = "",
    device: UUID | None = None,
    idle: timedelta | None = None,
    board: bool = False,
) -> int:
    """Open a session for the account in this post and return its number.

    It ends at the latest when the post ends. Without `purpose` it has the role's usual one. `token` is a
    bearer token that may be used in its place. On a registered `device` it counts there alone, and locks after
    `idle` without a touch. With `board` it knows what a wall board may know, and no more. Raises `NoPost` when the
    post does not count now, and ValueError for a purpose that the role does not have.
    """
    now = timezone.now()
    if post.staff_id != account.staff_id or not counts(post, now):
        raise NoPost
    custodian = post.service.organization.custodian
    if custodian is None:
        raise NoPost
    held = _held(BOARD if board else post.role, custodian)
    row = cursor().execute(
        "select kith_open_session(%s, %s, %s, %s, %s::smallint, %s::smallint, %s, %s, %s, %s, %s, %s, %s)",
        (
            account.pk, post.staff_id, held.key, post.service_id, custodian, int(_purpose(held, purpose)),
            [] if board else teams_of(post.staff_id, now), _end(post, until or now + LENGTH),
            hashed(token) if token else None, device, idle, list(held.rights),
            [*held.read, *held.add, *held.change],
        ),
    ).fetchone()  # fmt: skip
    assert row is not None
    if row[0] is None:  # its role was changed or ended meanwhile
        raise NoPost
    return int(row[0])


def _held(key: str, custodian: int) -> Role:
    """The role, where somebody of this organisation can hold it today. Raises `NoPost`."""
    held = role(key)
    if held.ended or held.custodian not in (None, custodian):
        raise NoPost
    return held


NOWHERE = Presented()


def enter(number: int, account: int, at: Presented = NOWHERE) -> Session | None:
    """Make this session the transaction's own.

    None when it is over, locked, another account's or another device's.
    """
    row = cursor().execute(
        "select * from kith_enter(%s, %s, %s, %s)", (number, account, at.device, at.secret), prepare=True
    ).fetchone()  # fmt: skip
    return Session(*row) if row else None


def enter_by_token(token: str) -> Session | None:
    """Make the session of this bearer token the transaction's own, or answer None when there is none open."""
    row = cursor().execute("select * from kith_enter_by_token(%s)", (hashed(token),), prepare=True).fetchone()
    return Session(*row) if row else None


def waits(number: int, account: int, at: Presented) -> bool:
    """Whether the session stands behind its lock on this device, and its own person's PIN would open it."""
    row = cursor().execute(
        "select kith_waits(%s, %s, %s, %s)", (number, account, at.device, at.secret)
    ).fetchone()  # fmt: skip
    return bool(row and row[0])


def touch() -> None:
    """Somebody is there: the time until this transaction's session locks begins anew."""
    cursor().execute("select kith_touch()", prepare=True)


def lock(number: int) -> None:
    """Lock a session of a registered device now. One of no device is left alone: nothing could open it again."""
    cursor().execute("select kith_lock(%s)", (number,))


def unlock(number: int) -> None:
    """Open a locked session again. The caller has checked the PIN."""
    cursor().execute("select kith_unlock(%s)", (number,))


def end(number: int) -> None:
    """End a session now; its decisions go with it."""
    cursor().execute("select kith_end_session(%s)", (number,))


def hashed(token: str) -> bytes:
    """What is stored of a bearer token."""
    return hashlib.sha256(token.encode()).digest()


def counts(post: Post, now: datetime) -> bool:
    """Whether a post counts at that moment."""
    return post.since <= now and (post.until is None or post.until > now)


def posts_of(account: Account) -> list[Post]:
    """The posts in which this account could sign in now."""
    if account.staff_id is None:
        return []
    now = timezone.now()
    found = Post.objects.filter(staff_id=account.staff_id).select_related("service__organization")
    posts = [p for p in found.order_by("service__name", "role") if counts(p, now) and _custodian(p)]
    ended = {key for key, each in named(p.role for p in posts).items() if each.ended}
    return [p for p in posts if p.role not in ended]


def teams_of(staff: UUID, now: datetime) -> list[int]:
    """Numbers of the teams that somebody is in at that moment."""
    return sorted(TeamMember.objects.filter(during(now), staff_id=staff).values_list("team_id", flat=True))


def _custodian(post: Post) -> int | None:
    return post.service.organization.custodian


def _end(post: Post, until: datetime) -> datetime:
    return min(until, post.until) if post.until else until


def _purpose(held: Role, asked: Purpose | None) -> Purpose:
    allowed = held.purposes
    if asked is not None and asked not in allowed:
        raise ValueError(f"The role {held.key} is not for {asked.words}.")
    return asked or allowed[0]
