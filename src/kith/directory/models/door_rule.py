"""How a service's shared devices behave."""

from datetime import timedelta

from django.db import models

from kith.directory.models.service import Service

LOCK_AFTER = timedelta(minutes=5)
"""What counts where a service has set nothing."""


class DoorRule(models.Model):
    """A service's own setting: after how long without a touch its devices lock."""

    service = models.OneToOneField(
        Service, primary_key=True, on_delete=models.CASCADE, related_name="door_rule"
    )
    lock_after = models.DurationField(default=LOCK_AFTER)

    def __str__(self) -> str:
        return f"{self.service} locks after {self.lock_after}"
