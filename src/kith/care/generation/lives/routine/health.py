"""What is measured and looked after: medicine rounds, the weekly weight and observations, skin, turning."""

from decimal import Decimal

from kith.care.generation.lives.page import Page
from kith.care.generation.lives.routine.morning import helped, refuses

SCALES = {"hoist": "hoist", "wheelchair": "chair", "stand-aid": "chair"}
WATCHED = (500, 1030, 1270, 720)
POSITIONS = ("left-tilt", "back", "right-tilt")


def day(page: Page) -> None:
    """Medicine rounds as they were seen; the rest when it is its day, or somebody is poorly."""
    for round, at in (("morning", 515), ("teatime", 1080)):
        if page.sometimes(0.75):
            _medicine(page, round, at)
    weekly = page.day.weekday() == page.person.ways.weighed
    if weekly and page.sometimes(0.92) and not page.state.in_bed:
        weigh(page)
    if page.state.watched:
        for at in WATCHED[: page.state.watched]:
            observe(page, page.about(at, 15))
    elif weekly:
        observe(page, page.about(590, 20))
    if page.state.sore and page.sometimes(0.6):
        page.at(
            page.about(560),
            "skin-check",
            by="nurse",
            where=[page.state.sore],
            looked=["bruise"],
            new=page.one_of("same", "better"),
            tell="skin",
        )
    if page.person.needs.turned:
        turn(page)
    if page.person.body.sugar is not None and page.sometimes(0.8):
        sugar = page.person.body.sugar + Decimal(page.lot.randint(-12, 14)) / 10
        page.at(
            page.about(480, 10),
            "blood-sugar",
            by="nurse",
            sugar=max(sugar, Decimal("4.2")),
            when="before-breakfast",
        )


def weigh(page: Page) -> None:
    """The week's weight, with what scales and clothes add or take."""
    weight = page.person.body.weight + page.state.kilograms + Decimal(page.lot.randint(-3, 3)) / 10
    how = SCALES.get(page.person.needs.moves, "standing")
    page.at(
        page.about(480, 10), "weight", weight=max(weight, Decimal("36.0")).quantize(Decimal("0.1")), how=how
    )


def observe(page: Page, clock: str) -> None:
    """Temperature, pulse, breathing, oxygen and, mostly, blood pressure."""
    body, state, lot = page.person.body, page.state, page.lot
    warm = body.temperature + state.warmer + Decimal(lot.randint(-2, 2)) / 10
    upper = body.upper - state.lower + lot.randint(-8, 8)
    page.at(clock, "temperature", by="nurse", temperature=warm.quantize(Decimal("0.1")), where="ear")
    page.at(clock, "pulse", by="nurse", pulse=body.pulse + state.pulse + lot.randint(-5, 5), beat="even")
    page.at(
        clock,
        "breathing",
        by="nurse",
        rate=body.breaths + state.breaths + lot.randint(-1, 1),
        looked=["cough" if state.breaths > 3 else "easy"],
    )
    page.at(
        clock,
        "oxygen",
        by="nurse",
        level=min(body.oxygen + state.oxygen + lot.randint(-1, 1), 100),
        air_or_oxygen="air",
    )
    if page.sometimes(0.7):
        page.at(
            clock,
            "blood-pressure",
            by="nurse",
            upper=upper,
            lower=max(upper - lot.randint(48, 62), 45),
            position="sitting",
        )


def _medicine(page: Page, round: str, at: int) -> None:
    said_no = refuses(page, -0.01)
    seen = "said-no" if said_no else "taken" if page.sometimes(0.97) else "some"
    page.at(
        page.about(at, 18),
        "medicine",
        by="nurse",
        seen=seen,
        round=round,
        given_by="nurse",
        tell="medicine.no" if said_no else "medicine",
        **{"with": page.one_of("water", "water", "food")},
    )


def turn(page: Page) -> None:
    """Turns through the night, at the interval that was agreed."""
    for number, at in enumerate(range(1290, 1290 + 570, page.person.needs.turned * 60)):
        page.at(
            page.about(at, 6),
            "turning",
            to=POSITIONS[number % 3],
            help=helped(page),
            skin=["healthy"],
            tell="turning",
        )
