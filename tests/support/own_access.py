"""Those who read in their own right, for tests."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from kith.access import gate, giving, own, sessions
from kith.access.declaring import declare
from kith.access.purposes import Purpose
from kith.access.sharing import Declared
from kith.access.viewer import Viewer
from kith.catalogue.categories import Category
from kith.catalogue.components.own_access import OwnAccess, Right
from kith.directory.models import Account, KnownPatient
from kith.record.ids import new_id
from tests.support.homes import Home, home, post_of, signed_in, viewer
from tests.support.sharing import Both, agree

DAY = (Category.DEMOGRAPHICS, Category.COMMUNICATION, Category.SUMMARY, Category.DAILY_LIFE)
"""What Walter lets his daughter read."""


def give(
    by: Account, house: Home, patient: KnownPatient, name: str = "Walter Green", *, right: Right = Right.PERSON,
    categories: Iterable[Category] = tuple(Category), who: UUID | None = None, **more: object,
) -> tuple[Account, OwnAccess]:  # fmt: skip
    """Leave given by somebody of the house; answers the sign-in that came with it."""
    access = OwnAccess(
        id=new_id(), patient=patient.id, organisation=house.organization.id,
        who=who or (patient.id if right is Right.PERSON else new_id()), name=name, right=right,
        since=timezone.now(), categories=frozenset(categories), **more,  # type: ignore[arg-type]
    )  # fmt: skip
    with signed_in(by) as me:
        giving.give(gate.open(me, patient.id, face="test", asked="own access"), access, f"reader-{access.id}")
    return Account.objects.get(reader=access.who), access


@contextmanager
def reading(account: Account) -> Iterator[Viewer]:
    """One request by somebody who reads in their own right and has just signed in."""
    with transaction.atomic():
        yield viewer(own.open_session(account, own.hats_of(account)[0]), account)


@contextmanager
def safeguarding(account: Account) -> Iterator[Viewer]:
    """One request by somebody whose session is for keeping people safe from harm."""
    with transaction.atomic():
        number = sessions.open_session(account, post_of(account), purpose=Purpose.SAFEGUARDING)
        yield viewer(number, account)


def council_for(known: Both) -> tuple[Account, Account]:
    """A social worker who looks into harm, with whoever oversees there; agreed with the home for that purpose.

    Call it as the owner.
    """
    place = home("Northmoor Council")
    agreement = agree(known.house, place)
    agreement.purposes = [int(Purpose.DIRECT_CARE), int(Purpose.SAFEGUARDING)]
    agreement.save()
    return place.worker("social_worker", "Hannah Cole"), place.worker("manager", "Lee Marsh")


def look_into(who: Account, patient: UUID) -> None:
    """They look at somebody's record to keep them safe from harm, and give a reason."""
    with safeguarding(who) as me:
        declare(me, patient, Declared.ABSENT, "A concern was raised about somebody close to him")
        gate.open(me, patient, face="test", asked="summary")
