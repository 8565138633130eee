"""Those who live in the demonstration's homes; partners have some of them on lists of their own."""

from django.db.models import QuerySet

from kith.care.demonstration.staff import ORGANISATIONS
from kith.directory.models import KnownPatient, Organization


def living_there() -> "QuerySet[KnownPatient]":
    """As the homes hold them."""
    homes = Organization.objects.filter(name__in=ORGANISATIONS.values())
    return KnownPatient.objects.filter(custodian__in=homes.values("custodian"))
