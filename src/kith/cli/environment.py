"""Readies Django for a command."""

import os


def prepare(role: str = "app") -> None:
    """Sets Django up with the database role that a command needs: app, owner, worker or backup.

    Once for each process, before anything of Django is used.
    """
    os.environ["KITH_DB_ROLE"] = role
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kith.ops.settings")
    import django

    django.setup()
