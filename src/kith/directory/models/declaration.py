"""Why somebody without a relationship looks all the same."""

from django.db import models


class Declaration(models.Model):
    """A reason that a session declared about one person, until it runs out (access rules, 6). Never changed."""

    class Kind(models.IntegerChoices):
        """The numbers are stored and never change."""

        AGREED = 1, "asked, and agreed"
        ABSENT = 2, "not here to be asked, and it is for their care"
        LACKS_CAPACITY = 3, "cannot decide this now, and it is in their best interests"
        EMERGENCY = 4, "an emergency"

    number = models.BigAutoField(primary_key=True)
    session = models.BigIntegerField()
    staff = models.UUIDField()
    role = models.TextField()
    custodian = models.SmallIntegerField()
    service = models.UUIDField()
    patient = models.UUIDField()
    kind = models.SmallIntegerField(choices=Kind.choices)
    why = models.TextField(blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["session", "patient"], name="declaration_session"),
            models.Index(fields=["patient", "since"], name="declaration_patient"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} about {self.patient}"
