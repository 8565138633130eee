"""A tablet, telephone or computer that a service has registered."""

from django.db import models

from kith.directory.models.service import Service


class Device(models.Model):
    """One browser, known by a secret in its cookie; a password on it counts as two factors (practice 14).

    A one-time code starts it: the code's hash goes when the code is used. Only hashes are stored.
    """

    id = models.UUIDField(primary_key=True)
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="devices")
    name = models.TextField()
    code_hash = models.CharField(max_length=64, null=True, unique=True)
    code_until = models.DateTimeField(null=True)
    secret_hash = models.CharField(max_length=64, null=True)
    registered = models.DateTimeField(null=True)
    retired = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
