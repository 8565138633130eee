"""Logins for agency and bank workers: made by whoever leads the shift, for a shift and for chosen people (practice 14)."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import orjson
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from kith.access import work
from kith.access.factors import pins
from kith.access.roles import role
from kith.access.viewer import Viewer
from kith.directory import resources
from kith.directory.models import Account, AgencyLogin, Post
from kith.record import reading
from kith.record.connection import cursor
from kith.record.errors import RecordError
from kith.record.ids import new_id
from kith.record.writing import Outcome

USUALLY = timedelta(hours=24)
"""A login ends within a day unless the lead says otherwise (R34)."""
LONGEST = timedelta(days=7)
"""No login lasts longer; the database refuses it too (R34)."""
A_DAY = timedelta(hours=25)
"""A visitor's lasts so long at most: a day, the one on which clocks go back. The database refuses more."""

REASON = "login at the door"
MADE = "This login is made already, or your role cannot make it."


class NotPossible(Exception):
    """The login cannot be made or moved so; the words say why."""


@dataclass(frozen=True)
class Checked:
    """What the lead saw before letting a stranger in, in their own words: which document, which date.

    Of a visitor: whom they come from (`agency`), their card (`identity`) and its number (`register`).
    """

    agency: str
    identity: str
    dbs: str = ""
    training: str = ""
    register: str = ""


@dataclass(frozen=True)
class Admitted:
    """The new account, and the PIN to tell the worker. It works once, and is shown once."""

    account: Account
    pin: str


@transaction.atomic
def admit(
    viewer: Viewer, *, name: str, role_key: str, until: datetime, checked: Checked,
    chosen: Sequence[UUID] | None = None, id: UUID | None = None,
) -> Admitted:  # fmt: skip
    """A login for somebody from an agency, in an agency role, for the viewer's service until then.

    `chosen` names the Patients that it is for; None means everybody of the service. `id` is the worker's own, made
    with the form: a form that is sent again makes no second login. Raises `NotPossible`; the
    database refuses what the viewer's role may not admit, more than seven days, and people of another service.
    """
    _sensible(role_key, until, checked, chosen)
    staff, post, since, pin = id or new_id(), new_id(), timezone.now(), pins.fresh()
    try:
        first = work.put(viewer, resources.practitioner(staff, name), reason=REASON)
        if first.outcome is Outcome.REPEATED:
            raise NotPossible(MADE)
        made = work.post(viewer, post, staff=staff, role_key=role_key, since=since, until=until)
        work.put(viewer, made, reason=REASON)
    except RecordError:
        raise NotPossible(MADE) from None
    row = cursor().execute(
        "select kith_admit(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        (
            staff, post, name, f"agency-{secrets.token_hex(5)}", make_password(None), role_key, since, until,
            checked.agency, checked.identity, checked.dbs, checked.training, checked.register,
            None if chosen is None else list(chosen), pins.hashed(pin),
        ),
    ).fetchone()  # fmt: skip
    if row is None or row[0] is None:
        raise NotPossible("Your role cannot make this login, or somebody chosen does not live here now.")
    return Admitted(Account.objects.select_related("staff").get(pk=row[0]), pin)


@transaction.atomic
def move_end(viewer: Viewer, login: UUID, until: datetime) -> None:
    """End a login of one's own service at once (`until` not after now), or let it last longer.

    Sessions end with a login that ends; a longer one counts from the next sign-in. Raises `NotPossible`.
    """
    post = Post.objects.filter(id=login, service=viewer.service, agency_login__isnull=False).first()
    stored = reading.read(cursor(), "PractitionerRole", login) if post else None
    if stored is None:
        raise NotPossible("There is no such login here.")
    until = min(until, timezone.now()) if until <= timezone.now() else until
    resource = orjson.loads(stored.body or "{}")
    resource["period"]["end"] = until.isoformat()
    work.put(viewer, resource, reason=REASON, expected=stored.version)
    row = cursor().execute("select kith_move_login(%s, %s)", (login, until)).fetchone()
    if not (row and row[0]):
        raise NotPossible("It has ended already, or it would last longer than seven days.")


def logins(viewer: Viewer, *, since: datetime) -> list[AgencyLogin]:
    """Logins made in the viewer's service, newest first, that had not ended by `since`."""
    found = AgencyLogin.objects.select_related("post__staff", "account", "made_by", "ended_by")
    found = found.filter(post__service=viewer.service, post__until__gt=since)
    return list(found.prefetch_related("chosen").order_by("-made"))


def _sensible(role_key: str, until: datetime, checked: Checked, chosen: Sequence[UUID] | None) -> None:
    if until <= timezone.now():
        raise NotPossible("The end lies in the past.")
    if until > timezone.now() + LONGEST:
        raise NotPossible("A login lasts seven days at most.")
    if role(role_key).visits:
        _sensible_visit(until, checked)
    if role(role_key).register and not checked.register.strip():
        raise NotPossible(f"Write the {role(role_key).register} PIN that you checked.")
    if chosen is not None and not chosen:
        raise NotPossible("Choose at least one person, or everybody.")


def _sensible_visit(until: datetime, checked: Checked) -> None:
    if until > timezone.now() + A_DAY:
        raise NotPossible("A visitor is let in for a day at most.")
    if not (checked.agency.strip() and checked.identity.strip() and checked.register.strip()):
        raise NotPossible("Write whom they come from, and the number of the card that you saw.")
