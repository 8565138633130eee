"""What a person chose about sharing."""

from django.db import models


class Choice(models.Model):
    """Derived from the Consent resource of the same id (access rules, 5).

    It is about everything that `of` holds (empty: anybody) and `to` would receive (empty: anybody), in the categories of
    the masks. `open` is false once it was withdrawn or refused.
    """

    class Kind(models.IntegerChoices):
        """The numbers are stored and never change."""

        OBJECTION = 1, "objection"
        SHARE_OUT = 2, "share-out"
        SHARE_IN = 3, "share-in"

    id = models.UUIDField(primary_key=True)
    patient = models.UUIDField(db_index=True)
    custodian = models.SmallIntegerField()
    kind = models.SmallIntegerField(choices=Kind.choices)
    of = models.SmallIntegerField(null=True)
    to = models.SmallIntegerField(null=True)
    low = models.BigIntegerField()
    high = models.BigIntegerField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    open = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.patient}"
