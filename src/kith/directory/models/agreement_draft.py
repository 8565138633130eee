"""A sharing agreement that somebody is still writing."""

from typing import ClassVar

from django.db import models

from kith.directory.models.staff import Staff


class AgreementDraft(models.Model):
    """What an organisation has written so far of an agreement, in the words of the file (docs/operators/sharing.md).

    Nothing flows by it and no other organisation knows of it. `revision` counts every time it was kept: what is published
    is what somebody read, and no later version of it.
    """

    id = models.UUIDField(primary_key=True)
    custodian = models.SmallIntegerField(db_index=True)
    told = models.JSONField(default=dict)
    revision = models.IntegerField(default=1)
    made_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    kept_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    kept = models.DateTimeField()

    objects: ClassVar[models.Manager["AgreementDraft"]] = models.Manager()

    def __str__(self) -> str:
        return f"draft of {self.custodian}, {self.revision}"
