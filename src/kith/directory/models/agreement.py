"""What organisations have agreed to share with each other."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kith.directory.models.staff import Staff


class Agreement(models.Model):
    """One version of a sharing agreement, or of the framework that it is a schedule of (access rules, 5).

    A truth of its own, like accounts: no resource stands behind it. It is in force from `starts` until it ended or its
    review stopped it, for the parties that have signed and not left. A change of terms is a new version of the same
    `line`, which its parties sign anew.
    """

    class Consent(models.IntegerChoices):
        """What the area asks of the person before anything flows; the numbers are stored and never change."""

        IMPLIED = 1, "shared unless the person says no"
        ASKED = 2, "the person is asked each time before anybody looks"
        EXPLICIT = 3, "shared once the person has said yes to giving and to receiving"

    id = models.UUIDField(primary_key=True)
    line = models.UUIDField(db_index=True)
    version = models.SmallIntegerField(default=1)
    framework = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="schedules")
    title = models.TextField()
    why = models.TextField()
    """What the sharing is for, in plain words."""
    basis = models.TextField()
    """The lawful basis, in words."""
    purposes = ArrayField(models.SmallIntegerField(), default=list)
    """Numbers of `kith.access.purposes`."""
    roles = ArrayField(models.TextField(), default=list)
    """Keys of roles that may receive; none named means every role."""
    depths = models.JSONField(default=dict)
    """Category to depth, as in the role tables; the two masks below say the same in bits."""
    read_low = models.BigIntegerField(default=0)
    read_high = models.BigIntegerField(default=0)
    consent = models.SmallIntegerField(choices=Consent.choices, default=Consent.IMPLIED)
    starts = models.DateTimeField()
    review = models.DateTimeField(null=True)
    stops_after = models.SmallIntegerField(null=True)
    """Days after a missed review at which nothing flows any more; None where it only warns."""
    ended = models.DateTimeField(null=True)
    """From then on nothing flows by it: somebody ended it, or its next version takes its place."""
    proposer = models.SmallIntegerField(null=True)
    """The custodian that published it on a screen; None for one that was made from a file."""
    proposed_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    made = models.DateTimeField(null=True)
    reviews = models.JSONField(default=list)
    """Every review: `on`, `by` (a member of staff), `custodian`, and `next`, the day that it set."""

    objects: ClassVar[models.Manager["Agreement"]] = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["line", "version"], name="agreement_version")]

    def __str__(self) -> str:
        return f"{self.title}, version {self.version}"
