"""Keeping accounts: what the `kith user` command does, as the store's owner."""

import secrets
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kith.access import sessions
from kith.access.deciding import decide_own_people
from kith.access.factors import devices
from kith.access.factors.sealed import random_text
from kith.access.roles import roles, words_of
from kith.access.viewer import Viewer
from kith.directory import actions
from kith.directory.models import Account, Device, Organization, Post, Service, Token
from kith.directory.models.account import tidy


class NotPossible(Exception):
    """It cannot be done; the words say why and what would help."""


@transaction.atomic
def add(
    username: str, *, name: str, role: str, service: str, organisation: str | None = None
) -> tuple[Account, str]:
    """An account for somebody in this role, with a first password to tell them. Raises `NotPossible`.

    A service that is not there is made, for `organisation`, which is made too where it is new.
    """
    known = roles()
    if role not in known:
        raise NotPossible(f"There is no role {role!r}. 'kith user roles' lists them.")
    if Account.objects.filter(username=tidy(username)).exists():
        raise NotPossible(f"There is an account {tidy(username)!r} already.")
    place = _service(service, organisation)
    if known[role].custodian not in (None, place.organization.custodian):
        raise NotPossible(f"The role {role!r} is another organisation's.")
    staff = actions.add_staff(organization=place.organization, name=name)
    actions.add_post(staff=staff, service=place, role=role, words=known[role].words, since=timezone.now())
    return create(username, staff_id=staff.id)


def create(username: str, *, staff_id: UUID, password: str | None = None) -> tuple[Account, str]:
    """The account itself, for staff who are there already."""
    password = password or "-".join(secrets.token_hex(2) for _ in range(4))
    account = Account(username=username, staff_id=staff_id)
    account.set_password(password)
    account.save()
    return account, password


def set_password(username: str, password: str) -> None:
    """A new password; the account's sessions end. Raises `NotPossible` for a poor one."""
    account = named(username)
    try:
        validate_password(password, account)
    except ValidationError as poor:
        raise NotPossible(" ".join(poor.messages)) from None
    account.set_password(password)
    account.save(update_fields=["password"])


def device_code(service: str, name: str) -> str:
    """A one-time code that registers a device of the service."""
    return devices.new_code(_service(service, None), name)[1]


def retire(service: str, name: str) -> int:
    """The service's devices of this name are known no longer; their sessions end. Raises `NotPossible` for none."""
    there = Device.objects.filter(service=_service(service, None), name=name, retired=None)
    count = there.update(retired=timezone.now())
    if not count:
        raise NotPossible(f"{service} has no device {name!r}. 'kith user list' shows them.")
    return count


@transaction.atomic
def token(username: str, name: str, *, lasts: timedelta) -> str:
    """A bearer token with which a program acts as this account. It is kept only as a hash, on a session of its own."""
    account = named(username)
    posts = sessions.posts_of(account)
    if len(posts) != 1:
        raise NotPossible(
            f"{account.username} has {len(posts)} posts that count now; a token needs exactly one."
        )
    text, until = f"kith_{random_text()}", timezone.now() + lasts
    number = sessions.open_session(account, posts[0], until=until, token=text)
    _decide(number, account)
    Token.objects.create(account=account, post=posts[0], name=name, session=number, until=until)
    return text


def _decide(number: int, account: Account) -> None:
    session = sessions.enter(number, account.pk)
    assert session is not None
    decide_own_people(Viewer.staff(session))


def disable(username: str) -> None:
    """Nobody signs in with this account any more; open sessions end with it."""
    account = named(username)
    account.is_active = False
    account.save(update_fields=["is_active"])


def named(username: str) -> Account:
    """The account of this name. Raises `NotPossible`."""
    try:
        return Account.objects.select_related("staff").get(username=tidy(username))
    except Account.DoesNotExist:
        raise NotPossible(f"There is no account {tidy(username)!r}. 'kith user list' shows them.") from None


def listed() -> Iterator[str]:
    """Accounts with their posts and tokens, then devices, a line each."""
    for account in Account.objects.select_related("staff").order_by("username"):
        state = "" if account.is_active else "  (disabled)"
        yield f"{account.username}  {account.called}{state}"
        for post in Post.objects.filter(staff=account.staff).select_related("service"):
            yield f"  {words_of(post.role)}, {post.service.name}"
        for each in account.tokens.all():
            yield f"  token {each.name}, until {each.until:%d %B %Y}"
    for device in Device.objects.filter(retired=None).select_related("service").order_by("name"):
        yield f"device {device.name}, {device.service.name}  ({'registered' if device.registered else 'waiting'})"


def roles_listed() -> list[str]:
    """Each role's key and what it is called."""
    return [f"{each.key:<24}{each.words}" for each in roles().values()]


def _service(name: str, organisation: str | None) -> Service:
    found = list(Service.objects.filter(name=name).select_related("organization"))
    if organisation:
        found = [service for service in found if service.organization.name == organisation]
    if len(found) > 1:
        raise NotPossible(f"Several services are called {name}: say whose with --organisation.")
    return found[0] if found else _new_service(name, organisation)


def _new_service(name: str, organisation: str | None) -> Service:
    if organisation is None:
        raise NotPossible(f"There is no service {name!r}. To make it, say whose it is with --organisation.")
    whose = Organization.objects.filter(name=organisation).first()
    whose = whose or actions.add_organization(name=organisation)
    return actions.add_service(organization=whose, name=name)
