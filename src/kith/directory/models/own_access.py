"""Who reads a person's record in their own right: the person, and those whom they chose or the law lets decide."""

from django.db import models


class OwnAccess(models.Model):
    """Derived from the Consent resource of the same id (access rules, 3).

    `who` signs in (`Account.reader`): for the person the Patient's own id. The masks are what was granted. `open` is false
    once it was taken back.
    """

    class Kind(models.IntegerChoices):
        """The numbers are stored and never change."""

        PERSON = 1, "the person"
        CHOSEN = 2, "somebody they chose"
        ATTORNEY = 3, "attorney for health and welfare"
        DEPUTY = 4, "deputy for health and welfare"

    id = models.UUIDField(primary_key=True)
    who = models.UUIDField(db_index=True)
    name = models.TextField()
    relation = models.TextField(blank=True)
    kind = models.SmallIntegerField(choices=Kind.choices)
    patient = models.UUIDField(db_index=True)
    custodian = models.SmallIntegerField()
    low = models.BigIntegerField()
    high = models.BigIntegerField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    open = models.BooleanField(default=True)

    class Meta:
        verbose_name_plural = "own accesses"

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.patient}"
