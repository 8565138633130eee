"""An organisation in a sharing agreement."""

from django.db import models

from kith.directory.models.agreement import Agreement
from kith.directory.models.staff import Staff


class AgreementParty(models.Model):
    """Whether it gives, receives or both, who signed for it and when, and when it left."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="parties")
    custodian = models.SmallIntegerField()
    gives = models.BooleanField()
    receives = models.BooleanField()
    signed = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    left = models.DateTimeField(null=True)
    left_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "custodian"], name="party_once")]
        indexes = [models.Index(fields=["custodian", "agreement"], name="party_custodian")]

    def __str__(self) -> str:
        return f"{self.custodian} in {self.agreement}"
