"""Kith: everyone around a person, on one record."""

__version__ = "0.1.0"
