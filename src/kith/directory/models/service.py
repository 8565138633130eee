"""A service: one home, one round of home care, one clinic."""

import datetime

from django.db import models

from kith.directory.models.organization import Organization


class Service(models.Model):
    """Derived from the HealthcareService resource of the same id.

    `day_start` is the wall-clock time (Europe/London) at which the service's own day begins: totals and
    nights follow it (practice 15).
    """

    id = models.UUIDField(primary_key=True)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="services")
    name = models.TextField()
    day_start = models.TimeField(default=datetime.time(7, 0))
    active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name
