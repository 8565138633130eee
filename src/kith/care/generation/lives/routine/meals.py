"""Drinks and meals: offered and taken are two amounts, drinks in steps of 50 ml, meals in quarters of a helping."""

from typing import Any

from kith.care.generation.lives.page import Page
from kith.care.generation.lives.routine.morning import refuses

ROUNDS = (
    (455, "hot"),
    (525, "hot"),
    (650, "hot"),
    (755, "cold"),
    (905, "hot"),
    (1055, "hot"),
    (1090, "cold"),
    (1215, "bed"),
)
"""When drinks come round, in minutes after midnight, and which."""
BROUGHT = (0.97, 0.92)
"""How many of them reach somebody: on weekdays, at weekends."""
MEALS = ((530, "breakfast"), (760, "lunch"), (1055, "evening-meal"))
FOODS = {
    "lunch": (
        ("meat", "potatoes", "vegetables"),
        ("fish", "potatoes"),
        ("curry-stew", "rice-pasta"),
        ("pulses", "vegetables"),
        ("rice-pasta", "salad"),
        ("meat", "vegetables", "pudding"),
        ("fish", "vegetables"),
    ),
    "evening-meal": (
        ("sandwich", "fruit"),
        ("soup", "bread"),
        ("eggs", "toast"),
        ("cheese", "salad"),
        ("soup", "sandwich"),
        ("pulses", "toast"),
        ("rice-pasta",),
    ),
}
SOFTER = {
    "breakfast": (("porridge",), ("porridge", "yoghurt")),
    "lunch": (("curry-stew", "potatoes"), ("fish", "vegetables"), ("pulses", "potatoes")),
    "evening-meal": (("soup", "yoghurt"), ("eggs", "potatoes"), ("rice-pasta", "pudding")),
}
"""What can be made to IDDSI levels 4 to 6."""


def day(page: Page) -> None:
    """Every drink and meal that was written down."""
    brought = BROUGHT[page.weekend]
    for at, which in ROUNDS:
        if page.sometimes(brought):
            drink(page, page.about(max(at, page.person.ways.wakes + 12), 12), which)
    for at, which in MEALS:
        if page.sometimes(0.96):
            meal(page, page.about(max(at, page.person.ways.wakes + 45), 10), which)
    if page.sometimes(0.3):
        cake = (
            page.one_of("cake", "fruit", "yoghurt") if page.person.needs.food.startswith("7") else "yoghurt"
        )
        share = round(page.weighted(0.85 * min(page.state.eats, 1)) * 2) / 4
        page.at(
            page.about(915),
            "food",
            meal="afternoon",
            foods=[cake],
            offered=0.5,
            taken=min(share, 0.5),
            **_texture(page),
        )


def drink(page: Page, clock: str, which: str) -> None:
    """One drink: as much of it as they drink today."""
    ways, needs = page.person.ways, page.person.needs
    what = {"hot": ways.hot, "cold": ways.cold, "bed": page.one_of("hot-chocolate", "milk", ways.hot)}[which]
    if page.state.kilograms < -2 and which == "cold" and page.sometimes(0.4):
        what = "supplement"
    offered = ways.cup if which == "hot" else page.one_of(150, 200, 200)
    share = 0.0 if refuses(page, -0.01) else page.weighted(ways.drinks * page.state.drinks)
    taken = min(round(share * offered / 50) * 50, offered)
    answers: dict[str, Any] = {"thickness": needs.drinks} if needs.drinks != "0" else {}
    if needs.moves == "hoist" and page.sometimes(0.5):
        answers["help"] = "one-helper"
    if taken < offered / 2 and page.sometimes(0.5):
        answers["why_less"] = _why(page)
    page.at(
        clock,
        "drink",
        what=what,
        offered=offered,
        taken=taken,
        tell="drink" if taken else "drink.no",
        **answers,
    )


def meal(page: Page, clock: str, which: str) -> None:
    """One meal."""
    level, ways, state = page.person.needs.food, page.person.ways, page.state
    foods = _foods(page, which, level)
    share = 0.0 if refuses(page, -0.01) else page.weighted(ways.eats * min(state.eats, 1.15), 0.17)
    taken = round(share * 4) / 4
    answers = _texture(page)
    if taken < 0.6 and page.sometimes(0.5):
        answers["why_less"] = _why(page)
    where = (
        "in-bed"
        if state.in_bed
        else "own-room"
        if state.tone in ("ill", "low") and page.sometimes(0.6)
        else "dining-room"
    )
    if where == "dining-room" and page.sometimes(0.5):
        answers["company"] = "usual-place"
    page.at(
        clock,
        "food",
        meal=which,
        foods=list(foods),
        offered=1,
        taken=taken,
        where=where,
        tell="food" if taken else "food.no",
        **answers,
    )


def _foods(page: Page, which: str, level: str) -> tuple[str, ...]:
    if not level.startswith("7"):
        return tuple(page.lot.choice(SOFTER[which]))
    return page.person.ways.breakfast if which == "breakfast" else page.lot.choice(FOODS[which])


def _texture(page: Page) -> dict[str, Any]:
    level = page.person.needs.food
    return {"texture": level} if level != "7" else {}


def _why(page: Page) -> str:
    if page.state.tone in ("ill", "dying"):
        return str(page.one_of("unwell", "sleepy", "unwell"))
    if page.state.tone in ("low", "muddled"):
        return str(page.one_of("upset", "said-no", "not-known"))
    return str(page.one_of("had-enough", "said-no", "did-not-like", "sleepy", "not-known"))
