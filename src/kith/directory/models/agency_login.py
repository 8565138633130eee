"""A login that the shift lead made for somebody from an agency or the bank."""

from django.db import models

from kith.directory.models.account import Account
from kith.directory.models.post import Post
from kith.directory.models.staff import Staff


class AgencyLogin(models.Model):
    """What was seen before a stranger was let in, who saw it and when (practice 14), beside the post that it gave.

    `only_chosen` narrows the post to the people in `ChosenPerson`. A truth of its own, like accounts and devices.
    """

    post = models.OneToOneField(Post, primary_key=True, on_delete=models.CASCADE, related_name="agency_login")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    agency = models.TextField()
    identity_seen = models.TextField()
    dbs_seen = models.TextField()
    training_seen = models.TextField()
    register_number = models.TextField(blank=True)
    only_chosen = models.BooleanField()
    made_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    made = models.DateTimeField()
    ended_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    ended = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"login for {self.account} of {self.agency}"
