"""An organisation: a care provider, a council, a practice."""

from django.db import models


class Organization(models.Model):
    """Derived from the Organization resource of the same id.

    `custodian` is the small number under which it answers for resources; empty for an organisation that holds
    none here. A successor organisation is a row of its own: the custodian of what was recorded is never
    rewritten.
    """

    id = models.UUIDField(primary_key=True)
    name = models.TextField()
    custodian = models.SmallIntegerField(null=True, unique=True)
    active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name
