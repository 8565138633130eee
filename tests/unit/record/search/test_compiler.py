"""Compiled search expressions find what a FHIRPath engine finds."""

import json
from decimal import Decimal
from functools import cache
from typing import Any

import fhirpathpy
import pytest
from fhirpathpy.engine.nodes import ResourceNode
from fhirpathpy.models import models
from hypothesis import given, settings
from hypothesis import strategies as st

from kith.record.search.compiler import Extractor, compile_expression
from kith.record.search.fhirpath import NotUnderstood, parse
from kith.record.search.references import target_type
from scripts import build_fhir
from tests import examples


@cache
def everything() -> dict[str, dict[str, tuple[str, Extractor]]]:
    """All of R4's search parameters, not only those that Kith uses now."""
    choices = build_fhir.choices()
    return {
        kind: {
            name: (each["expression"], compile_expression(each["expression"], choices))
            for name, each in named.items()
        }
        for kind, named in build_fhir.search_parameters().items()
    }


def second_opinion(resource: dict[str, Any], expression: str) -> list[Any]:
    """What fhirpathpy finds; it has no `resolve()`, so it is given ours."""

    def resolve(inputs: list[Any]) -> list[Any]:
        kinds = (target_type(getattr(each, "data", each), resource) for each in inputs)
        make: Any = ResourceNode.create_node
        return [make({"resourceType": kind}, kind) for kind in kinds if kind]

    options = {"userInvocationTable": {"resolve": {"fn": resolve, "arity": {0: []}}}}
    found: list[Any] = plain(fhirpathpy.evaluate(resource, expression, model=models["r4"], options=options))
    return found


def plain(value: Any) -> Any:
    """Without the Decimals that the engine makes of numbers."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return float(value) if isinstance(value, Decimal) else value


def differences(resource: dict[str, Any]) -> list[str]:
    return [
        f"{name}: {expression}"
        for name, (expression, extractor) in everything().get(resource["resourceType"], {}).items()
        if plain(extractor(resource)) != second_opinion(resource, expression)
    ]


@pytest.mark.parametrize("resource", examples.resources(), ids=lambda each: each["resourceType"])
def test_examples_are_read_as_a_fhirpath_engine_reads_them(resource: dict[str, Any]) -> None:
    assert differences(resource) == []


codes = st.sampled_from(["phone", "email", "active", "successor", "x", "2026-11-23", "entered-in-error"])
references = st.sampled_from(
    ["Patient/1", "Group/2", "Practitioner/3", "#in", "https://x.example/Location/4"]
)
elements = st.fixed_dictionaries(
    {},
    optional={
        "system": codes,
        "code": codes,
        "value": codes,
        "type": codes,
        "reference": references,
        "text": codes,
        "coding": st.lists(st.fixed_dictionaries({"code": codes}), max_size=2),
    },
)


def _typed(kind: str) -> st.SearchStrategy[Any]:
    """A value that fits a JSON key ending in `kind`: complex types are objects, `DateTime` is text."""
    if kind == "Boolean":
        return st.booleans()
    texts = {"String", "DateTime", "Instant", "Time", "Date", "Code", "Uri", "Canonical"}
    return codes if kind in texts else st.integers() if kind == "Integer" else elements


def _element(owner: str, words: tuple[str, ...], depth: int) -> st.SearchStrategy[dict[str, Any]]:
    """An object with some of `words` as keys, and at most one of each `value[x]`."""
    chosen = {
        path.rsplit(".", 1)[1]: st.sampled_from(kinds).flatmap(
            lambda kind: st.tuples(st.just(kind), _typed(kind))
        )
        for path, kinds in build_fhir.choices().items()
        if path.startswith(owner + ".")
    }
    inner = _element(owner, words, depth - 1) if depth else elements
    grown = st.one_of(
        codes, st.booleans(), elements, inner, st.lists(st.one_of(codes, elements, inner), max_size=2)
    )
    ordinary = st.dictionaries(
        st.sampled_from([word for word in words if word not in chosen]), grown, max_size=4
    )
    choices = st.fixed_dictionaries({}, optional=chosen)
    return st.builds(
        lambda one, two: {**one, **{k + kind: value for k, (kind, value) in two.items()}}, ordinary, choices
    )


@cache
def _generated(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    """Resources made of the words that the type's own search expressions are made of, as JSON spells them."""
    paths = [expression for expression, _ in everything()[kind].values()]
    words = tuple(sorted({word for path in paths for word in build_fhir.words_of(path)}))
    contained = {"contained": [{"resourceType": "Patient", "id": "in"}]}
    return _element(kind, words, 2).map(lambda body: {"resourceType": kind, **body, **contained})


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(["Observation", "Patient", "AllergyIntolerance", "Condition", "Provenance"]).flatmap(
        _generated
    )
)
def test_generated_resources_are_read_alike(resource: dict[str, Any]) -> None:
    assert differences(resource) == []


def test_every_parameter_of_r4_is_understood() -> None:
    assert sum(len(named) for named in everything().values()) > 1_300


def test_the_data_file_is_what_the_build_makes() -> None:
    kept = json.loads(build_fhir.PARAMETERS.read_text(encoding="utf-8"))
    assert kept == json.loads(json.dumps(build_fhir.parameters_to_keep()))


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("Patient.name.given", ["Zo\u00eb", "May"]),
        ("Patient.telecom.where(system='phone').value", ["01632 960001"]),
        ("Patient.name.given[1]", ["May"]),
        ("Patient.name.given[2]", []),
        ("Patient.name.given.first()", ["Zo\u00eb"]),
        ("Patient.name.family | Patient.name.family", ["O\u2019Malley-Br\u00fbl\u00e9"]),
        ("Patient.deceased", [False]),
        ("Patient.deceased.exists() and Patient.deceased != false", [False]),
        ("Patient.deceased.as(dateTime)", []),
        ("Patient.active = true or Patient.name.exists()", [True]),
        ("Patient.nothing = true or Patient.nothing = true", []),
        ("Patient.active is boolean", [True]),
        ("Observation.code", []),
        ("Resource.id", [examples.PATIENT]),
        ("Patient.extension('https://x.example/x').value", []),
    ],
)
def test_the_parts_of_the_language(expression: str, found: list[Any]) -> None:
    assert compile_expression(expression, build_fhir.choices())(examples.person()) == found


def test_an_extension_is_found_by_its_url_and_its_value_by_its_type() -> None:
    url = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-BirthSex"
    patient = {
        **examples.person(),
        "extension": [{"url": "other", "valueCode": "x"}, {"url": url, "valueCode": "f"}],
    }
    read = compile_expression(f"Patient.extension('{url}').value", build_fhir.choices())
    assert read(patient) == ["f"]


@pytest.mark.parametrize(
    "expression", ["", "Patient.", "Patient.name(", "Patient ~ 1", "a.b)", "Patient.name.[0]"]
)
def test_what_cannot_be_read_is_refused_by_name(expression: str) -> None:
    with pytest.raises(NotUnderstood):
        parse(expression)


def test_an_unknown_function_is_refused_at_start_up() -> None:
    with pytest.raises(NotUnderstood, match="iif"):
        compile_expression("Patient.name.iif(true, 1, 2)", {})
