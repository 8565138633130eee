"""Names of the organisations that hold records here."""

from uuid import UUID

from kith.directory.models import Organization, Staff


def names_by_custodian() -> dict[int, str]:
    """Each such organisation's name, by the number under which it answers for resources."""
    rows = Organization.objects.exclude(custodian=None).values_list("custodian", "name")
    return {number: name for number, name in rows if number is not None}


def staff_of(custodian: int) -> dict[UUID, str]:
    """Everybody who works or has worked for this organisation, by name."""
    staff = Staff.objects.filter(posts__service__organization__custodian=custodian)
    return dict(staff.order_by("name", "id").distinct().values_list("id", "name"))
