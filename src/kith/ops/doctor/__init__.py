"""Tells what is well with an installation and what is not, in sentences that say what to do."""

from kith.ops.doctor.examining import examine
from kith.ops.doctor.finding import Finding, State

__all__ = ["Finding", "State", "examine"]
