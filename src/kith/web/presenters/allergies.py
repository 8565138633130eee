"""The page of somebody's allergies: what stands, what can be said now, and what stood before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kith.care.allergies import Statement, standing
from kith.care.days import LONDON, clock
from kith.care.presenters.allergies import allergies_said, allergy_said
from kith.care.presenters.fact import Said, day_in_short
from kith.care.telling import Telling
from kith.catalogue.components.allergy import Allergy
from kith.record.stored import Stored
from kith.web.presenters.hrefs import Hrefs
from kith.web.presenters.summary import Way

ENDED = {"refuted": "It turned out not to be so", "entered-in-error": "Recorded by mistake"}
OVER = "It is over"


@dataclass(frozen=True)
class Told:
    """One statement; `way` leads to its own page, where this reader may change it or see its versions."""

    said: Said
    way: Way | None


@dataclass(frozen=True)
class AllergiesPage:
    """The page. `gap` says what is so where nothing stands."""

    standing: tuple[Told, ...]
    gap: Told | None
    before: tuple[Told, ...]
    add: str
    may_add: bool


@dataclass(frozen=True)
class Past:
    """One version of a statement."""

    said: Said
    did: str
    when: str
    by: str
    reason: str


def allergies_page(
    held: Sequence[Statement], hrefs: Hrefs, telling: Telling, *, may_add: bool
) -> AllergiesPage:
    """Every statement, each where it belongs."""
    found = standing(each.allergy for each in held)
    ids = {each.id for each in found}
    gap = None if found else _gap(allergies_said([each.allergy for each in held], telling)[0], hrefs)
    shown = ids | ({gap.said.entry} if gap and gap.said.entry else set())
    before = [each.allergy for each in held if each.allergy.id not in shown]
    return AllergiesPage(
        tuple(_told(each, hrefs, telling) for each in found),
        gap,
        tuple(_told(each, hrefs, telling) for each in before),
        hrefs.add_allergy,
        may_add,
    )


def past(versions: Sequence[Stored], telling: Telling) -> list[Past]:
    """Every version of a statement, the newest first."""
    first = versions[-1].version
    return [_past(each, telling, first) for each in versions]


def ended_words(allergy: Allergy) -> str:
    """Why a statement stands no longer; nothing while it does."""
    if allergy.stands:
        return ""
    how = ENDED.get(allergy.certainty, OVER)
    return f"{how}, {day_in_short(allergy.ended)}" if allergy.ended else how


def people_of(held: Sequence[Allergy]) -> set[UUID]:
    """Everybody whose name the page needs."""
    return {each.recorder for each in held if each.recorder}


def _gap(said: Said, hrefs: Hrefs) -> Told:
    return Told(said, _more(said, hrefs.allergy(said.entry)) if said.entry else None)


def _told(allergy: Allergy, hrefs: Hrefs, telling: Telling) -> Told:
    said = allergy_said(allergy, telling)
    over = ended_words(allergy)
    if over:
        said = _with(said, over, allergy.why_ended)
    return Told(said, _more(said, hrefs.allergy(allergy.id)))


def _more(said: Said, href: str) -> Way:
    return Way("More", f"about {said.lead}", href)


def _with(said: Said, over: str, why: str) -> Said:
    lines = (over, why) if why else (over,)
    return Said(said.lead, lines, source=said.source, by=said.by, none=True, entry=said.entry)


def _past(stored: Stored, telling: Telling, first: int) -> Past:
    allergy = Allergy.from_fhir(stored.resource)
    did = ended_words(allergy) or ("Recorded" if stored.version == first else "Changed")
    return Past(
        allergy_said(allergy, telling),
        did,
        _stamp(stored.recorded),
        telling.who(stored.author),
        stored.reason or "",
    )


def _stamp(instant: datetime) -> str:
    local = instant.astimezone(LONDON)
    return f"{local:%a} {local.day} {local:%b} {local.year} at {clock(instant)}"
