"""A bearer token for the FHIR face."""

from django.db import models

from kith.directory.models.account import Account
from kith.directory.models.post import Post


class Token(models.Model):
    """Lets a program act as one account in one post. Only the hash is stored; the token is shown once.

    `session` is the number of the session that it last used.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="tokens")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="tokens")
    name = models.TextField()
    hash = models.CharField(max_length=64, unique=True)
    created = models.DateTimeField(auto_now_add=True)
    until = models.DateTimeField()
    ended = models.DateTimeField(null=True)
    session = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return self.name
