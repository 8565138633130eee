"""The six digits of one account."""

from django.db import models

from kith.directory.models.account import Account


class Pin(models.Model):
    """A PIN, hashed like a password. It works on a registered device of the service only, and only the server
    checks it.

    `one_time` when somebody else gave it out: it opens nothing but the page on which its owner chooses another,
    and runs out at `until`. Misses count from `made` on.
    """

    account = models.OneToOneField(Account, primary_key=True, on_delete=models.CASCADE, related_name="pin")
    secret = models.TextField()
    one_time = models.BooleanField(default=False)
    made = models.DateTimeField()
    until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"PIN of {self.account}"
