"""Allergies as a page tells them. None held is "not asked"; that there are none is a statement of somebody's."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from kith.care.allergies import MISTAKE, answer, standing
from kith.care.days import LONDON
from kith.care.presenters.fact import Said, day_in_short
from kith.care.sayings import word
from kith.care.telling import Telling
from kith.catalogue.components.allergy import Allergy
from kith.catalogue.loader import catalogue

NOT_ASKED = "Allergies: not asked"
GAPS = {
    "not-known": "Allergies: asked, but not known",
    "declined": "Allergies: they chose not to say",
    "not-asked": NOT_ASKED,
}
DANGERS = {"high": "Dangerous", "low": "Not dangerous as far as is known"}


def allergies_said(held: Sequence[Allergy], telling: Telling) -> list[Said]:
    """Each allergy that stands, the dangerous ones first; or that there are none, or that nobody has asked."""
    if found := standing(held):
        return [allergy_said(each, telling) for each in found]
    if answered := answer(held):
        return [allergy_said(answered, telling)]
    over = [each for each in held if each.certainty != MISTAKE and not each.is_answer]
    if over:
        lead = "None now; what was recorded stands no longer"
        return [Said(lead, source=_source(over[0], telling), by=_by(over[0], telling), none=True)]
    return [Said(NOT_ASKED, gap=True)]


def allergy_said(allergy: Allergy, telling: Telling) -> Said:
    """One statement, as it stands."""
    said = Said(
        lead(allergy),
        note=allergy.note,
        source=_source(allergy, telling),
        by=_by(allergy, telling),
        gap=bool(allergy.gap),
        none=allergy.is_none_known,
        entry=allergy.id,
    )
    return said if allergy.is_answer else replace(said, lines=tuple(_lines(allergy, telling)))


def lead(allergy: Allergy) -> str:
    """What it is, in a few words: "Allergy: Penicillin", "No known allergies", "Allergies: asked, but not known"."""
    if allergy.gap:
        return GAPS.get(allergy.gap, NOT_ASKED)
    if allergy.is_none_known:
        return "No known allergies"
    return f"{'Intolerance' if allergy.kind == 'intolerance' else 'Allergy'}: {allergy.substance}"


def _lines(allergy: Allergy, telling: Telling) -> Iterator[str]:
    severity = listed("allergy-severity", allergy.severity, telling).lower()
    reaction = ", ".join(allergy.reactions) or "not recorded"
    yield f"Reaction: {reaction}{f' ({severity})' if severity else ''}"
    if allergy.danger in DANGERS:
        yield DANGERS[allergy.danger]
    if allergy.certainty == "unconfirmed":
        yield "Not confirmed"
    if allergy.first:
        yield f"First noticed {partial_day(allergy.first)}"


def listed(key: str, code: str, telling: Telling) -> str:
    """A code of one of the catalogue's lists in the reader's words; nothing for none."""
    options = catalogue().shared.lists[key].options
    return next((word(each.words, telling.register) for each in options if each.code == code), "")


def partial_day(text: str) -> str:
    """A year, a month or a day as people write it: 2019, March 2019, 3 March 2019."""
    pieces = [int(piece) for piece in text[:10].split("-")]
    year, month, day = (*pieces, 1, 1)[:3]
    when = date(year, month, day)
    return {1: f"{year}", 2: f"{when:%B} {year}"}.get(len(pieces), f"{day} {when:%B} {year}")


def _source(allergy: Allergy, telling: Telling) -> str:
    who = listed("fact-sources", allergy.says, telling)
    if who:
        return f"{who}, {day_in_short(allergy.said)}" if allergy.said else who
    return (
        f"Recorded {day_in_short(allergy.recorded.astimezone(LONDON))}"
        if allergy.recorded
        else "Day not recorded"
    )


def _by(allergy: Allergy, telling: Telling) -> str:
    if not allergy.recorder:
        return ""
    return f"{'recorded ' if allergy.says else ''}by {telling.who(allergy.recorder)}"
