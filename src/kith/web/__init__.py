"""Shared page furniture, sign-in and the professionals' pages."""
