"""Resources for tests: HL7's published examples where they are at hand, and always a few of our own."""

import json
import os
import warnings
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("KITH_TEST_DATA") or ROOT.parent / "shared" / "data")
PATIENT = "0190b1a2-0000-7000-8000-000000000001"
NURSE = "0190b1a2-0000-7000-8000-000000000002"


def drink() -> dict[str, Any]:
    """A daily entry as Kith writes it."""
    return {
        "resourceType": "Observation",
        "id": "0190b1a2-0000-7000-8000-000000000009",
        "status": "final",
        "category": [
            {"coding": [{"system": "https://kith.example/CodeSystem/record-category", "code": "daily-life"}]}
        ],
        "code": {"coding": [{"system": "https://kith.example/CodeSystem/entry-kind", "code": "drink"}]},
        "subject": {"reference": f"Patient/{PATIENT}"},
        "effectiveDateTime": "2026-11-23T08:10:00.000+00:00",
        "issued": "2026-11-23T08:11:00.000+00:00",
        "performer": [{"reference": f"Practitioner/{NURSE}"}],
        "component": [_part("drink.offered", 200), _part("drink.taken", 150)],
    }


def _part(code: str, millilitres: int) -> dict[str, Any]:
    system = "https://kith.example/CodeSystem/entry-part"
    amount = {"value": millilitres, "unit": "ml", "system": "http://unitsofmeasure.org", "code": "mL"}
    return {"code": {"coding": [{"system": system, "code": code}]}, "valueQuantity": amount}


def allergy() -> dict[str, Any]:
    """An allergy with a choice of types, a where and a union in its search parameters."""
    clinical = "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical"
    return {
        "resourceType": "AllergyIntolerance",
        "id": "0190b1a2-0000-7000-8000-00000000000a",
        "clinicalStatus": {"coding": [{"system": clinical, "code": "active"}]},
        "code": {"coding": [{"system": "http://snomed.info/sct", "code": "91936005"}], "text": "Penicillin"},
        "patient": {"reference": f"Patient/{PATIENT}"},
        "onsetDateTime": "1998",
        "recordedDate": "2026-11-01",
        "reaction": [
            {
                "substance": {"coding": [{"system": "http://snomed.info/sct", "code": "764146007"}]},
                "manifestation": [{"text": "Rash"}],
            }
        ],
    }


def person() -> dict[str, Any]:
    """An invented person."""
    return {
        "resourceType": "Patient",
        "id": PATIENT,
        "active": True,
        "identifier": [{"system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9990000018"}],
        "name": [{"family": "O\u2019Malley-Br\u00fbl\u00e9", "given": ["Zo\u00eb", "May"]}],
        "telecom": [
            {"system": "phone", "value": "01632 960001"},
            {"system": "email", "value": "zoe@example.org"},
        ],
        "birthDate": "1941-03-02",
        "deceasedBoolean": False,
        "address": [{"line": ["1 High  Street"], "city": "Aldbourne", "postalCode": "ZZ99 3CZ"}],
    }


@cache
def published() -> tuple[str, ...]:
    """The text of every published example, or of none with one line that says so."""
    folder = DATA / "fhir-r4-examples"
    if not folder.is_dir():
        warnings.warn(f"{folder} is absent: only the project's own examples are used", stacklevel=2)
        return ()
    return tuple(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.json")))


def resources() -> list[dict[str, Any]]:
    """All examples as parsed JSON, our own first."""
    return [drink(), allergy(), person(), *(json.loads(text) for text in published())]
