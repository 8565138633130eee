"""A passkey of one account."""

from django.db import models

from kith.directory.models.account import Account


class Passkey(models.Model):
    """A WebAuthn credential: the public half only.

    `uses` is the authenticator's own count, by which a copy is noticed.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="passkeys")
    name = models.TextField()
    credential_id = models.BinaryField(unique=True)
    credential = models.BinaryField(help_text="AttestedCredentialData, as WebAuthn writes it")
    uses = models.BigIntegerField(default=0)
    created = models.DateTimeField(auto_now_add=True)
    used = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
