"""The access app, and what it does when the store is brought up to date."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


def forget_decisions(sender: AppConfig, **more: object) -> None:
    """A new release decides anew, by its own rules and roles. Session 0 keeps the table's plans right."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("delete from decision where session <> 0")


class AccessConfig(AppConfig):
    name = "kith.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Ask to be told when the store has been brought up to date."""
        post_migrate.connect(forget_decisions, sender=self)
