"""What is told of a character on the day they come: allergies and alerts. What is held as a fact stands in `standing`."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from kith.care.generation.drawing import id_at
from kith.care.generation.lives.character import Character
from kith.catalogue.categories import Category, Tier
from kith.catalogue.components.alert import Alert
from kith.catalogue.components.allergy import Allergy
from kith.record.labels import Labels

FILED = {"contact": Category.COMMUNICATION}
"""Where an alert is filed by its flag category; the rest is part of the summary."""
CHOKING = "Choking risk: stay near at every meal"
TURNED = "Skin at risk: turn every {} hours in bed"
MOVED = {"hoist": "Hoist and two people", "stand-aid": "Stand aid and one person"}

Fact = Allergy | Alert


def told(who: Character, patient: UUID, moment: datetime, by: UUID, lot: Random) -> list[Fact]:
    """Allergies and alerts of a new resident, as whoever admits them writes them down."""
    return [*_allergies(who, patient, moment, by, lot), *_alerts(who, patient, moment, by, lot)]


def labels(fact: Fact, custodian: int) -> Labels:
    """How a fact is filed."""
    category = FILED.get(fact.category, Category.SUMMARY) if isinstance(fact, Alert) else Category.SUMMARY
    return Labels(custodian, category, Tier.HEADLINE)


def _allergies(who: Character, patient: UUID, moment: datetime, by: UUID, lot: Random) -> Iterator[Allergy]:
    if not who.known.allergies:
        yield Allergy.none_known(id_at(moment, lot), patient, moment, by)
    for substance, reaction, danger in who.known.allergies:
        yield Allergy(
            id_at(moment, lot), patient, substance, kind="allergy", danger=danger, reactions=(reaction,),
            certainty="confirmed", recorded=moment, recorder=by,
        )  # fmt: skip


def _alerts(who: Character, patient: UUID, moment: datetime, by: UUID, lot: Random) -> Iterator[Alert]:
    for place, (words, category) in enumerate(alert_words(who)):
        start = moment - timedelta(minutes=place)  # pages show the newest of equal weight first
        yield Alert(id_at(moment, lot), patient, words, category=category, start=start, author=by)


def alert_words(who: Character) -> list[tuple[str, str]]:
    """Alerts in words, each with its flag category, the gravest first."""
    needs, known = who.needs, who.known
    said = [
        (CHOKING if needs.food[0] in "456" or needs.drinks != "0" else "", "safety"),
        (MOVED.get(needs.moves, ""), "clinical"),
        (TURNED.format(needs.turned) if needs.turned else "", "clinical"),
        ("Diabetes: low blood sugar is an emergency" if who.body.sugar is not None else "", "safety"),
        (needs.hearing, "contact"),
        (needs.sight, "contact"),
        (needs.language, "contact"),
        (f"When upset: {known.calms}" if needs.memory else "", "behavioral"),
    ]
    return [(words, category) for words, category in said if words]
