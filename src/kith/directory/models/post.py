"""A member of staff in one role at one service."""

from django.db import models

from kith.directory.models.service import Service
from kith.directory.models.staff import Staff


class Post(models.Model):
    """Derived from the PractitionerRole resource of the same id.

    `role` is a key of `kith.access.roles`. A post counts from `since` up to, not including, `until`.
    """

    id = models.UUIDField(primary_key=True)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="posts")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="posts")
    role = models.TextField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.staff} as {self.role} at {self.service}"
