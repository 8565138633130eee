"""Single entries that are kept from the person, or from one reader."""

from django.db import models


class KeptFrom(models.Model):
    """That one entry is kept from somebody, by whose decision, why, and when it must be asked again (practice, 24 and 25).

    What keeps it is the label `barred` on the entry; this says how the label came there. `whom` is the Patient (and so
    everybody who reads for them) or one reader. One that is over was given back, and stays for ever.
    """

    class Reason(models.IntegerChoices):
        """The numbers are stored and never change. Data Protection Act 2018, Schedules 2 (16) and 3 (4 and 5)."""

        HARM = 1, "serious harm"
        OTHER = 2, "tells of somebody else"
        SAFE = 3, "safeguarding"
        WISH = 4, "the person does not want this reader to know"

    number = models.BigAutoField(primary_key=True)
    entry = models.UUIDField(db_index=True)
    patient = models.UUIDField(db_index=True)
    custodian = models.SmallIntegerField()
    whom = models.UUIDField()
    reason = models.SmallIntegerField(choices=Reason.choices)
    why = models.TextField()
    opinion = models.TextField(blank=True)
    """Which health professional thinks that it would do serious harm, and when they said so."""
    made = models.DateTimeField()
    made_by = models.UUIDField()
    made_role = models.TextField()
    review = models.DateTimeField()
    former = models.JSONField(default=list)
    """Every decision to keep it so for longer: who, when, why."""
    over = models.DateTimeField(null=True)
    over_by = models.UUIDField(null=True)
    over_why = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "kept from somebody"
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "whom"], condition=models.Q(over=None), name="keptfrom_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry} kept from {self.whom}"
