"""What a version of an agreement changes for whom, against the one before: wider first."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kith.access.purposes import Purpose
from kith.access.roles import called
from kith.access.sharing import Consent
from kith.catalogue.categories import Category, Tier
from kith.directory.models import Agreement, AgreementParty
from kith.web.presenters.agreement_words import ASKS, DEPTHS, day, in_a_row

Pair = tuple[int, int]
Depths = tuple[tuple[Category, Tier], ...]
Version = tuple[Agreement, list[AgreementParty]]


@dataclass(frozen=True)
class ForSome:
    """What some see newly, deeper, or less, of what some others hold."""

    who: str
    of: str
    more: tuple[str, ...]
    less: tuple[str, ...]


@dataclass(frozen=True)
class VersionChanges:
    """All that a version changes. `first` where there was none before."""

    first: bool
    groups: tuple[ForSome, ...]
    other: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.groups or self.other)


def version_changes(before: Version | None, after: Version, names: Mapping[int, str]) -> VersionChanges:
    """What `after` changes against `before`, or all that it opens where there was nothing."""
    was, is_ = _flows(before) if before else {}, _flows(after)
    alike: dict[tuple[Depths, Depths], list[Pair]] = defaultdict(list)
    for pair in sorted({*was, *is_}):
        if (one := was.get(pair, ())) != (other := is_.get(pair, ())):
            alike[one, other].append(pair)
    groups = tuple(_group(pairs, *depths, names) for depths, pairs in alike.items())
    other_lines = _others(before[0], after[0]) + _gone(before[1], after[1], names) if before else []
    return VersionChanges(before is None, groups, tuple(other_lines))


def _flows(version: Version) -> dict[Pair, Depths]:
    agreement, parties = version
    depths = tuple(
        sorted((Category.from_slug(part), Tier.from_slug(depth)) for part, depth in agreement.depths.items())
    )
    return {
        (giver.custodian, taker.custodian): depths
        for giver in parties
        for taker in parties
        if giver.gives and taker.receives and giver.custodian != taker.custodian and depths
    }


def _group(pairs: list[Pair], before: Depths, after: Depths, names: Mapping[int, str]) -> ForSome:
    givers, takers = ({pair[place] for pair in pairs} for place in (0, 1))
    was, is_ = dict(before), dict(after)
    more = [part for part, depth in after if depth > was.get(part, -1)]
    less = [part for part, depth in before if depth > is_.get(part, -1)]
    return ForSome(
        who=_names(takers, names),
        of="what the others hold" if givers == takers else f"what {_names(givers, names)} holds",
        more=tuple(_line(part, was.get(part), is_.get(part)) for part in more),
        less=tuple(_line(part, was.get(part), is_.get(part)) for part in less),
    )


def _line(part: Category, was: Tier | None, now: Tier | None) -> str:
    told = f"{part.words}: {DEPTHS[now] if now is not None else 'nothing'}"
    return told if was is None else f"{told} (before: {DEPTHS[was]})"


def _names(numbers: Iterable[int], names: Mapping[int, str]) -> str:
    return in_a_row(sorted(names.get(number, "another organisation") for number in numbers))


def _gone(before: list[AgreementParty], after: list[AgreementParty], names: Mapping[int, str]) -> list[str]:
    stays = {each.custodian for each in after}
    gone = {each.custodian for each in before if each.custodian not in stays and each.left is None}
    return [f"{_names([number], names)} takes no part any more." for number in sorted(gone)]


def _others(before: Agreement, after: Agreement) -> list[str]:
    told = []
    for what, of in (
        ("What the person is asked", lambda each: ASKS[Consent(each.consent)]),
        (
            "What it is used for",
            lambda each: in_a_row(Purpose(number).words for number in sorted(each.purposes)),
        ),
        ("Who may look", _roles),
        ("Why", lambda each: each.why),
        ("By which law", lambda each: each.basis),
        ("Review", lambda each: day(each.review) if each.review else "not set"),
        ("After a missed review", _stops),
        ("Part of", lambda each: each.framework.title if each.framework else "nothing else"),
    ):
        if (was := of(before)) != (now := of(after)):
            told.append(f"{what}: {now} Before: {was}")
    return [each if each.endswith((".", "!", "?")) else f"{each}." for each in told]


def _roles(each: Agreement) -> str:
    return "; ".join(sorted(called(each.roles).values())) or "Everybody whose role covers it"


def _stops(each: Agreement) -> str:
    return (
        "nothing stops" if each.stops_after is None else f"nothing flows after {each.stops_after} more days"
    )
