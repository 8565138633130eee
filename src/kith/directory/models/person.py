"""A person, whatever the number of records about them."""

from django.db import models


class Person(models.Model):
    """Only a number that links can point at: who the person is stands in the Patients that are linked."""

    id = models.UUIDField(primary_key=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return str(self.id)
