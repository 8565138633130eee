"""Somebody for whom an agency worker was let in."""

from django.db import models

from kith.directory.models.agency_login import AgencyLogin


class ChosenPerson(models.Model):
    """A Patient of the service whom a login is for; with `only_chosen`, nobody else is open to it."""

    login = models.ForeignKey(AgencyLogin, on_delete=models.CASCADE, related_name="chosen")
    patient = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["login", "patient"], name="chosen_once")]

    def __str__(self) -> str:
        return f"{self.patient} for {self.login}"
