"""What the pages of learning show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from kith.access.roles import Role
from kith.web.learning.paths import Answer, LearningPath, Lessons, Step


@dataclass(frozen=True)
class StepLine:
    """One step of a path, learned or not."""

    title: str
    minutes: int
    href: str
    learned: bool


@dataclass(frozen=True)
class PathCard:
    """A path with its steps; `go` leads to the first that is not learned yet."""

    words: str
    minutes: int
    steps: tuple[StepLine, ...]
    said: str
    go: str


@dataclass(frozen=True)
class Colleague:
    """How far a colleague is."""

    name: str
    role: str
    said: str
    done: bool


@dataclass(frozen=True)
class LearnPage:
    """The page. `colleagues` are there for those who lead."""

    first: PathCard
    others: tuple[PathCard, ...]
    colleagues: tuple[Colleague, ...]


@dataclass(frozen=True)
class StepPage:
    """One step. `chosen` is the answer that was given, where one was."""

    path: LearningPath
    step: Step
    number: int
    try_href: str
    chosen: Answer | None
    next: str


def learn_page(
    lessons: Lessons,
    role: Role,
    learned: Mapping[str, datetime],
    others: Mapping[tuple[UUID, str], set[str]],
    names: Mapping[UUID, str],
    roles: Mapping[str, Role],
) -> LearnPage:
    """The viewer's own path first; then the others, and the colleagues by how much is left to them."""
    own = lessons.path_for(role)
    cards = {path.key: _card(path, learned) for path in lessons.paths}
    people = [
        _colleague(lessons, names.get(staff, ""), roles[key], steps) for (staff, key), steps in others.items()
    ]
    return LearnPage(
        cards[own.key],
        tuple(card for key, card in cards.items() if key != own.key),
        tuple(sorted(people, key=lambda each: (each.done, each.name))),
    )


def step_page(path: LearningPath, step: Step, chosen: Answer | None) -> StepPage:
    """The page of a step."""
    after = path.after(step.key)
    return StepPage(
        path=path,
        step=step,
        number=path.steps.index(step) + 1,
        try_href=reverse(step.try_page),
        chosen=chosen,
        next=step_href(path, after) if after else reverse("learning:learn"),
    )


def step_href(path: LearningPath, step: Step) -> str:
    """Where a step is."""
    return reverse("learning:step", args=[path.key, step.key])


def _card(path: LearningPath, learned: Mapping[str, datetime]) -> PathCard:
    lines = tuple(StepLine(s.title, s.minutes, step_href(path, s), s.key in learned) for s in path.steps)
    left = [line for line in lines if not line.learned]
    return PathCard(
        path.words, path.minutes, lines, said(len(lines) - len(left), lines), left[0].href if left else ""
    )


def said(number: int, every: Sequence[object]) -> str:
    """How far somebody is."""
    if number == len(every):
        return "All learned"
    return f"{number} of {len(every)} learned" if number else "Not begun"


def _colleague(lessons: Lessons, name: str, role: Role, steps: set[str]) -> Colleague:
    path = lessons.path_for(role)
    number = sum(step.key in steps for step in path.steps)
    return Colleague(name, role.words, said(number, path.steps), number == len(path.steps))
