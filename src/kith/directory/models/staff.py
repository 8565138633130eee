"""Somebody who works with people who draw on care."""

from django.db import models


class Staff(models.Model):
    """Derived from the Practitioner resource of the same id; authors of entries are named by this id."""

    id = models.UUIDField(primary_key=True)
    name = models.TextField()
    active = models.BooleanField(default=True)

    class Meta:
        verbose_name_plural = "staff"

    def __str__(self) -> str:
        return self.name
