"""Why a service, or one of its staff, may see a person who is not registered with it."""

from django.db import models

from kith.directory.models.service import Service


class Tie(models.Model):
    """Derived from a ServiceRequest, Encounter, CareTeam or Appointment: a relationship beside the registration.

    It counts from `since` up to, not including, `until`, while `open` is true. Without `staff` it is the whole service's.
    """

    class Kind(models.IntegerChoices):
        """What the relationship is (access rules, 4 and 5)."""

        REFERRED = 1, "referred"
        ADMITTED = 2, "admitted"
        CASELOAD = 3, "caseload"
        ROTA = 4, "rota"

    resource = models.UUIDField(db_index=True)
    kind = models.SmallIntegerField(choices=Kind.choices)
    patient = models.UUIDField()
    custodian = models.SmallIntegerField()
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="ties")
    staff = models.UUIDField(null=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    open = models.BooleanField(default=True)

    class Meta:
        indexes = [
            models.Index(fields=["service", "patient"], name="tie_service"),
            models.Index(fields=["patient", "service"], name="tie_patient"),
        ]

    def __str__(self) -> str:
        return f"{self.patient} {self.get_kind_display()} at {self.service}"
