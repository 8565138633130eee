"""The form by which a worker writes down what a person chooses about sharing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.http import QueryDict

from kith.catalogue.categories import Category
from kith.catalogue.components.choice import Choice, ChoiceKind, DecidedBy, How
from kith.web.sent import form_id, line

ANYBODY = "anybody"
KINDS = (
    (ChoiceKind.OBJECTION.value, "No: do not share"),
    (ChoiceKind.SHARE_OUT.value, "Yes: what is held here may be given to others"),
    (ChoiceKind.SHARE_IN.value, "Yes: we may receive what others hold"),
)
HOW = ((How.IN_PERSON.value, "In person"), (How.PHONE.value, "By telephone"), (How.PAPER.value, "On paper"))
DECIDED = (
    (DecidedBy.PERSON.value, "The person"),
    (DecidedBy.ATTORNEY.value, "An attorney for health and welfare, as they cannot decide this now"),
    (DecidedBy.DEPUTY.value, "A deputy, as they cannot decide this now"),
    (DecidedBy.BEST_INTERESTS.value, "A best interests decision, as they cannot decide this now"),
)
CATEGORIES = tuple((each.slug, each.words) for each in Category if each is not Category.WORKER)
LONGEST = 500


@dataclass(frozen=True)
class ChoiceForm:
    """What can be chosen here: of whom and to whom, by organisation."""

    of: tuple[tuple[str, str], ...]
    to: tuple[tuple[str, str], ...]
    kinds: tuple[tuple[str, str], ...] = KINDS
    categories: tuple[tuple[str, str], ...] = CATEGORIES
    how: tuple[tuple[str, str], ...] = HOW
    decided: tuple[tuple[str, str], ...] = DECIDED


@dataclass(frozen=True)
class Sent:
    """The choice that was sent, or what is wrong with it."""

    choice: Choice | None
    problems: dict[str, str] = field(default_factory=dict)


def choice_form(own: UUID, own_name: str, others: Mapping[UUID, str]) -> ChoiceForm:
    """The form; `others` are organisations that this one shares with."""
    return ChoiceForm(
        of=((str(own), f"What {own_name} holds"), (ANYBODY, "What anybody holds")),
        to=(
            (ANYBODY, "Any other organisation"),
            *((str(id), name) for id, name in sorted(others.items(), key=lambda each: each[1])),
        ),
    )


def read(sent: QueryDict, patient: UUID, own: UUID, form: ChoiceForm, now: datetime) -> Sent:
    """The choice, when all of it was answered: nothing is taken for granted where somebody says no."""
    asked = {"kind": form.kinds, "of": form.of, "to": form.to, "how": form.how, "decided": form.decided}
    kind = sent.get("kind", "")
    if kind in (
        ChoiceKind.SHARE_OUT,
        ChoiceKind.SHARE_IN,
    ):  # a yes is given for this organisation's side alone
        asked = {name: asked[name] for name in ("kind", "how", "decided")}
    problems = {
        name: "Choose one."
        for name, options in asked.items()
        if sent.get(name, "") not in {value for value, _ in options}
    }
    if problems:
        return Sent(None, problems)
    of, to = _sides(ChoiceKind(kind), sent, own)
    return Sent(
        Choice(
            id=form_id(sent),
            patient=patient,
            organisation=own,
            kind=ChoiceKind(kind),
            since=now,
            of=of,
            to=to,
            categories=frozenset(
                Category.from_slug(slug) for slug, _ in form.categories if slug in sent.getlist("category")
            ),
            how=How(sent.get("how", "")),
            decided_by=DecidedBy(sent.get("decided", "")),
            words=line(sent, "words", LONGEST),
        )
    )


def _sides(kind: ChoiceKind, sent: QueryDict, own: UUID) -> tuple[UUID | None, UUID | None]:
    if kind is ChoiceKind.SHARE_OUT:
        return own, None
    if kind is ChoiceKind.SHARE_IN:
        return None, own
    return _organisation(sent.get("of", "")), _organisation(sent.get("to", ""))


def _organisation(value: str) -> UUID | None:
    return None if value == ANYBODY else UUID(value)
