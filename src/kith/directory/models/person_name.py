"""The words by which a Patient can be found."""

from django.db import models


class PersonName(models.Model):
    """One folded word of a name (small letters, no accents), derived from the Patient resource.

    Ordered by bytes, so that "begins with" is a range that row security lets an index answer.
    """

    patient = models.UUIDField()
    custodian = models.SmallIntegerField()
    word = models.TextField(db_collation="C")

    class Meta:
        indexes = [
            models.Index(fields=["word", "patient"], name="person_name_word"),
            models.Index(fields=["patient"], name="person_name_patient"),
        ]

    def __str__(self) -> str:
        return self.word
