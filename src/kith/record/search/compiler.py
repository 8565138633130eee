"""Turns FHIRPath into plain Python functions, once, at start-up.

A compiled expression takes a resource as parsed JSON and returns the values that the path finds, in the
order in which they stand. It is measured some hundred times faster than a general FHIRPath engine, and
tested equal to one.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from kith.record.search import functions
from kith.record.search.fhirpath import (
    Binary,
    Call,
    Index,
    Literal,
    Member,
    Name,
    Node,
    NotUnderstood,
    Typed,
    parse,
)
from kith.record.search.functions import Step

Extractor: TypeAlias = Callable[[dict[str, Any]], list[Any]]
Choices: TypeAlias = Mapping[str, Sequence[str]]

_ANY_RESOURCE = frozenset({"Resource", "DomainResource"})


def compile_expression(expression: str, choices: Choices) -> Extractor:
    """A function from resource to the values of `expression`. Raises `NotUnderstood`.

    `choices` tells which paths are `value[x]`-like and with which types: FHIRPath says `Observation.value`,
    JSON says `valueQuantity` (R4 2.6.2.7).
    """
    step = _Compiler(choices).node(parse(expression), "")
    return lambda resource: step([resource], resource)


class _Compiler:
    """`context` is the path of what an expression is applied to: empty for the resource itself."""

    def __init__(self, choices: Choices) -> None:
        self.choices = choices

    def node(self, node: Node, context: str) -> Step:
        match node:
            case Name(name):
                return self.name(name, context)
            case Literal(value):
                return lambda focus, whole: [value]
            case Member(base, name):
                return self.member(base, name, context)
            case Call():
                return self.call(node, context)
            case Index(base, position):
                inner = self.node(base, context)
                return lambda focus, whole: inner(focus, whole)[position : position + 1]
            case Typed(base, operator, kind):
                return self.typed(base, operator, kind, context)
            case Binary(operator, left, right):
                return functions.binary(operator, self.node(left, context), self.node(right, context))

    def name(self, name: str, context: str) -> Step:
        if context:
            return functions.members(self.keys(f"{context}.{name}", name))
        if name in _ANY_RESOURCE:
            return lambda focus, whole: focus
        return lambda focus, whole: [each for each in focus if each.get("resourceType") == name]

    def member(self, base: Node, name: str, context: str) -> Step:
        steps = functions.members(self.keys(self.path(Member(base, name), context), name))
        return functions.then(self.node(base, context), steps)

    def keys(self, path: str, name: str) -> list[str]:
        return [name + kind for kind in self.choices.get(path, ())] or [name]

    def typed(self, base: Node, operator: str, kind: str, context: str) -> Step:
        if operator == "is":
            return functions.is_type(self.node(base, context), kind)
        return self.of_type(base, kind, context)

    def of_type(self, base: Node, kind: str, context: str) -> Step:
        """`value as Quantity` is the key `valueQuantity`, or `value` where that can only be of one type."""
        plain = functions.of_type(self.node(base, context), kind)
        if not isinstance(base, Member):
            return plain
        key = base.name + kind[0].upper() + kind[1:]
        chosen = functions.then(self.node(base.base, context), functions.members([key]))
        if self.path(base, context) in self.choices:
            return chosen
        return lambda focus, whole: chosen(focus, whole) or plain(focus, whole)

    def call(self, call: Call, context: str) -> Step:
        base = self.node(call.base, context) if call.base is not None else functions.unchanged
        match call.function, call.arguments:
            case ("as" | "ofType", (Name(kind),)) if call.base is not None:
                return self.of_type(call.base, kind, context)
            case "is", (Name(kind),):
                return functions.is_type(base, kind)
            case "where", (criterion,):
                test = self.node(criterion, self.path(call.base, context) if call.base else context)
                return functions.where(base, test)
            case "extension", (Literal(str(url)),):
                return functions.extension(base, url)
            case "resolve", ():
                return functions.resolve(base)
            case "exists", ():
                return lambda focus, whole: [bool(base(focus, whole))]
            case "first", ():
                return lambda focus, whole: base(focus, whole)[:1]
        raise NotUnderstood(f"{call.function}() with {len(call.arguments)} arguments")

    def path(self, node: Node, context: str) -> str:
        """Where in the definition of the resource `node` ends, as far as it can be told from the words."""
        match node:
            case Name(name):
                return f"{context}.{name}" if context else name
            case Member(base, name):
                return f"{self.path(base, context)}.{name}"
            case Call(_, "as" | "ofType", (Name(kind),)) | Typed(_, _, kind):
                return kind
            case Call(_, "extension", _):
                return "Extension"
            case Call(base, "where" | "first", _) if base is not None:
                return self.path(base, context)
            case Index(base, _):
                return self.path(base, context)
        return "unknown"
