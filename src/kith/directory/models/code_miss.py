"""A wrong code of an ambulance crew."""

from django.db import models


class CodeMiss(models.Model):
    """One code that was wrong: from which network address, when. Kept for a day."""

    place = models.TextField()
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "code misses"
        indexes = [models.Index(fields=["place", "at"], name="code_miss_place")]

    def __str__(self) -> str:
        return f"a miss at {self.at}"
