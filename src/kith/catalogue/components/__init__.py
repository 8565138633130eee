"""Typed components: how Python reads and writes the resources of the record, in the language of care."""

from kith.catalogue.components.daily_entry import BadEntry, DailyEntry, Device

__all__ = ["BadEntry", "DailyEntry", "Device"]
