"""The FHIR R4 API, one file per interaction."""
