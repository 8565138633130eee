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
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="accounts")
    is_active = models.BooleanField(default=True)
    created = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "username"

    def __str__(self) -> str:
        return self.username

    def save(self, *args: object, **kwargs: object) -> None:
        """Saves the account with its user name in small letters, so that two cannot differ by case alone."""
        self.username = tidy(self.username)
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # Django's own signature is passed through
