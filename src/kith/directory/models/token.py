"""A bearer token for the FHIR face."""

from django.db import models

from kith.directory.models.account import Account
from kith.directory.models.post import Post


class Token(models.Model):
    """Lets a program act as one account in one post, until it runs out.

    It is a session of its own, `session`, which holds the token's hash; the token itself is shown once and
    stored nowhere.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="tokens")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="tokens")
    name = models.TextField()
    session = models.BigIntegerField(unique=True)
    created = models.DateTimeField(auto_now_add=True)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
