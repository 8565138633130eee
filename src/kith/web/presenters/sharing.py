"""Who can see, who looked, what the person can stop and what not: said to the person (screen 9)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from kith.access.agreements import Receiver, parts_of
from kith.access.declaring import Declaration
from kith.access.roles import Role
from kith.access.sharing import Consent
from kith.care.days import LONDON, clock
from kith.care.presenters.fact import day_in_short
from kith.care.sayings import times
from kith.catalogue.categories import Category, Tier, allows
from kith.catalogue.components.choice import Choice, ChoiceKind, Standing
from kith.web.presenters.helping import HelpingPage
from kith.web.presenters.looks import Look
from kith.web.presenters.readers import Reads
from kith.web.presenters.sharing_words import ASKS, HOW, PLAIN, REASONS, SAID, STANDS, WHO, listed

MOST = 3
"""As many names are told of those who looked most."""


@dataclass(frozen=True)
class Sees:
    """A role or an organisation, what of the record it sees, and on which footing."""

    who: str
    what: str
    why: str = ""
    stopped: str = ""
    nothing: bool = False
    """Whether all of it was stopped."""


@dataclass(frozen=True)
class Chosen:
    """A choice in words, where it stands, and whether it can be answered or taken back here."""

    id: UUID
    title: str
    about: str
    when: str
    words: str
    stands: str
    answer: str
    waits: bool
    open: bool


@dataclass(frozen=True)
class Told:
    """A reason that somebody declared, once or several times on one day."""

    when: str
    who: str
    why: str
    words: str


@dataclass(frozen=True)
class Helps:
    """Somebody who helps beside those where the person lives: who, how it came about, and why in the words written."""

    who: str
    how: str
    why: str = ""


@dataclass(frozen=True)
class SharingPage:
    """The page."""

    own: tuple[Sees, ...]
    others: tuple[Sees, ...]
    helping: tuple[Helps, ...]
    readers: tuple[Reads, ...]
    choices: tuple[Chosen, ...]
    told: tuple[Told, ...]
    looked: str
    most: tuple[str, ...]
    """Who looked most, by name."""


def helps(page: HelpingPage) -> tuple[Helps, ...]:
    """Who was asked to help, where the person stays, and on whose caseload they are."""
    asked = (
        Helps(f"{each.who}, {each.of}" if each.of else each.who, each.how, each.why) for each in page.asked
    )
    stays = (Helps(place, f"You stay there, since {since}.") for place, since in page.admitted)
    caseload = (
        Helps(
            f"{each.who}, {each.place}", f"You are on their list of people to look after, since {each.since}."
        )
        for each in page.caseload
    )
    return (*asked, *stays, *caseload)


def roles_see(roles: Iterable[Role]) -> tuple[Sees, ...]:
    """What each role of the service sees, in everyday words."""
    return tuple(Sees(role.words, _parts(role)) for role in sorted(roles, key=lambda each: each.words))


def _parts(role: Role) -> str:
    seen = [
        PLAIN[each]
        for each in Category
        if each is not Category.WORKER and allows(role.read, each, Tier.HEADLINE)
    ]
    return listed(seen)


@dataclass(frozen=True)
class Stopped:
    """What the objections that count stop between two organisations."""

    everything: bool
    parts: frozenset[Category]


def against(choices: Sequence[Choice], holder: UUID, receiver: UUID | None) -> Stopped:
    """What the person's objections stop of what `holder` would show to `receiver`."""
    said = [
        choice
        for choice in choices
        if choice.kind is ChoiceKind.OBJECTION
        and choice.counts
        and choice.of in (None, holder)
        and choice.to in (None, receiver)
    ]
    return Stopped(
        any(not choice.categories for choice in said),
        frozenset(part for choice in said for part in choice.categories),
    )


def others_see(
    receivers: Iterable[Receiver],
    names: Mapping[int, str],
    choices: Sequence[Choice],
    ids: Mapping[int, UUID],
    own: UUID,
) -> tuple[Sees, ...]:
    """What each other organisation sees by an agreement, and what the person has stopped of it."""
    return tuple(
        _other(
            each,
            names.get(each.custodian, "Another organisation"),
            against(choices, own, ids.get(each.custodian)),
        )
        for each in receivers
    )


def _other(receiver: Receiver, name: str, stopped: Stopped) -> Sees:
    parts = [part for part, _ in parts_of(receiver.agreement)]
    left = [part for part in parts if not stopped.everything and part not in stopped.parts]
    gone = [part for part in parts if part in stopped.parts and not stopped.everything]
    return Sees(
        name,
        listed(map(_plain, left)),
        f"{receiver.agreement.why} {ASKS[Consent(receiver.agreement.consent)]}",
        "You have stopped this."
        if not left
        else f"You have stopped: {_within(listed(map(_plain, gone)))}. They see the rest."
        if gone
        else "",
        nothing=not left,
    )


def _plain(part: Category) -> str:
    """A part as it is said to the person; what is about workers is not theirs, and has its usual words."""
    return PLAIN.get(part, part.words)


def chosen(choices: Iterable[Choice], names: Mapping[UUID, str]) -> tuple[Chosen, ...]:
    """The choices in words."""
    return tuple(
        Chosen(
            id=choice.id,
            title=SAID[choice.kind],
            about=_about(choice, names),
            when=f"{day_in_short(choice.since.astimezone(LONDON))}, {HOW[choice.how]}. {WHO[choice.decided_by]}".strip(),
            words=choice.words,
            stands=STANDS[choice.standing],
            answer=choice.answer,
            waits=choice.standing is Standing.WAITING and choice.kind is ChoiceKind.OBJECTION,
            open=choice.counts,
        )
        for choice in choices
    )


def _about(choice: Choice, names: Mapping[UUID, str]) -> str:
    what = listed(map(_plain, sorted(choice.categories))) if choice.categories else "Everything"
    if choice.kind is not ChoiceKind.OBJECTION:
        return f"{what}."
    to = names.get(choice.to, "An organisation") if choice.to else "No other organisation"
    of = f" of what {names.get(choice.of, 'an organisation')} holds" if choice.of else ""
    sees = "does not see" if choice.to else "sees"
    return f"{to} {sees} this{of}: {_within(what)}."


def _within(words: str) -> str:
    return words[0].lower() + words[1:]


def looked_most(looks: Iterable[Look]) -> tuple[str, ...]:
    """Who opened the record most often, with how often; names that are seen again and again are the least telling."""
    counted = Counter((look.who, look.role) for look in looks if look.sort == "opening")
    return tuple(f"{who}, {role.lower()}, {times(often)}" for (who, role), often in counted.most_common(MOST))


def told(
    declared: Iterable[Declaration],
    staff: Mapping[UUID, str],
    roles: Mapping[str, str],
    names: Mapping[int, str],
) -> tuple[Told, ...]:
    """The reasons, each with who gave it; the same reason of one person on one day is told once."""
    several: dict[tuple[object, ...], list[Declaration]] = {}
    for each in declared:
        day = each.since.astimezone(LONDON).date()
        several.setdefault((day, each.staff, each.role, each.kind, each.why), []).append(each)
    return tuple(
        Told(
            _when(same),
            f"{staff.get(last.staff, 'Somebody')}, {roles.get(last.role, last.role)}, {names.get(last.custodian, '')}",
            REASONS[last.kind],
            last.why,
        )
        for same in several.values()
        for last in same[:1]
    )


def _when(same: Sequence[Declaration]) -> str:
    last, first = same[0], same[-1]
    day = day_in_short(last.since.astimezone(LONDON))
    if len(same) == 1:
        return f"{day}, {clock(last.since)}"
    began, ended = clock(first.since), clock(last.since)
    return f"{day}, {times(len(same))}, {f'at {began}' if began == ended else f'from {began} to {ended}'}"
