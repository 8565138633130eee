"""The addresses under which Kith's own definitions and codes are known, and those of others that it uses."""

from __future__ import annotations

BASE = "https://kith.example"
ENTRY_KIND = f"{BASE}/EntryKind/"
ENTRY_KINDS = f"{BASE}/CodeSystem/entry-kind"
ENTRY_PARTS = f"{BASE}/CodeSystem/entry-part"
CODE_SYSTEMS = f"{BASE}/CodeSystem/"
VALUE_SETS = f"{BASE}/ValueSet/"
RECORD_CATEGORY = f"{BASE}/CodeSystem/record-category"
DEVICE_TIME = f"{BASE}/StructureDefinition/device-time"
CONFIRMED = f"{BASE}/StructureDefinition/confirmed-unusual"
INSTANTIATES = "http://hl7.org/fhir/StructureDefinition/workflow-instantiatesCanonical"
UCUM = "http://unitsofmeasure.org"
OBSERVATION_CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"

# What definitions may call a code system, and its address.
KNOWN = {"loinc": "http://loinc.org", "snomed": "http://snomed.info/sct"}
