"""A shared device's own screen: who works where it stands, and who used it lately."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from kith.access.roles import named
from kith.directory.models import Account, Device, DoorRule, Post, Service
from kith.directory.models.door_rule import LOCK_AFTER
from kith.directory.models.team_member import during
from kith.record.connection import cursor


@dataclass(frozen=True)
class Colleague:
    """Somebody who can sign in here with a PIN: a name and a role, nothing else is shown before signing in."""

    account: int
    name: str
    role: str
    agency: bool
    lately: datetime | None
    """When this device was last theirs, within the last fortnight."""


def colleagues(device: Device) -> list[Colleague]:
    """Everybody with a PIN and a post that counts now at the device's service; who used it last comes first."""
    posts = Post.objects.filter(during(timezone.now()), service=device.service_id)
    posts = posts.filter(staff__accounts__is_active=True, staff__accounts__pin__isnull=False)
    rows = posts.values_list("staff__accounts__id", "staff__name", "role").order_by("staff__name", "role")
    used = {row.account: row.last for row in cursor().execute("select * from kith_lately(%s)", (device.id,))}
    found: dict[int, Colleague] = {}
    held = named(key for _, _, key in rows)
    for account, name, key in rows:
        post = held.get(key)
        if post is None or post.ended:
            continue
        found.setdefault(account, Colleague(account, name, post.words, post.agency, used.get(account)))
    return sorted(found.values(), key=_order)


def _order(who: Colleague) -> tuple[float, str]:
    return (-who.lately.timestamp() if who.lately else 0.0, who.name)


def known(device: Device, account: str) -> Account | None:
    """The account of this number when it is on the device's screen; None for anybody else's."""
    if not account.isdecimal() or len(account) > 15:
        return None
    if int(account) not in {each.account for each in colleagues(device)}:
        return None
    return Account.objects.select_related("staff").get(pk=int(account))


def lock_after(service: Service) -> timedelta:
    """After how long without a touch the service's devices lock."""
    rule = DoorRule.objects.filter(service=service).first()
    return rule.lock_after if rule else LOCK_AFTER


def set_lock_after(after: timedelta) -> bool:
    """Set it for the viewer's own service (a minute to a quarter of an hour); False when that is not theirs to set."""
    row = cursor().execute("select kith_set_lock_after(%s)", (after,)).fetchone()
    return bool(row and row[0])
