"""The `kith` command: one module for each of its words, imported when it is asked for."""

from kith.cli.dispatch import main

__all__ = ["main"]
