"""The functions that compiled FHIRPath is put together from."""

from collections.abc import Callable
from typing import Any, TypeAlias

from kith.record.search.references import target_type

Step: TypeAlias = Callable[[list[Any], dict[str, Any]], list[Any]]
"""From the values found so far, and the whole resource, to the values found next."""

_PRIMITIVES: dict[str, type | tuple[type, ...]] = {
    "boolean": bool, "integer": int, "positiveInt": int, "unsignedInt": int, "decimal": (int, float),
}  # fmt: skip


def unchanged(focus: list[Any], whole: dict[str, Any]) -> list[Any]:
    """The values themselves."""
    return focus


def then(first: Step, second: Step) -> Step:
    """`second` applied to what `first` finds, if it finds anything."""

    def step(focus: list[Any], whole: dict[str, Any]) -> list[Any]:
        found = first(focus, whole)
        return second(found, whole) if found else found

    return step


def members(keys: list[str]) -> Step:
    """The values under any of `keys`, lists laid flat, in order."""
    if len(keys) == 1:
        return _member(keys[0])
    steps = [_member(key) for key in keys]
    return lambda focus, whole: [value for step in steps for value in step(focus, whole)]


def _member(key: str) -> Step:
    def step(focus: list[Any], whole: dict[str, Any]) -> list[Any]:
        found: list[Any] = []
        for each in focus:
            value = each.get(key) if type(each) is dict else None
            if type(value) is list:
                found.extend(one for one in value if one is not None)
            elif value is not None:
                found.append(value)
        return found

    return step


def where(base: Step, test: Step) -> Step:
    """The values for which `test` is true."""
    return lambda focus, whole: [each for each in base(focus, whole) if test([each], whole) == [True]]


def extension(base: Step, url: str) -> Step:
    """The extensions with that url."""
    inner = _member("extension")

    def step(focus: list[Any], whole: dict[str, Any]) -> list[Any]:
        found = inner(base(focus, whole), whole)
        return [each for each in found if isinstance(each, dict) and each.get("url") == url]

    return step


def resolve(base: Step) -> Step:
    """What references point at, as far as it can be told without reading it: its type."""

    def step(focus: list[Any], whole: dict[str, Any]) -> list[Any]:
        kinds = (target_type(each, whole) for each in base(focus, whole))
        return [{"resourceType": kind} for kind in kinds if kind]

    return step


def is_type(base: Step, kind: str) -> Step:
    """Whether the one value is of that type; nothing where there is no value."""
    return lambda focus, whole: [has_type(each, kind) for each in base(focus, whole)[:1]]


def of_type(base: Step, kind: str) -> Step:
    """The values that are of that type."""
    return lambda focus, whole: [each for each in base(focus, whole) if has_type(each, kind)]


def has_type(value: Any, kind: str) -> bool:
    """Whether a JSON value can be of FHIR type `kind`. Complex data types are not told apart."""
    if isinstance(value, dict):
        named = value.get("resourceType")
        return kind[0].isupper() if named is None else named == kind
    if kind in _PRIMITIVES:
        return isinstance(value, _PRIMITIVES[kind]) and (kind == "boolean") == isinstance(value, bool)
    return isinstance(value, str) and kind[0].islower()


def binary(operator: str, left: Step, right: Step) -> Step:
    """A union without repeats, an equality, or three-valued logic (FHIRPath 6.5)."""
    if operator == "|":
        return lambda focus, whole: _distinct(left(focus, whole) + right(focus, whole))
    if operator in {"=", "!="}:
        return _equality(left, right, wanted=operator == "=")
    return _logic(left, right, decides=operator == "or")


def _distinct(values: list[Any]) -> list[Any]:
    if len(values) < 2:
        return values
    found: list[Any] = []
    for value in values:
        if not any(same(value, each) for each in found):
            found.append(value)
    return found


def same(one: Any, two: Any) -> bool:
    """Equal as JSON: true is not 1."""
    return bool(one == two) and isinstance(one, bool) == isinstance(two, bool)


def _equality(left: Step, right: Step, *, wanted: bool) -> Step:
    def step(focus: list[Any], whole: dict[str, Any]) -> list[Any]:
        one, two = left(focus, whole), right(focus, whole)
        if not one or not two:
            return []
        return [(len(one) == len(two) and all(map(same, one, two))) is wanted]

    return step


def _logic(left: Step, right: Step, *, decides: bool) -> Step:
    """`or` is decided by one true, `and` by one false; unknown stays unknown."""

    def step(focus: list[Any], whole: dict[str, Any]) -> list[Any]:
        sides = [found[0] if found else None for found in (left(focus, whole), right(focus, whole))]
        if decides in sides:
            return [decides]
        return [] if None in sides else [not decides]

    return step
