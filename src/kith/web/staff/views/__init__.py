"""Thin views of staff on this shift; what is allowed, `kith.access` and the database decide."""
