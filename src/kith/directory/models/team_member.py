"""A member of staff in a team."""

from datetime import datetime

from django.db import models

from kith.directory.models.staff import Staff
from kith.directory.models.team import Team


class TeamMember(models.Model):
    """In the team from `since` up to, not including, `until`."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="members")
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="teams")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.staff} in {self.team}"


def during(now: datetime) -> models.Q:
    """Rows that count at that moment, for tables with `since` and `until`."""
    return models.Q(since__lte=now) & (models.Q(until=None) | models.Q(until__gt=now))
