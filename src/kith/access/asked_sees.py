"""What another service would see of a person if it were asked to help: said before anybody asks it.

By the roles, agreements and choices of this moment; what a single entry bars or restricts comes on top.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import reduce

from kith.access.agreements import receivers
from kith.access.open_record import OpenRecord
from kith.access.purposes import Purpose
from kith.access.referring import KEPT_AS
from kith.access.roles import Role, named
from kith.access.sharing import (
    CLOSED,
    Agreed,
    Chosen,
    Consent,
    Declared,
    PersonsChoice,
    both,
    either,
    flow,
)
from kith.catalogue.categories import Category, Masks, Tier, allows
from kith.directory.models import Agreement, Post, Service
from kith.directory.models.team_member import during
from kith.record.connection import cursor

NAME = (Category.DEMOGRAPHICS, Tier.HEADLINE)


@dataclass(frozen=True)
class WouldSee:
    """What the staff of one service would see, all their roles together."""

    own: bool
    """A service of the viewer's own organisation: their roles alone count."""
    staffed: bool
    """Whether anybody works there."""
    agreements: tuple[str, ...] = ()
    """By which agreements; none where nothing is agreed."""
    parts: tuple[Category, ...] = ()
    asked: tuple[Category, ...] = ()
    """What more they see once they have asked the person."""
    why: bool = False
    """Whether they read why they were asked."""
    name: bool = False
    """Whether they see who it is; without it no page opens."""


def would_see(record: OpenRecord, service: Service, now: datetime) -> WouldSee:
    """What this service would see. Asks the same few questions whatever is recorded."""
    roles = _roles_at(service, now)
    if service.organization.custodian == record.viewer.custodian:
        seen = reduce(either, (role.read for role in roles), CLOSED)
        return _told(seen, seen, own=True, staffed=bool(roles))
    receiver = service.organization.custodian
    held = [each.agreement for each in receivers() if each.custodian == receiver]
    choices = _choices(record) if held else []
    now_, asked = (_seen(record, receiver, roles, held, choices, said) for said in (frozenset(), ASKED))
    titles = dict.fromkeys(each.title for each in held if any(_for(each, role) for role in roles))
    return _told(now_, asked, own=False, staffed=bool(roles), agreements=tuple(titles))


ASKED = frozenset({Declared.AGREED})


def _told(
    seen: Masks, asked: Masks, *, own: bool, staffed: bool, agreements: tuple[str, ...] = ()
) -> WouldSee:
    parts = _parts(seen)
    return WouldSee(
        own=own,
        staffed=staffed,
        agreements=agreements,
        parts=parts,
        asked=tuple(each for each in _parts(asked) if each not in parts),
        why=allows(asked, *KEPT_AS),
        name=allows(asked, *NAME),
    )


def _parts(seen: Masks) -> tuple[Category, ...]:
    parts = (each for each in Category if allows(seen, each, Tier.HEADLINE))
    return tuple(each for each in parts if each is not Category.WORKER)


def _roles_at(service: Service, now: datetime) -> list[Role]:
    keys = Post.objects.filter(during(now), service=service, staff__active=True).values_list(
        "role", flat=True
    )
    roles = [role for role in named(keys).values() if not role.ended]
    return [role for role in roles if Purpose.DIRECT_CARE in role.purposes and not role.visits]


def _seen(
    record: OpenRecord,
    receiver: int | None,
    roles: Iterable[Role],
    held: Iterable[Agreement],
    choices: list[PersonsChoice],
    said: frozenset[Declared],
) -> Masks:
    """What flows to any of these roles, by the agreements that are for it."""
    own, found = record.viewer.custodian, CLOSED
    if receiver is None:
        return found
    for role in roles:
        agreed = [_agreed(own, each) for each in held if _for(each, role)]
        open_ = flow(agreed, choices, said, holder=own, receiver=receiver)
        found = either(found, both(role.read, open_.read))
    return found


def _for(agreement: Agreement, role: Role) -> bool:
    return not agreement.roles or role.key in agreement.roles


def _agreed(holder: int, terms: Agreement) -> Agreed:
    return Agreed(holder, Masks(terms.read_low, terms.read_high), Consent(terms.consent))


def _choices(record: OpenRecord) -> list[PersonsChoice]:
    rows = cursor().execute("select * from kith_choices(%s)", (record.patients,), prepare=True).fetchall()
    return [PersonsChoice(Chosen(r.kind), r.of, r.to, Masks(r.low, r.high), r.begins, r.until) for r in rows]
