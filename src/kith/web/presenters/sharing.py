"""Who can see, who looked, what the person can stop and what not: said to the person (screen 9)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from kith.access.agreements import Receiver, parts_of
from kith.access.declaring import Declaration
from kith.access.roles import Role
from kith.access.sharing import Consent
from kith.care.days import LONDON, clock
from kith.care.presenters.fact import day_in_short
from kith.catalogue.categories import Category, Tier, allows
from kith.catalogue.components.choice import Choice, ChoiceKind, DecidedBy, How, Standing
from kith.web.presenters.declare import TOLD

ASKS = {
    Consent.IMPLIED: "Unless you say no.",
    Consent.ASKED: "They ask you each time, before they look.",
    Consent.EXPLICIT: "Only what you have said yes to.",
}
SAID = {
    ChoiceKind.OBJECTION: "You said no to sharing",
    ChoiceKind.SHARE_OUT: "You said yes to giving",
    ChoiceKind.SHARE_IN: "You said yes to receiving",
}
STANDS = {
    Standing.WAITING: "It counts. You will get an answer.",
    Standing.UPHELD: "It counts.",
    Standing.REFUSED: "It could not be followed.",
    Standing.WITHDRAWN: "You took it back.",
}
HOW = {How.IN_PERSON: "in person", How.PHONE: "by telephone", How.PAPER: "on paper"}
WHO = {
    DecidedBy.PERSON: "",
    DecidedBy.ATTORNEY: "Chosen for you by your attorney.",
    DecidedBy.DEPUTY: "Chosen for you by your deputy.",
    DecidedBy.BEST_INTERESTS: "Chosen for you in your best interests.",
}


@dataclass(frozen=True)
class Sees:
    """A role or an organisation, what of the record it sees, and on which footing."""

    who: str
    what: str
    why: str = ""
    stopped: str = ""


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
    """A reason that somebody declared."""

    when: str
    who: str
    why: str
    words: str


@dataclass(frozen=True)
class SharingPage:
    """The page."""

    own: tuple[Sees, ...]
    others: tuple[Sees, ...]
    choices: tuple[Chosen, ...]
    told: tuple[Told, ...]
    looked: str


def roles_see(roles: Iterable[Role]) -> tuple[Sees, ...]:
    """What each role of the service sees, in everyday words."""
    return tuple(Sees(role.words, _parts(role)) for role in sorted(roles, key=lambda each: each.words))


def _parts(role: Role) -> str:
    seen = [
        each.words
        for each in Category
        if each is not Category.WORKER and allows(role.read, each, Tier.HEADLINE)
    ]
    return _listed(seen)


def others_see(
    receivers: Iterable[Receiver],
    names: Mapping[int, str],
    choices: Sequence[Choice],
    ids: Mapping[int, UUID],
    own: UUID,
) -> tuple[Sees, ...]:
    """What each other organisation may see by an agreement, and what the person has stopped of it."""
    return tuple(
        Sees(
            names.get(each.custodian, "Another organisation"),
            _listed(part.words for part, _ in parts_of(each.agreement)),
            f"{each.agreement.why} {ASKS[Consent(each.agreement.consent)]}",
            _stopped(choices, own, ids.get(each.custodian)),
        )
        for each in receivers
    )


def _stopped(choices: Sequence[Choice], holder: UUID, receiver: UUID | None) -> str:
    """What the objections that count stop between the two."""
    against = [
        choice
        for choice in choices
        if choice.kind is ChoiceKind.OBJECTION
        and choice.counts
        and choice.of in (None, holder)
        and choice.to in (None, receiver)
    ]
    if not against:
        return ""
    if any(not choice.categories for choice in against):
        return "You have stopped this."
    return (
        f"You have stopped: {_listed(c.words for c in sorted({c for a in against for c in a.categories}))}."
    )


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
    what = _listed(each.words for each in sorted(choice.categories)) if choice.categories else "Everything"
    of = f" that {names.get(choice.of, 'an organisation')} holds" if choice.of else ""
    to = f", for {names.get(choice.to, 'an organisation')}" if choice.to else ", for any other organisation"
    return f"{what}{of}{'' if choice.kind is ChoiceKind.SHARE_OUT else to}."


def told(
    declared: Iterable[Declaration],
    staff: Mapping[UUID, str],
    roles: Mapping[str, str],
    names: Mapping[int, str],
) -> tuple[Told, ...]:
    """The reasons, each with who gave it."""
    return tuple(
        Told(
            f"{day_in_short(each.since.astimezone(LONDON))}, {clock(each.since)}",
            f"{staff.get(each.staff, 'Somebody')}, {roles.get(each.role, each.role)}, {names.get(each.custodian, '')}",
            TOLD[each.kind],
            each.why,
        )
        for each in declared
    )


def _listed(words: Iterable[str]) -> str:
    """Several things as one phrase: the first begins with a capital, the others do not."""
    several = [each if place == 0 else each[0].lower() + each[1:] for place, each in enumerate(words)]
    return "; ".join(several) or "Nothing"
