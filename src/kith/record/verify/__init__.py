"""Verifying: finds what was changed, removed, swapped or recomputed behind the record's back."""

from kith.record.verify.report import Finding, Report
from kith.record.verify.run import verify

__all__ = ["Finding", "Report", "verify"]
