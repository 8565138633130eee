"""What the directory knows of a Patient."""

from django.db import models


class KnownPatient(models.Model):
    """Derived from the Patient resource of the same id, for lists and for finding people.

    Each custodian keeps its own Patient. `removed` is set when it was withdrawn (a mistaken identity): it
    opens to nobody.
    """

    id = models.UUIDField(primary_key=True)
    custodian = models.SmallIntegerField()
    name = models.TextField()
    family = models.TextField(blank=True)
    given = models.TextField(blank=True)
    gender = models.TextField(blank=True)
    birth_date = models.DateField(null=True)
    nhs_number = models.CharField(max_length=10, null=True)
    postcode = models.TextField(blank=True)
    room = models.TextField(blank=True, default="")
    """As it is looked for (`kith.directory.finding.room_key`)."""
    died = models.DateTimeField(null=True)
    removed = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["nhs_number", "birth_date"], name="known_patient_number"),
            models.Index(fields=["birth_date", "postcode"], name="known_patient_birth"),
            models.Index(fields=["room", "custodian"], name="known_patient_room"),
        ]

    def __str__(self) -> str:
        return self.name
