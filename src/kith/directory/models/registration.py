"""A patient registered with a service."""

from django.db import models

from kith.directory.models.service import Service


class Registration(models.Model):
    """Derived from the EpisodeOfCare resource of the same id: why the service's staff may see a person.

    Open from `since` up to, not including, `until`, while `open` is true (the episode is active or on hold).
    """

    id = models.UUIDField(primary_key=True)
    patient = models.UUIDField()
    custodian = models.SmallIntegerField()
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="registrations")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    open = models.BooleanField(default=True)

    class Meta:
        indexes = [
            models.Index(fields=["service", "patient"], name="registration_service"),
            models.Index(fields=["patient", "service"], name="registration_patient"),
        ]

    def __str__(self) -> str:
        return f"{self.patient} at {self.service}"
