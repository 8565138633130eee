"""Names of the organisations that hold records here."""

from kith.directory.models import Organization


def names_by_custodian() -> dict[int, str]:
    """Each such organisation's name, by the number under which it answers for resources."""
    rows = Organization.objects.exclude(custodian=None).values_list("custodian", "name")
    return {number: name for number, name in rows if number is not None}
