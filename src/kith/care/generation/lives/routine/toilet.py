"""The toilet, and bowels in their own rhythm."""

from kith.care.generation.lives.page import Page
from kith.care.generation.lives.routine.morning import helped

TIMES = (470, 685, 860, 1010, 1255)
STOOLS = {"": ("3", "4", "4", "4"), "loose": ("6", "7"), "hard": ("1", "2")}


def day(page: Page) -> None:
    """What was written down of it: all where help or a chart is needed, little where somebody goes alone."""
    needs = page.person.needs
    if needs.continence == "catheter":
        _catheter(page)
    else:
        _water(page, 0.25 if needs.helpers == "reminded" else 0.55)
    _bowels(page)


def opens(page: Page) -> bool:
    """Whether bowels open today by this person's own rhythm. Days are counted through, so that any day can be asked."""
    every = page.person.ways.bowels
    number = page.day.toordinal() + sum(map(ord, page.person.key))
    return int(number / every) != int((number - 1) / every)


def _water(page: Page, written: float) -> None:
    for at in TIMES:
        if page.sometimes(written):
            _once(page, page.about(at, 20))
    more = page.state.water - 1
    for _ in range(int(more * 4 + page.lot.random())):
        _once(page, page.about(page.one_of(600, 740, 930, 1130, 1340, 1480, 1600), 25))


def _once(page: Page, clock: str) -> None:
    if page.person.needs.continence == "pad" and page.sometimes(0.7):
        page.at(
            clock,
            "toileting",
            result="urine",
            where="pad",
            pad="wet-changed",
            help=helped(page),
            tell="toileting",
        )
        return
    where = "commode" if page.state.in_bed else "toilet"
    page.at(
        clock,
        "toileting",
        result="urine" if page.sometimes(0.93) else "nothing",
        where=where,
        help=helped(page),
        tell="toileting",
    )


def _bowels(page: Page) -> None:
    state, where = page.state.bowels, "commode" if page.state.in_bed else "toilet"
    if state == "none":
        if page.sometimes(0.75):
            page.at(page.about(1240), "bowels", opened=False, tell="bowels.no")
    elif state or opens(page):
        about = "bowels.loose" if state == "loose" else "bowels"
        for _ in range(3 if state == "loose" else 1):
            page.at(
                page.about(page.one_of(500, 560, 700, 1000), 20),
                "bowels",
                opened=True,
                type=page.lot.choice(STOOLS[state]),
                amount=page.one_of("small", "medium", "medium", "large"),
                where=where,
                tell=about,
            )


def _catheter(page: Page) -> None:
    for at, usual in ((440, 600), (860, 400), (1270, 450)):
        drained = max(50, round(page.lot.gauss(usual, 80) * page.state.drinks / 50) * 50)
        colour = "dark" if page.state.drinks < 0.7 else page.one_of("yellow", "pale", "yellow")
        page.at(
            page.about(at, 10),
            "catheter",
            what=["emptied", "checked"],
            drained=drained,
            draining=True,
            colour=colour,
        )
