"""Emergency facts (access rules, 7; practice, rule 12): what any signed-in worker of the building reaches.

Name, CPR decision, allergies and main risks: these stand at the headline of three categories. What else the role
opens stays open with them; nothing else is opened.
"""

from kith.catalogue.categories import Category, Masks, Tier, gate_number, masks

EMERGENCY_FACTS = masks(
    gate_number(category, Tier.HEADLINE)
    for category in (Category.DEMOGRAPHICS, Category.SUMMARY, Category.LEGAL)
)

ASKED = "emergency facts"
"""What the look says was asked for."""


def with_emergency_facts(read: Masks) -> Masks:
    """A role's mask of what it reads, and the emergency facts."""
    return Masks(read.low | EMERGENCY_FACTS.low, read.high | EMERGENCY_FACTS.high)
