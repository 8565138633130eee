"""A demonstration's people, to be signed in as at a click: in a demonstration store, on this machine alone."""

import ipaddress
from collections import defaultdict
from dataclasses import dataclass, field

from django.conf import settings
from django.http import HttpRequest

from kith.access import sessions
from kith.access.roles import words_of
from kith.directory.models import Account

LOCAL_NAMES = {"localhost", "127.0.0.1", "[::1]"}
FORWARDED = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_REAL_IP", "HTTP_VIA")


OWN = "Somebody who lives there, and family"


@dataclass
class Group:
    """The people of one role."""

    words: str
    accounts: list[Account] = field(default_factory=list)


def allowed(request: HttpRequest) -> bool:
    """Whether a click may sign in: a demonstration store, reached from this machine without a proxy between.

    A page elsewhere that points its own name at this machine is not this machine (DNS rebinding).
    """
    return bool(settings.DEMO) and _loopback(request) and not any(name in request.META for name in FORWARDED)


def people() -> list[Group]:
    """Everybody who can sign in, by role."""
    groups: dict[str, Group] = defaultdict(lambda: Group(""))
    groups["own"] = Group(OWN, list(Account.objects.filter(is_active=True, staff=None).order_by("username")))
    for account in Account.objects.filter(is_active=True).select_related("staff").order_by("staff__name"):
        for post in sessions.posts_of(account)[:1]:
            group = groups[post.role]
            group.words = words_of(post.role)
            group.accounts.append(account)
    return sorted((g for g in groups.values() if g.accounts), key=lambda group: group.words)


def _loopback(request: HttpRequest) -> bool:
    try:
        near = ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
    host, _, port = request.get_host().rpartition(":")
    return near and (host if host and port.isdigit() else request.get_host()) in LOCAL_NAMES
