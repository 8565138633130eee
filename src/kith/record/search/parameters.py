"""SearchParameters as data: what can be searched for, by resource type."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Parameter(NamedTuple):
    """One search parameter of one resource type, as R4 defines it."""

    name: str
    type: str
    """token, string, date, reference, quantity, number or uri (R4 3.1.1.4)."""
    expression: str


class Definitions(NamedTuple):
    """All parameters by type, and the paths that are `value[x]`-like with the types they can have."""

    parameters: Mapping[str, Sequence[Parameter]]
    choices: Mapping[str, Sequence[str]]


@cache
def definitions() -> Definitions:
    """The definitions that come with Kith, taken from HL7's own by `scripts/build_fhir.py`."""
    found = json.loads(files(__package__).joinpath("parameters.json").read_text("utf-8"))
    parameters = {
        kind: [Parameter(name, each["type"], each["expression"]) for name, each in named.items()]
        for kind, named in found["parameters"].items()
    }
    return Definitions(parameters, found["choices"])
