"""Typed components: how Python reads and writes the resources of the record, in the language of care."""

from kith.catalogue.components.alert import Alert
from kith.catalogue.components.allergy import Allergy
from kith.catalogue.components.daily_entry import BadEntry, DailyEntry, Device, Planned
from kith.catalogue.components.patient import Address, NhsNumber, Patient
from kith.catalogue.components.registration import Registration

__all__ = [
    "Address",
    "Alert",
    "Allergy",
    "BadEntry",
    "DailyEntry",
    "Device",
    "NhsNumber",
    "Patient",
    "Planned",
    "Registration",
]
