"""The steps in which an agreement is drafted: what each asks, what it was told so far, and what was sent with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict

from kith.access.agreement_reach import PRESETS, SENSITIVE
from kith.access.agreement_terms import Told
from kith.access.purposes import Purpose
from kith.access.roles import Role
from kith.access.sharing import Consent
from kith.catalogue.categories import Category, Tier
from kith.directory.models import Organization
from kith.web.presenters.agreement_basis import GROUNDS, LAWS, basis, ticked
from kith.web.sent import day, line

Changes = dict[str, Any]


@dataclass(frozen=True)
class Step:
    """One page of the draft, and which parts of the file it writes."""

    slug: str
    words: str
    asks: str
    parts: tuple[str, ...]


STEPS = (
    Step("why", "Why", "What is it for?", ("title", "why", "purposes", "framework")),
    Step("who", "Who", "Who takes part?", ("parties", "roles")),
    Step("what", "What", "What is shared?", ("depths",)),
    Step("law", "Law", "By which law, and what is the person asked?", ("basis", "consent")),
    Step("when", "When", "From when, and until when?", ("starts", "review", "stops-after-days")),
)
DEPTHS = (
    ("", "Nothing"),
    (Tier.HEADLINE.slug, "Must know"),
    (Tier.SUMMARY.slug, "In short"),
    (Tier.DETAIL.slug, "In detail"),
    (Tier.DEEPEST.slug, "All"),
)
"""How much of a part, in words that fit beside each other on a phone."""
DOES = (("", "No part"), ("gives", "Gives"), ("receives", "Receives"), ("both", "Both"))
DOES_NEITHER = (*DOES, ("neither", "Signs only"))
"""In a framework somebody may take part and neither give nor receive, as a file can say."""
FILLS = (
    ("emergency", "Just for an emergency", "Who they are, how to talk with them, warnings, medicines, and CPR."),
    ("planned", "For planned care", "A summary: needs, plan, medicines and how they have been."),
    ("care", "All about the care", "Everything that whoever gives the care knows. What is more private stays closed."),
    ("nothing", "Nothing yet", "A frame under which other agreements stand. It shares nothing by itself."),
)  # fmt: skip
POLICIES = (
    (
        Consent.IMPLIED, "Shared, unless they say no",
        "People are told, and can say no at any time. As in Leeds.",
    ),
    (
        Consent.ASKED, "Asked before each look",
        "Whoever looks asks first, or says why they could not. As in Berkshire.",
    ),
    (
        Consent.EXPLICIT, "A yes on both sides first",
        "Nothing flows until the person said yes where it is held and where it is read. As in Bradford.",
    ),
)  # fmt: skip
LONG = 4000
"""Letters that a longer text may have."""


@dataclass(frozen=True)
class PartRow:
    """One part of the record, and how much of it flows."""

    name: str
    words: str
    chosen: str
    private: bool


@dataclass(frozen=True)
class PartyRow:
    """One organisation, and what it does."""

    name: str
    words: str
    own: bool
    chosen: str


def step(slug: str) -> Step | None:
    """The step with this name."""
    return next((each for each in STEPS if each.slug == slug), None)


def after(one: Step) -> Step | None:
    """The step that follows."""
    place = STEPS.index(one) + 1
    return STEPS[place] if place < len(STEPS) else None


def step_of(part: str) -> Step:
    """Where a part of the file is asked for."""
    return next((each for each in STEPS if part in each.parts), STEPS[0])


def part_rows(told: Told) -> tuple[PartRow, ...]:
    """Every part of the record, what is more private last."""
    depths = told.get("depths") or {}
    rows = (
        PartRow(f"part-{each.slug}", each.words, str(depths.get(each.slug, "")), each in SENSITIVE)
        for each in Category
    )
    return tuple(sorted(rows, key=lambda each: each.private))


def party_rows(told: Told, organisations: Iterable[Organization], custodian: int) -> tuple[PartyRow, ...]:
    """Every organisation that could take part: one's own, then those that do, then the others."""
    chosen = {_key(each): _does(each) for each in told.get("parties") or ()}
    held = list(organisations)
    names = [each.name for each in held]
    rows = []
    for each in held:
        does = chosen.get((each.name, each.custodian)) or chosen.get((each.name, None)) or ""
        alike = f" (number {each.custodian})" if names.count(each.name) > 1 else ""
        rows.append(
            PartyRow(f"party-{each.custodian}", f"{each.name}{alike}", each.custodian == custodian, does)
        )
    return tuple(sorted(rows, key=lambda each: (not each.own, not each.chosen, each.words.casefold())))


def _key(party: Mapping[str, Any]) -> tuple[Any, Any]:
    return party.get("organisation"), party.get("number")


def _does(party: Mapping[str, Any]) -> str:
    does = {
        (True, True): "both",
        (True, False): "gives",
        (False, True): "receives",
        (False, False): "neither",
    }
    return does.get((bool(party.get("gives", True)), bool(party.get("receives", True))), "both")


def read_why(sent: QueryDict) -> Changes:
    """Title, why, purposes and framework."""
    purposes = [each.slug for each in Purpose if each.slug in sent.getlist("purposes")]
    return {
        "title": line(sent, "title") or None,
        "why": text(sent, "why") or None,
        "purposes": purposes,
        "framework": line(sent, "framework") or None,
    }


def read_who(sent: QueryDict, organisations: Iterable[Organization], roles: Iterable[Role]) -> Changes:
    """Who gives and who receives, and which roles may read; each organisation by name and number."""
    parties = []
    for each in organisations:
        does = sent.get(f"party-{each.custodian}", "")
        if does in ("gives", "receives", "both", "neither"):
            parties.append(
                {
                    "organisation": each.name,
                    "number": each.custodian,
                    "gives": does in ("gives", "both"),
                    "receives": does in ("receives", "both"),
                }
            )
    keys = sent.getlist("roles")
    return {"parties": parties, "roles": [each.key for each in roles if each.key in keys]}


def read_what(sent: QueryDict) -> Changes:
    """How much of each part; with `fill`, as one of the presets has it."""
    if (fill := sent.get("fill", "")) in PRESETS:
        return {"depths": dict(PRESETS[fill])}
    tiers = {each.slug for each in Tier}
    depths = {each.slug: sent.get(f"part-{each.slug}", "") for each in Category}
    return {"depths": {part: depth for part, depth in depths.items() if depth in tiers}}


def read_law(sent: QueryDict) -> Changes:
    """The lawful basis as sentences, and what the person is asked."""
    keys = [law.key for law in LAWS if law.key in sent.getlist("law")]
    consent = sent.get("consent", "")
    return {
        "basis": basis(keys, text(sent, "more")) or None,
        "consent": consent if consent.upper() in Consent.__members__ else None,
    }


def read_when(sent: QueryDict) -> Changes:
    """Start, review, and what a missed review does. A day that is none stays as it was typed, and is told."""
    days = line(sent, "days", 10) or "-"
    stops = (int(days) if days.isdecimal() else days) if sent.get("missed") == "stops" else None
    return {
        "starts": _typed(line(sent, "starts", 20)),
        "review": _typed(line(sent, "review", 20)),
        "stops-after-days": stops,
    }


def _typed(text: str) -> str | None:
    found = day(text)
    return found.isoformat() if found else text or None


def days(told: Told) -> tuple[str, str]:
    """Start and review as they are typed."""
    kept = [str(told.get(name) or "") for name in ("starts", "review")]
    found = [day(each) for each in kept]
    starts, review = (
        f"{at.day}/{at.month}/{at.year}" if at else each for at, each in zip(found, kept, strict=True)
    )
    return starts, review


def text(sent: QueryDict, name: str) -> str:
    """Some lines of text, without what browsers put between them."""
    return sent.get(name, "").replace("\0", "").replace("\r\n", "\n").strip()[:LONG]


def laws(told: Told) -> tuple[Any, frozenset[str], str]:
    """The grounds to choose from, which are ticked, and what else the basis says."""
    keys, more = ticked(str(told.get("basis") or ""))
    return GROUNDS, keys, more


def blank(own: Organization, today: date) -> Changes:
    """What a new draft begins with: one's own organisation, care, a review in a year, and a stop when it is missed."""
    return {
        "purposes": [Purpose.DIRECT_CARE.slug],
        "parties": [{"organisation": own.name, "number": own.custodian, "gives": True, "receives": True}],
        "roles": [],
        "starts": today.isoformat(),
        "review": _a_year_on(today).isoformat(),
        "stops-after-days": 60,
    }


def _a_year_on(today: date) -> date:
    leap = (today.month, today.day) == (2, 29)
    return date(today.year + 1, today.month, 28 if leap else today.day)
