"""One person's emergency facts, shown to an ambulance crew by a code."""

from django.db import models


class Showing(models.Model):
    """What a worker let a crew see, until when, and how the crew named themselves (access rules, 7).

    `id` stands on the crew's looks in the place of a member of staff. The masks are what the worker could read when they
    made the code, as far as a crew may. `code_hash` is there until the code is used; `session` from then on.
    """

    id = models.UUIDField(primary_key=True)
    patient = models.UUIDField()
    custodian = models.SmallIntegerField()
    service = models.UUIDField()
    read_low = models.BigIntegerField()
    read_high = models.BigIntegerField()
    made_by = models.UUIDField()
    made = models.DateTimeField()
    code_hash = models.TextField(null=True, unique=True)
    use_by = models.DateTimeField()
    used = models.DateTimeField(null=True)
    session = models.BigIntegerField(null=True, unique=True)
    secret_hash = models.TextField(null=True)
    crew_service = models.TextField(blank=True)
    crew_sign = models.TextField(blank=True)
    crew_name = models.TextField(blank=True)
    until = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["patient", "made"], name="showing_patient")]

    def __str__(self) -> str:
        return f"{self.patient} shown by {self.made_by}"
