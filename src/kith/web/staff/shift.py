"""What the page "Staff on this shift" shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse

from kith.access import agency, giving_roles, resets
from kith.access.factors import badges
from kith.access.roles import Role, named, role
from kith.access.viewer import Viewer
from kith.directory.models import Account, AgencyLogin, Pin, PinReset, Post
from kith.web.staff.asked import offered
from kith.web.staff.ends import told

REMEMBERED = timedelta(days=30)
"""How far back the list of logins and new PINs goes."""


@dataclass(frozen=True)
class Worker:
    """Somebody who can sign in here now, and what may be done for them."""

    name: str
    role: str
    pin: str
    has_badge: bool
    helped: bool
    reset: str
    badge: str
    revoke: str
    give: str
    """Where they are given another role; empty where the reader may not."""


@dataclass(frozen=True)
class Login:
    """An agency login: whose, from where, until when, for whom, and who checked what."""

    name: str
    role: str
    agency: str
    until: str
    whom: str
    checked: str
    by: str
    over: bool
    mine: bool
    end: str
    longer: str
    """Empty for a visitor, whose day is not made longer."""


@dataclass(frozen=True)
class Told:
    """One line of the list of new PINs."""

    when: str
    words: str


@dataclass(frozen=True)
class Shift:
    """The page."""

    workers: tuple[Worker, ...]
    logins: tuple[Login, ...]
    past: tuple[Login, ...]
    resets: tuple[Told, ...]
    admits: bool
    visits: bool
    oversees: bool


def shift_page(viewer: Viewer, posts: Sequence[Post], now: datetime) -> Shift:
    """Everybody with a post that counts now, logins that stand, and, for who oversees, those of a month."""
    accounts = {account.staff_id: account for account in _accounts(posts)}
    numbers = [account.pk for account in accounts.values()]
    pins, holders = (
        {pin.account_id: pin for pin in Pin.objects.filter(account__in=numbers)},
        badges.holders(numbers),
    )
    known = named(post.role for post in posts)
    workers = [
        _worker(viewer, p, known[p.role], accounts[p.staff_id], pins, holders)
        for p in posts
        if p.staff_id in accounts
    ]
    shown = [_login(viewer, each, now) for each in agency.logins(viewer, since=now - REMEMBERED)]
    return Shift(
        workers=tuple(workers),
        logins=tuple(login for login in shown if not login.over),
        past=tuple(login for login in shown if login.over) if viewer.may("oversee") else (),
        resets=tuple(_told(each, now) for each in resets.made()),
        admits=bool(offered(viewer)),
        visits=bool(viewer.role.for_roles("visit")),
        oversees=viewer.may("oversee"),
    )


def _accounts(posts: Sequence[Post]) -> list[Account]:
    return list(
        Account.objects.filter(staff__in=[post.staff_id for post in posts], is_active=True).order_by("pk")
    )


def _worker(
    viewer: Viewer, post: Post, held: Role, account: Account, pins: dict[int, Pin], holders: set[int]
) -> Worker:
    pin, number = pins.get(account.pk), [account.pk]
    said = "No PIN" if pin is None else "One-time PIN, not used yet" if pin.one_time else "Has a PIN"
    return Worker(
        name=post.staff.name,
        role=held.words,
        pin=said,
        has_badge=account.pk in holders,
        helped=viewer.may_for("reset", held) and account.pk != viewer.account,
        reset=reverse("staff:reset", args=number),
        badge=reverse("staff:badge", args=number),
        revoke=reverse("staff:revoke", args=number),
        give=reverse("staff:give-role", args=number) if giving_roles.may_give(viewer, post, held) else "",
    )


def _login(viewer: Viewer, login: AgencyLogin, now: datetime) -> Login:
    post, count = login.post, len(login.chosen.all())
    over = post.until is not None and post.until <= now
    return Login(
        name=post.staff.name,
        role=role(post.role).words,
        agency=login.agency,
        until=("Ended " if over else "Until ") + (told(post.until, now) if post.until else ""),
        whom=(
            f"for {count} chosen {'person' if count == 1 else 'people'}"
            if login.only_chosen
            else "for everybody here"
        ),
        checked=_seen(login),
        by=f"Let in by {login.made_by.name}, {told(login.made, now)}" + _ended(login),
        over=over,
        mine=viewer.may(f"admit:{post.role}"),
        end=reverse("staff:end", args=[post.id]),
        longer="" if role(post.role).visits else reverse("staff:longer", args=[post.id]),
    )


def _seen(login: AgencyLogin) -> str:
    held = role(login.post.role)
    if held.visits:
        return f"Seen: {login.identity_seen}, number {login.register_number}"
    number = f", {held.register} PIN {login.register_number}" if login.register_number else ""
    return f"Seen: {login.identity_seen}; {login.dbs_seen}; {login.training_seen}{number}"


def _ended(login: AgencyLogin) -> str:
    return f"; ended by {login.ended_by.name}" if login.ended_by else ""


def _told(reset: PinReset, now: datetime) -> Told:
    return Told(told(reset.at, now), f"{reset.by.name} gave {reset.account.called} a new PIN. {reset.why}")
