"""A role that an organisation made for itself."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kith.directory.models.staff import Staff


class MadeRole(models.Model):
    """What a role that was started from one that comes with Kith may read, add and change.

    A truth of its own, like agreements: no resource stands behind it. `key` begins with the number of the organisation,
    as no role that comes with Kith does; posts, sessions and agreements name the role by it. A change counts from the
    next request; what it was before stands in `former`.
    """

    key = models.TextField(primary_key=True)
    custodian = models.SmallIntegerField(db_index=True)
    words = models.TextField()
    based_on = models.TextField()
    """The key of the role that it was started from."""
    depths = models.JSONField()
    """`read`, `add` and `change`, each category to depth as in the role tables; the masks below say the same in bits."""
    read_low = models.BigIntegerField()
    read_high = models.BigIntegerField()
    add_low = models.BigIntegerField()
    add_high = models.BigIntegerField()
    change_low = models.BigIntegerField()
    change_high = models.BigIntegerField()
    purposes = ArrayField(models.SmallIntegerField())
    """Numbers of `kith.access.purposes`."""
    declares = ArrayField(models.TextField(), default=list)
    """Reasons that it may declare where there is no relationship."""
    maker_role = models.TextField()
    """The role in which it was made or last changed: it can never do more than that."""
    made_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    made = models.DateTimeField()
    version = models.SmallIntegerField(default=1)
    changed_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    changed = models.DateTimeField(null=True)
    former = models.JSONField(default=list)
    """Every version before this one: what it was called, its depths, who wrote it and when it was changed."""
    ended_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    ended = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["MadeRole"]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.words}, version {self.version}"
