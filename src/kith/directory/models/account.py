"""Who may sign in."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from kith.directory.models.staff import Staff


def tidy(username: str) -> str:
    """A user name as it is kept: small letters, no space around it, one form of each character."""
    return AbstractBaseUser.normalize_username(username.strip()).lower()


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by user name, whatever the case it is typed in."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """The account with this user name. Raises `Account.DoesNotExist`."""
        return self.get(username=tidy(username or ""))


class Account(AbstractBaseUser):
    """A sign-in. It needs no e-mail address and no telephone (practice 14)."""

    username = models.CharField(max_length=150, unique=True)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="accounts", null=True)
    reader = models.UUIDField(null=True, unique=True)
    """Who this is, for somebody who works nowhere here and reads in their own right (`OwnAccess.who`)."""
    is_active = models.BooleanField(default=True)
    created = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "username"

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="account_of_one",
                condition=models.Q(staff__isnull=False, reader__isnull=True)
                | models.Q(staff__isnull=True, reader__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.username

    @property
    def called(self) -> str:
        """The name that a sign-in page may say: a worker's; of somebody who reads in their own right the user name."""
        return self.staff.name if self.staff else self.username

    def save(self, *args: object, **kwargs: object) -> None:
        """Saves the account with its user name in small letters, so that two cannot differ by case alone."""
        self.username = tidy(self.username)
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # Django's own signature is passed through
