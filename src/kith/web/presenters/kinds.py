"""The catalogue on a page: what each thing means, why it is held, and which standard it belongs to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse

from kith.care.sayings import Register, number, word
from kith.catalogue.kinds import Crosswalk, EntryKind, Group, Limits, Part


@dataclass(frozen=True)
class KindLine:
    """One kind in the list."""

    title: str
    other: str
    help: str
    href: str
    icon: str


@dataclass(frozen=True)
class GroupLines:
    """A heading with its kinds."""

    title: str
    kinds: tuple[KindLine, ...]


@dataclass(frozen=True)
class Asked:
    """One question of a kind."""

    title: str
    other: str
    help: str
    answers: tuple[str, ...]
    limits: str
    required: str
    purpose: str
    basis: str
    standard: str


@dataclass(frozen=True)
class KindPage:
    """Everything about one kind."""

    title: str
    other: str
    help: str
    notice: str
    purpose: str
    basis: str
    law: str
    standard: str
    who: str
    version: str
    owner: str
    codes: tuple[str, ...]
    asked: tuple[Asked, ...]


def kinds_page(
    kinds: Mapping[str, EntryKind], groups: Iterable[Group], register: Register
) -> tuple[GroupLines, ...]:
    """Every kind in use under its heading."""
    made = (_group(group, kinds, register) for group in groups)
    return tuple(group for group in made if group.kinds)


def kind_page(kind: EntryKind, register: Register) -> KindPage:
    """One kind."""
    return KindPage(
        title=word(kind.words, register),
        other=_other(kind.words, register),
        help=kind.help,
        notice=kind.notice,
        purpose=kind.purpose,
        basis=kind.basis.words,
        law=kind.basis.law,
        standard=_standard(kind.crosswalk),
        who=f"{kind.category.words}, {kind.tier.name.lower()}",
        version=kind.version,
        owner=kind.owner.name,
        codes=tuple(f"{code.display} ({code.system} {code.code})" for code in kind.codes),
        asked=tuple(_asked(part, kind, register) for part in kind.parts),
    )


def _group(group: Group, kinds: Mapping[str, EntryKind], register: Register) -> GroupLines:
    mine = [kind for kind in kinds.values() if kind.group == group.key]
    return GroupLines(word(group.words, register), tuple(_line(kind, register) for kind in mine))


def _line(kind: EntryKind, register: Register) -> KindLine:
    href = reverse("web:kind", args=[kind.key])
    return KindLine(word(kind.words, register), _other(kind.words, register), kind.help, href, kind.icon)


def _other(words: object, register: Register) -> str:
    everyday, clinical = words.everyday, words.clinical  # type: ignore[attr-defined]  # Words
    if everyday == clinical:
        return ""
    return f"In everyday words: {everyday}" if register == "clinical" else f"In clinical words: {clinical}"


def _asked(part: Part, kind: EntryKind, register: Register) -> Asked:
    return Asked(
        title=word(part.words, register),
        other=_other(part.words, register),
        help=part.help,
        answers=tuple(word(option.words, register) for option in part.options),
        limits=_limits(part),
        required="Must be answered" if part.required else "",
        purpose=part.purpose if part.purpose != kind.purpose else "",
        basis=part.basis.words if part.basis.key != kind.basis.key else "",
        standard=_standard(part.crosswalk) if part.crosswalk != kind.crosswalk else "",
    )


def _limits(part: Part) -> str:
    unit = f" {part.unit.words}" if part.unit else ""
    said = []
    if usual := _range(part.usual):
        said.append(f"Usually {usual}{unit}; otherwise we ask you to confirm.")
    if possible := _range(part.possible):
        said.append(f"Never outside {possible}{unit}.")
    return " ".join(said)


def _range(limits: Limits) -> str:
    if limits.low is None and limits.high is None:
        return ""
    if limits.high is None:
        return f"from {number(limits.low)}"
    return (
        f"{number(limits.low)} to {number(limits.high)}"
        if limits.low is not None
        else f"up to {number(limits.high)}"
    )


def _standard(crosswalk: Crosswalk) -> str:
    if crosswalk.standard:
        return f"{crosswalk.standard}: {crosswalk.element}"
    return f"None. {crosswalk.none}"
