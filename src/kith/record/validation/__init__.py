"""Is this really FHIR R4, and safe to keep? Structure by the schema, and what the schema cannot say."""

from kith.record.validation.checking import check, read
from kith.record.validation.issues import Invalid, Issue

__all__ = ["Invalid", "Issue", "check", "read"]
