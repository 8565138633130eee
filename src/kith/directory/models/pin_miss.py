"""A wrong PIN."""

from django.db import models

from kith.directory.models.account import Account
from kith.directory.models.device import Device


class PinMiss(models.Model):
    """One guess that was wrong: for which account, on which device, when. Without an account for a wrong badge."""

    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE, related_name="+")
    device = models.ForeignKey(Device, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["account", "at"], name="pin_miss_account"),
            models.Index(fields=["device", "at"], name="pin_miss_device"),
        ]

    def __str__(self) -> str:
        return f"a miss at {self.at}"
