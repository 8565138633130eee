"""Looks that the person and those they chose are not shown."""

from django.db import models


class Withholding(models.Model):
    """The looks of one safeguarding session at one person, until somebody decides that they can be told (practice, 24).

    `review` is when that must be asked again. Its custodian is the looker's: nobody where the person lives decides it, who
    may be the one asked about.
    """

    number = models.BigAutoField(primary_key=True)
    patient = models.UUIDField()
    session = models.BigIntegerField()
    staff = models.UUIDField()
    role = models.TextField()
    custodian = models.SmallIntegerField()
    why = models.TextField(blank=True)
    made = models.DateTimeField()
    review = models.DateTimeField()
    told = models.DateTimeField(null=True)
    told_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "patient"], name="withholding_once"),
        ]

    def __str__(self) -> str:
        return f"looks of session {self.session} at {self.patient}"
