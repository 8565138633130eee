"""Parses the part of FHIRPath that R4's search parameters are written in.

Grammar and precedence: FHIRPath 2.0.0 (N1), section 12. Anything else is refused at start-up, by name.
"""

import re
from dataclasses import dataclass
from typing import TypeAlias


class NotUnderstood(ValueError):
    """The expression uses something beyond the part of FHIRPath that Kith compiles."""


@dataclass(frozen=True)
class Name:
    """The first word of a path: a resource type, or an element of what is being filtered."""

    name: str


@dataclass(frozen=True)
class Literal:
    """A string, a whole number, true or false."""

    value: str | int | bool


@dataclass(frozen=True)
class Member:
    """`base.name`."""

    base: "Node"
    name: str


@dataclass(frozen=True)
class Call:
    """`base.function(arguments)`; without a base it applies to what is being filtered."""

    base: "Node | None"
    function: str
    arguments: tuple["Node", ...]


@dataclass(frozen=True)
class Index:
    """`base[position]`."""

    base: "Node"
    position: int


@dataclass(frozen=True)
class Typed:
    """`base as type` or `base is type`."""

    base: "Node"
    operator: str
    type: str


@dataclass(frozen=True)
class Binary:
    """`left operator right`: a union, an equality or a logical operator."""

    operator: str
    left: "Node"
    right: "Node"


Node: TypeAlias = Name | Literal | Member | Call | Index | Typed | Binary

_WORD = re.compile(r"\s*(?:([A-Za-z_]\w*)|(\d+)|'((?:[^'\\]|\\.)*)'|(!=|[().,|=\[\]]))")
_LEVELS: tuple[frozenset[str], ...] = (
    frozenset({"or"}),
    frozenset({"and"}),
    frozenset({"=", "!="}),
    frozenset({"|"}),
    frozenset({"is", "as"}),
)


def parse(expression: str) -> Node:
    """The expression as a tree. Raises `NotUnderstood`."""
    reader = _Reader(expression)
    node = reader.binary(0)
    if reader.peek() is not None:
        raise NotUnderstood(f"{expression!r}: did not expect {reader.peek()!r}")
    return node


class _Reader:
    def __init__(self, expression: str) -> None:
        self.expression = expression
        self.words = _split(expression)
        self.at = 0

    def peek(self) -> str | None:
        return self.words[self.at][1] if self.at < len(self.words) else None

    def take(self, wanted: str | None = None) -> tuple[str, str]:
        if self.at >= len(self.words) or (wanted and self.words[self.at][1] != wanted):
            raise NotUnderstood(f"{self.expression!r}: expected {wanted or 'more'}")
        self.at += 1
        return self.words[self.at - 1]

    def binary(self, level: int) -> Node:
        if level == len(_LEVELS):
            return self.postfix()
        left = self.binary(level + 1)
        while self.at < len(self.words) and self.words[self.at][1] in _LEVELS[level]:
            operator = self.take()[1]
            if operator in {"is", "as"}:
                left = Typed(left, operator, self.type_name())
            else:
                left = Binary(operator, left, self.binary(level + 1))
        return left

    def type_name(self) -> str:
        """A type, with or without the `FHIR.` in front."""
        name = self.take()[1]
        if self.peek() == "." and name == "FHIR":
            self.take()
            name = self.take()[1]
        return name

    def postfix(self) -> Node:
        node = self.primary()
        while self.peek() in {".", "["}:
            if self.take()[1] == "[":
                node = Index(node, int(self.take()[1]))
                self.take("]")
            else:
                node = self.invocation(node)
        return node

    def invocation(self, base: Node | None) -> Node:
        name = self.take()[1]
        if self.peek() == "(":
            return Call(base, name, self.arguments())
        return Member(base, name) if base is not None else Name(name)

    def arguments(self) -> tuple[Node, ...]:
        self.take("(")
        found = []
        while self.peek() != ")":
            found.append(self.binary(0))
            if self.peek() == ",":
                self.take()
        self.take(")")
        return tuple(found)

    def primary(self) -> Node:
        kind, word = self.words[self.at] if self.at < len(self.words) else ("", "")
        if kind == "name" and word not in {"true", "false"}:
            return self.invocation(None)
        self.take()
        if word == "(" and kind == "sign":
            node = self.binary(0)
            self.take(")")
            return node
        if kind == "number":
            return Literal(int(word))
        if kind in {"text", "name"}:
            return Literal(word if kind == "text" else word == "true")
        raise NotUnderstood(f"{self.expression!r}: did not expect {word!r}")


def _split(expression: str) -> list[tuple[str, str]]:
    words = []
    at = 0
    while at < len(expression.rstrip()):
        match = _WORD.match(expression, at)
        if match is None:
            raise NotUnderstood(f"{expression!r}: cannot read from character {at}")
        kinds = ("name", "number", "text", "sign")
        words.append(next((k, g) for k, g in zip(kinds, match.groups(), strict=True) if g is not None))
        at = match.end()
    return words
