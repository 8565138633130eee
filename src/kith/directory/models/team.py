"""A team that something can be restricted to."""

from django.db import models

from kith.directory.models.service import Service


class Team(models.Model):
    """Its number labels a restricted resource: only its members read that (access rules, 2)."""

    number = models.AutoField(primary_key=True)
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="teams")
    name = models.TextField()

    def __str__(self) -> str:
        return self.name
