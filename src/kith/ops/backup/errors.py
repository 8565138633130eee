"""What can go wrong with a backup or a restore, in a sentence fit for a screen."""

from kith.ops.postgres import LauncherError


class BackupError(LauncherError):
    """The backup or the restore cannot be made; the text tells what to do about it."""
