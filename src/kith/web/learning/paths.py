"""The paths and their steps, read from `paths.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kith.access.roles import Role
from kith.catalogue import files

PATHS = Path(__file__).with_name("paths.yaml")


@dataclass(frozen=True)
class Answer:
    """One answer to a step's question, with why it is right or not."""

    words: str
    why: str
    right: bool = False


@dataclass(frozen=True)
class Step:
    """A few minutes: what matters, where to try it, and one question with its answers."""

    key: str
    title: str
    minutes: int
    says: tuple[str, ...]
    try_words: str
    try_page: str
    asks: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class LearningPath:
    """Steps in their order, for somebody who stays (`staff`) or is here today (`agency`)."""

    key: str
    words: str
    minutes: int
    whom: str
    steps: tuple[Step, ...]

    def after(self, key: str) -> Step | None:
        """The step that comes next, or None after the last."""
        keys = [step.key for step in self.steps]
        place = keys.index(key) + 1
        return self.steps[place] if place < len(keys) else None


@dataclass(frozen=True)
class Lessons:
    """All of it, in one edition."""

    edition: str
    paths: tuple[LearningPath, ...]

    def path(self, key: str) -> LearningPath | None:
        """The path with this key."""
        return next((path for path in self.paths if path.key == key), None)

    def path_for(self, role: Role) -> LearningPath:
        """The path that somebody in this role begins with."""
        whom = "agency" if role.agency else "staff"
        return next(path for path in self.paths if path.whom == whom)


@cache
def lessons() -> Lessons:
    """What is taught."""
    told = files.read(PATHS)
    steps = {key: _step(key, step) for key, step in told["steps"].items()}
    return Lessons(told["edition"], tuple(_path(path, steps) for path in told["paths"]))


def _path(told: Mapping[str, Any], steps: Mapping[str, Step]) -> LearningPath:
    chosen = tuple(steps[key] for key in told["steps"])
    return LearningPath(told["key"], told["words"], told["minutes"], told["for"], chosen)


def _step(key: str, told: Mapping[str, Any]) -> Step:
    return Step(
        key=key,
        title=told["title"],
        minutes=told["minutes"],
        says=tuple(told["says"]),
        try_words=told["try"]["words"],
        try_page=told["try"]["page"],
        asks=told["asks"],
        answers=tuple(
            Answer(each["words"], each["why"], each.get("right", False)) for each in told["answers"]
        ),
    )
