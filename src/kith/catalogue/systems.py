"""The addresses under which Kith's own definitions and codes are known, and those of others that it uses."""

from __future__ import annotations

BASE = "https://kith.example"
ENTRY_KIND = f"{BASE}/EntryKind/"
NOTICING = f"{BASE}/NoticingRule/"
ENTRY_KINDS = f"{BASE}/CodeSystem/entry-kind"
NOTICING_RULES = f"{BASE}/CodeSystem/noticing-rule"
ENTRY_PARTS = f"{BASE}/CodeSystem/entry-part"
CODE_SYSTEMS = f"{BASE}/CodeSystem/"
VALUE_SETS = f"{BASE}/ValueSet/"
RECORD_CATEGORY = f"{BASE}/CodeSystem/record-category"
DEVICE_TIME = f"{BASE}/StructureDefinition/device-time"
CHOICE_KIND = f"{BASE}/CodeSystem/sharing-choice"
CHOICE_HOW = f"{BASE}/StructureDefinition/choice-how"
CHOICE_DECIDED_BY = f"{BASE}/StructureDefinition/choice-decided-by"
CHOICE_WORDS = f"{BASE}/StructureDefinition/choice-words"
CHOICE_ANSWER = f"{BASE}/StructureDefinition/choice-answer"
CLOSING_NOTE = f"{BASE}/StructureDefinition/closing-note"
TOLD_BY = f"{BASE}/StructureDefinition/told-by"
PLANNED = f"{BASE}/StructureDefinition/planned"
CONFIRMED = f"{BASE}/StructureDefinition/confirmed-unusual"
INSTANTIATES = "http://hl7.org/fhir/StructureDefinition/workflow-instantiatesCanonical"
DATA_ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
UCUM = "http://unitsofmeasure.org"
OBSERVATION_CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"

# What definitions may call a code system, and its address.
KNOWN = {"loinc": "http://loinc.org", "snomed": "http://snomed.info/sct"}

NHS_NUMBER = "https://fhir.nhs.uk/Id/nhs-number"
UK_CORE = "https://fhir.hl7.org.uk"
NHS_NUMBER_STATUS = f"{UK_CORE}/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus"
NHS_NUMBER_STATUSES = f"{UK_CORE}/CodeSystem/UKCore-NHSNumberVerificationStatusEngland"
ALLERGY_END = f"{UK_CORE}/StructureDefinition/Extension-UKCore-AllergyIntoleranceEnd"
ROOM = f"{BASE}/StructureDefinition/room"
REGISTERED_SERVICE = f"{BASE}/StructureDefinition/registered-service"
