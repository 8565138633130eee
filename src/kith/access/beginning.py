"""Beginning an empty store: its first organisation, service and manager, written together or not at all."""

from dataclasses import dataclass
from uuid import UUID

import orjson
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from kith.access.factors import devices, pins
from kith.access.factors.sealed import fingerprint, random_text
from kith.access.roles import role
from kith.directory import resources
from kith.directory.actions import about_work
from kith.directory.models import Account, Organization, Post
from kith.directory.models.account import tidy
from kith.record import writing
from kith.record.connection import cursor
from kith.record.errors import RecordError
from kith.record.ids import new_id

MANAGER = "manager"


class Begun(Exception):
    """Somebody has begun already."""


@dataclass(frozen=True)
class Place:
    """What is begun. The codes are optional: that of the Organisation Data Service, and the CQC's for the location."""

    organisation: str
    service: str
    ods: str = ""
    cqc: str = ""


@dataclass(frozen=True)
class First:
    """The first manager, and what to call the device at which they sit."""

    name: str
    username: str
    password: str
    pin: str
    device: str


@dataclass(frozen=True)
class Opened:
    """The manager's account and post, and what the cookie of their browser shall hold."""

    account: Account
    post: Post
    cookie: str


def is_open() -> bool:
    """Whether this store waits for somebody to begin. Asked by pages; the act asks again, one after another."""
    return not Organization.objects.exists() and not Account.objects.exists()


@transaction.atomic
def begin(place: Place, first: First) -> Opened:
    """Writes the first organisation, service, manager, account and registered device. Raises `Begun`."""
    organization, service, staff, post, device = (new_id() for _ in range(5))
    secret = random_text()
    number = _custodian(organization, place.organisation)
    _put_all(number, staff, _resources(place, first, organization, service, staff, post))
    made = cursor().execute(
        "select kith_begin(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        (
            organization, place.organisation, number, service, place.service, staff, first.name, post,
            tidy(first.username), make_password(first.password), pins.hashed(first.pin), device, first.device,
            fingerprint(secret),
        ),
    ).fetchone()  # fmt: skip
    if made is None or made[0] is None:
        raise Begun
    account = Account.objects.select_related("staff").get(pk=made[0])
    return Opened(account, Post.objects.get(id=post), devices.cookie(device, secret))


def _custodian(organization: UUID, name: str) -> int:
    row = cursor().execute("select kith_first_custodian(%s, %s)", (organization, name)).fetchone()
    if row is None or row[0] is None:
        raise Begun
    return int(row[0])


def _resources(
    place: Place, first: First, organization: UUID, service: UUID, staff: UUID, post: UUID
) -> list[resources.Resource]:
    since = timezone.now()
    return [
        resources.organization(organization, place.organisation, ods=place.ods),
        resources.service(service, organization, place.service, cqc=place.cqc),
        resources.practitioner(staff, first.name),
        resources.practitioner_role(
            post, staff=staff, organization=organization, service=service, role=MANAGER, words=role(MANAGER).words,
            since=since,
        ),
    ]  # fmt: skip


def _put_all(custodian: int, author: UUID, made: list[resources.Resource]) -> None:
    """The first manager is the author of what begins."""
    try:
        for each in made:
            writing.put(
                cursor(), orjson.dumps(each).decode(), id=UUID(each["id"]), labels=about_work(custodian),
                author=author, reason="beginning", by=writing.By.BEGINNING,
            )  # fmt: skip
    except RecordError:
        raise Begun from None
