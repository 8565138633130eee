"""Pictures, sounds and films of About me as pages show them, and what the form for one more asks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.http import QueryDict

from kith.access.open_record import OpenRecord
from kith.care.keepsakes import WHERE, Held, headings
from kith.care.presenters.fact import day_in_short
from kith.care.telling import Telling
from kith.web.presenters.hrefs import Hrefs
from kith.web.sent import line

AGREED = {
    "agreed": "They agreed to it",
    "decided": "It was decided for them, in their best interests",
}
"""On what it is kept: one's own word, or a decision in one's best interests (practice, rule 2)."""
LONGEST = 1000


@dataclass(frozen=True)
class Shown:
    """One keepsake. `sort` is picture, sound or film."""

    id: UUID
    heading: str
    sort: str
    src: str
    words: str
    told: str
    version: int
    may_remove: bool


@dataclass(frozen=True)
class KeepsakesPage:
    """The page."""

    shown: tuple[Shown, ...]
    headings: Sequence[tuple[str, str]]
    agreed: Sequence[tuple[str, str]]
    may_add: bool


@dataclass(frozen=True)
class Asked:
    """What was sent with a file, and what is wrong with it."""

    heading: str
    words: str
    helped: str
    agreed: str
    problems: dict[str, str] = field(default_factory=dict)


def keepsakes_shown(held: Iterable[Held], record: OpenRecord, telling: Telling) -> tuple[Shown, ...]:
    """Each as this reader sees it."""
    hrefs, titles = Hrefs(record.patient), headings()
    changes = record.may_change(*WHERE)
    return tuple(
        Shown(
            id=each.keepsake.id,
            heading=titles[each.keepsake.heading],
            sort=each.keepsake.sort,
            src=hrefs.keepsake(each.keepsake.id, each.keepsake.key),
            words=each.keepsake.words,
            told=_told(each, telling),
            version=each.version,
            may_remove=changes and each.custodian == record.viewer.custodian,
        )
        for each in held
    )


def asked(sent: QueryDict) -> Asked:
    """The form's answers; a heading, words and an agreement there must be."""
    heading, words = sent.get("heading", ""), line(sent, "words", LONGEST)
    agreed = sent.get("agreed", "")
    problems = {
        "heading": "" if heading in headings() else "Choose what it is about.",
        "words": "" if words else "Say in words what is to be seen or heard, for whoever cannot.",
        "agreed": "" if agreed in AGREED else "Say whether they agreed. Without that nothing is kept.",
    }
    return Asked(
        heading, words, line(sent, "helped"), agreed, {key: each for key, each in problems.items() if each}
    )


def _told(held: Held, telling: Telling) -> str:
    made = f"Kept {day_in_short(telling.rule.of(held.keepsake.made))} by {telling.who(held.keepsake.author)}"
    return f"{made}, with the help of {held.keepsake.helped}" if held.keepsake.helped else made
