"""That somebody gave a colleague a new PIN."""

from django.db import models

from kith.directory.models.account import Account
from kith.directory.models.service import Service
from kith.directory.models.staff import Staff


class PinReset(models.Model):
    """Who, for whom, when and why (practice 14). Written by the database's own function, and never changed."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    why = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["service", "at"], name="pin_reset_service")]

    def __str__(self) -> str:
        return f"new PIN for {self.account}"
