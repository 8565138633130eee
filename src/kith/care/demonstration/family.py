"""Those who read in their own right in the demonstration: one resident, and his daughter as he wants it."""

from datetime import UTC, date, datetime, time

from kith.access.choosing import KEPT_AS
from kith.care.days import LONDON
from kith.care.demonstration.home import Home
from kith.catalogue.categories import Category
from kith.catalogue.components.own_access import OwnAccess, Right
from kith.directory import actions
from kith.directory.models import Account, KnownPatient
from kith.record.ids import new_id
from kith.record.labels import Labels

WHOSE = "walter"
SINCE = date(2026, 5, 4)
DAUGHTER = ("karen.green", "Karen Green", "Daughter")
SHE_READS = frozenset(
    {Category.DEMOGRAPHICS, Category.COMMUNICATION, Category.SUMMARY, Category.PLAN, Category.DAILY_LIFE}
)


def let_in(home: Home, coded: str) -> None:
    """Walter himself, and Karen. `coded` is the hash of everybody's password."""
    known = KnownPatient.objects.get(id=home.patients[WHOSE])
    _give(
        home, known, "walter.green", f"{known.given} {known.family}", Right.PERSON, frozenset(Category), coded
    )
    _give(home, known, *DAUGHTER[:2], Right.CHOSEN, SHE_READS, coded, relation=DAUGHTER[2])


def _give(
    home: Home, known: KnownPatient, username: str, name: str, right: Right, parts: frozenset[Category], coded: str,
    *, relation: str = "",
) -> None:  # fmt: skip
    who = known.id if right is Right.PERSON else new_id()
    access = OwnAccess(
        id=new_id(), patient=known.id, organisation=home.organization.id, who=who, name=name, right=right,
        since=datetime.combine(SINCE, time(14), LONDON).astimezone(UTC), categories=parts, relation=relation,
        seen="He said so himself, alone with the manager.",
    )  # fmt: skip
    actions.put(access.to_fhir(), labels=Labels(home.custodian, *KEPT_AS))
    Account(username=username, reader=who, password=coded).save()
