"""What can go wrong before the database answers, in a sentence fit for a screen."""


class LauncherError(Exception):
    """PostgreSQL cannot be had or started; the text tells what to do about it."""
