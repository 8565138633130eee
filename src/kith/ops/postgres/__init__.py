"""Starts a real PostgreSQL without an administrator, and stops it when nobody uses it any more."""

from kith.ops.postgres.errors import LauncherError
from kith.ops.postgres.server import Server
from kith.ops.postgres.using import database_running

__all__ = ["LauncherError", "Server", "database_running"]
