"""The app that shows one-time codes for an account."""

from django.db import models

from kith.directory.models.account import Account


class CodeApp(models.Model):
    """A shared secret for time-based codes (RFC 6238), encrypted with a key that is outside the database.

    `last_step` is the last half-minute whose code was used: a code works once.
    """

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="code_app")
    secret = models.BinaryField()
    confirmed = models.DateTimeField(null=True)
    last_step = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"one-time codes of {self.account}"
