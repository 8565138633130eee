"""Getting up: how the night was, washing, dressing, the first steps; and the same in the evening."""

from typing import Any

from kith.care.generation.lives.page import Page

MORE_HELP = {
    "by-self": "reminded",
    "reminded": "some-help",
    "some-help": "one-helper",
    "one-helper": "two-helpers",
}
CLOTHES = ("glasses", "shoes", "top-teeth", "bottom-teeth", "stockings")


def day(page: Page) -> None:
    """Up, washed, dressed; and to bed."""
    up = max(page.person.ways.wakes + page.lot.randint(-20, 20), 425)
    _waking(page, up)
    _washing(page, up + 15)
    if page.sometimes(0.35):
        page.at(
            page.clock(up + 40),
            "mouth-care",
            what=[page.one_of("teeth", "rinsed", "false-teeth")],
            help=helped(page),
            looked=[page.one_of("healthy", "healthy", "healthy", "dry")],
            tell="mouth",
        )
    if not page.state.in_bed and page.sometimes(0.6):
        page.at(
            page.clock(up + 30),
            "dressing",
            what="dressed",
            help=helped(page),
            chose=page.sometimes(0.85),
            wearing=sorted(page.lot.sample(CLOTHES, 2)),
            tell="dressing",
        )
    if page.sometimes(0.45):
        _moving(page, up + 50)
    if page.sometimes(0.75):
        _to_bed(page)


def helped(page: Page) -> str:
    """The help that they need today."""
    usual = page.person.needs.helpers
    return MORE_HELP.get(usual, usual) if page.state.helped else usual


def refuses(page: Page, more: float = 0.0) -> bool:
    """Whether they say no."""
    return page.sometimes(page.person.ways.refuses + page.state.refuses + more)


def hours_slept(page: Page) -> float:
    """Hours, in halves."""
    slept = page.person.ways.sleeps + page.state.sleeps + page.lot.gauss(0, 0.5)
    return min(max(round(slept * 2) / 2, 1.0), 11.0)


def _waking(page: Page, up: int) -> None:
    hours, usual = hours_slept(page), page.person.ways.sleeps
    slept = "badly" if hours < usual - 1.4 else "fairly" if hours < usual - 0.4 else "well"
    how = "awake-already" if slept == "badly" else page.one_of("by-self", "by-self", "woken")
    if page.state.tone == "ill" and page.sometimes(0.3):
        how = "hard-to-wake"
    if page.sometimes(0.9):
        page.at(page.clock(up), "waking", how=how, slept=slept, hours=hours, tell="waking")


def _washing(page: Page, at: int) -> None:
    if refuses(page):
        page.at(page.clock(at), "washing", what="said-no", tell="washing.no")
        if page.sometimes(0.5):
            page.at(
                page.about(at + 170),
                "washing",
                what="freshen-up",
                help=helped(page),
                how_was_it="fine",
                tell="washing",
            )
        return
    ways, state = page.person.ways, page.state
    usual = ways.bath if page.sometimes(0.45) else "full-wash"
    what = "bed-bath" if state.in_bed or page.person.needs.moves == "hoist" else usual
    how = (
        page.one_of("enjoyed", "fine", "fine")
        if state.tone in ("well", "bright")
        else page.one_of("fine", "uneasy")
    )
    if page.sometimes(0.94):
        page.at(
            page.clock(at),
            "washing",
            what=what,
            help=helped(page),
            skin=[_skin(page)],
            how_was_it=how,
            tell="washing",
        )


def _skin(page: Page) -> str:
    if page.state.sore and page.sometimes(0.7):
        return "bruise"
    fades = 0.2 if page.person.needs.turned else 0.03
    return "red-fades" if page.sometimes(fades) else page.one_of("healthy", "healthy", "healthy", "dry")


AIDS = {
    "by-self": ("walked", ["nothing"]),
    "stick": ("walked", ["stick"]),
    "frame": ("walked", ["wheeled-frame"]),
    "wheelchair": ("wheelchair", []),
    "stand-aid": ("moved-across", ["stand-aid"]),
    "hoist": ("hoist", ["hoist"]),
}


def _moving(page: Page, at: int) -> None:
    moves, state = page.person.needs.moves, page.state
    if state.in_bed:
        return
    what, aids = AIDS[moves]
    steady = "unsteady" if page.sometimes(0.08 + state.unsteady) else "steady"
    if state.breaths > 3:
        steady = "breathless"
    answers: dict[str, Any] = {"aid": aids} if aids else {}
    if what == "walked":
        answers["distance"] = max(5, int(page.lot.randint(3, 12) * 5 * (1 - state.unsteady)) // 5 * 5)
    page.at(
        page.clock(at),
        "mobility",
        what=what,
        where_to="dining-room",
        help=helped(page),
        steady=steady,
        tell="walk",
        **answers,
    )


def _to_bed(page: Page) -> None:
    left = (
        ["unsettled"]
        if page.state.sleeps < -1 and page.sometimes(0.6)
        else [page.one_of("settled", "settled", "asleep", "reading")]
    )
    more = page.one_of("bell-near", "drink-near", "light-on", "door-open")
    page.at(
        page.about(page.person.ways.settles, 20),
        "bedtime",
        how=page.one_of("own-choice", "own-choice", "suggested"),
        help=helped(page),
        left=[*left, more],
        tell="bedtime",
    )
