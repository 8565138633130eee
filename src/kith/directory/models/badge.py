"""A printed code that says who somebody is."""

from django.db import models

from kith.directory.models.account import Account


class Badge(models.Model):
    """Takes the place of the user name, never of the PIN. Only the code's hash is kept; one badge a person counts."""

    id = models.UUIDField(primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="badges")
    code_hash = models.CharField(max_length=64, unique=True)
    issued = models.DateTimeField()
    revoked = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"badge of {self.account}"
