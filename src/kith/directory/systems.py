"""Addresses of the codes and extensions that the directory reads and writes."""

BASE = "https://kith.example"
ROLE = f"{BASE}/CodeSystem/role"
REGISTERED_SERVICE = f"{BASE}/StructureDefinition/registered-service"
DAY_START = f"{BASE}/StructureDefinition/day-start"
NHS_NUMBER = "https://fhir.nhs.uk/Id/nhs-number"
ROOM = f"{BASE}/StructureDefinition/room"
