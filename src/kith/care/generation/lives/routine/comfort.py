"""Last days (practice, rule 21): no rounds, no weights, no charts. Comfort, mouth care, turning, company."""

from kith.care.generation.lives.page import Page
from kith.care.generation.lives.routine import company, night
from kith.care.generation.lives.routine.health import POSITIONS


def day(page: Page) -> None:
    """A day and a night of comfort. A drink is written down when some of it was taken, never as nought."""
    for number, at in enumerate(range(440, 1360, 180)):
        clock = page.about(at, 20)
        page.at(
            clock, "turning", to=POSITIONS[number % 3], help="two-helpers", skin=["healthy"], tell="turning"
        )
        page.at(page.about(at + 8, 5), "mouth-care", what=["moistened", "lips"], looked=["dry"], tell="mouth")
        if page.sometimes(0.3):
            page.at(
                page.about(at + 25, 10),
                "drink",
                what=page.person.ways.hot,
                offered=50,
                taken=50,
                tell="drink",
                help="one-helper",
            )
        if number % 2:
            page.at(
                page.about(at + 12, 8),
                "pain",
                by="nurse",
                how_bad=page.one_of("none", "none", "mild"),
                how_known="seen",
                done=["moved"],
            )
    page.at(
        page.about(545), "washing", what="bed-bath", help="two-helpers", how_was_it="fine", tell="washing"
    )
    page.at(page.about(900, 40), "mood", mood=["calm"], how_known="seen", tell="mood")
    company.visits(page)
    page.at(page.about(1120, 30), "note", text=company.told(page))
    night.day(page)
