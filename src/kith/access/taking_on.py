"""Somebody new on the staff, taken on by a manager: a name, a role, and a PIN to hand over (practice 14)."""

import secrets
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from kith.access import work
from kith.access.factors import pins
from kith.access.roles import roles
from kith.access.viewer import Viewer
from kith.directory import resources
from kith.directory.models import Account
from kith.record.connection import cursor
from kith.record.errors import RecordError
from kith.record.ids import new_id
from kith.record.writing import Outcome

NOT_YOURS = "They are on the staff already, or your role cannot take them on."


class NotPossible(Exception):
    """Nobody was taken on; the words say why."""


@dataclass(frozen=True)
class TakenOn:
    """The new account, and the PIN to hand over. It works once, and is shown once."""

    account: Account
    pin: str


def offered(viewer: Viewer) -> list[tuple[str, str]]:
    """Roles in which the viewer may take somebody on: those whose PIN they may give anew; none without oversight.

    Those that come with Kith stand in the order of the role table; those that the organisation made come after.
    """
    if not viewer.may("oversee"):
        return []
    known = roles()
    ours = [each for each in known.values() if each.base and viewer.may_for("reset", each)]
    usual = [known[key] for key in viewer.role.for_roles("reset") if not known[key].agency]
    return [(each.key, each.words) for each in (*usual, *ours)]


@transaction.atomic
def take_on(viewer: Viewer, *, name: str, role_key: str, id: UUID | None = None) -> TakenOn:
    """A post without an end at the viewer's service, an account, and a one-time PIN that waits for a day.

    `id` is the worker's own, made with the form: a form that is sent again takes nobody on twice. The database
    refuses a role that sees more than the viewer's. Raises `NotPossible`.
    """
    staff, post, now, pin = id or new_id(), new_id(), timezone.now(), pins.fresh()
    _put(viewer, resources.practitioner(staff, name))
    _put(viewer, work.post(viewer, post, staff=staff, role_key=role_key, since=now))
    row = cursor().execute(
        "select kith_take_on(%s, %s, %s, %s, %s, %s, %s, %s, %s)",
        (
            staff, post, name, f"{slugify(name) or 'staff'}-{secrets.token_hex(3)}", make_password(None), role_key, now,
            pins.hashed(pin), now + pins.ONE_TIME_LASTS,
        ),
    ).fetchone()  # fmt: skip
    if row is None or row[0] is None:
        raise NotPossible(NOT_YOURS)
    return TakenOn(Account.objects.select_related("staff").get(pk=row[0]), pin)


def _put(viewer: Viewer, resource: resources.Resource) -> None:
    try:
        written = work.put(viewer, resource, reason="taken on")
    except RecordError:
        raise NotPossible(NOT_YOURS) from None
    if written.outcome is Outcome.REPEATED:
        raise NotPossible(NOT_YOURS)
