"""That a Patient is a person."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from kith.directory.models.person import Person


class PersonLink(models.Model):
    """One step in the story of who is who. A link that is undone stays, with who undid it and why.

    A Patient has at most one confirmed link that is not undone.
    """

    class State(models.TextChoices):
        """Where a link stands."""

        PROPOSED = "proposed", "proposed"
        CONFIRMED = "confirmed", "confirmed"
        REFUSED = "refused", "refused"
        UNDONE = "undone", "undone"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="links")
    patient = models.UUIDField()
    custodian = models.SmallIntegerField()
    state = models.CharField(max_length=9, choices=State.choices)
    why = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided = models.DateTimeField(null=True)
    decided_why = models.TextField(blank=True)
    act = models.UUIDField(
        help_text="the merge or split that made or ended this link; undoing it goes by this"
    )
    ended_act = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient"], condition=Q(state="confirmed"), name="one_person_a_patient"
            )
        ]
        indexes = [models.Index(fields=["person", "state"], name="person_link_person")]

    def __str__(self) -> str:
        return f"{self.patient} is {self.person} ({self.state})"
