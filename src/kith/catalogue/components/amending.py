"""Writes a component into the resource that it was read from, changing only what changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import Any, Protocol, TypeVar

Resource = dict[str, Any]


class Held(Protocol):
    """A component that keeps the resource it was read from."""

    @property
    def source(self) -> Resource | None:
        """The resource that it was read from, if any."""
        ...


Component = TypeVar("Component", bound=Held)
Writers = Sequence[tuple[tuple[str, ...], Callable[[Resource, Component], None]]]


def write(
    component: Component, fresh: Resource, read: Callable[[Resource], Component], writers: Writers[Component]
) -> Resource:
    """The component as a resource: `fresh` and all its fields, or its source and the fields that differ."""
    source = component.source
    if source is None:
        resource, before = fresh, None
    else:
        resource, before = deepcopy(source), read(source)
    for names, writer in writers:
        if before is None or any(getattr(component, name) != getattr(before, name) for name in names):
            writer(resource, component)
    return resource


def put(resource: Resource, key: str, value: Any) -> None:
    """Set a field, or take it out where there is nothing to say."""
    if value in (None, "", [], {}):
        resource.pop(key, None)
    else:
        resource[key] = value


def extension(holder: Resource, url: str) -> Resource:
    """The first extension of this address, or an empty one."""
    return next((each for each in holder.get("extension", ()) if each.get("url") == url), {})


def within(holder: Resource, url: str, part: str) -> Resource:
    """One part of the first extension of this address, or an empty one."""
    return extension(extension(holder, url), part)


def put_extension(holder: Resource, url: str, value: Resource | None) -> None:
    """Replace this one extension; those of others stay."""
    others = [each for each in holder.get("extension", ()) if each.get("url") != url]
    put(holder, "extension", others + ([{"url": url, **value}] if value else []))


def reference(held: Any, type_: str) -> str:
    """The id in a reference to a resource of this type; KeyError or ValueError where it is another."""
    found, _, id_ = str(held["reference"]).rpartition("/")
    if found != type_:
        raise ValueError(f"This should refer to a {type_}.")
    return id_


def concept(system: str, code: str, display: str) -> Resource:
    """One code as a CodeableConcept."""
    return {"coding": [{"system": system, "code": code, "display": display}]}


def code_in(held: Any, system: str) -> str:
    """The code of one system in a CodeableConcept, or an empty text."""
    codings = (held or {}).get("coding", ())
    return next((str(each["code"]) for each in codings if each.get("system") == system), "")
