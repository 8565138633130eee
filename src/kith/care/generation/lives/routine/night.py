"""The night: checks at the interval agreed with the person, by elapsed time, so that a clock change adds or takes one."""

from datetime import datetime, timedelta

from kith.care.generation.lives.page import Page

FIRST, LAST = "22:45", "06:40"


def day(page: Page) -> None:
    """Checks from the first to the last of the night, and what was found."""
    instant, last = page.moment(FIRST), page.moment(LAST)
    while instant <= last:
        if page.sometimes(0.93):
            check(page, instant + timedelta(minutes=page.lot.randint(0, 6)))
        instant += timedelta(hours=page.person.needs.checked)


def check(page: Page, clock: datetime) -> None:
    """One check."""
    if page.sometimes(0.05 + 0.14 * page.state.wakings):
        found = page.one_of("unsettled", "out-of-bed", "calling", "unsettled")
        page.at(
            clock,
            "night-check",
            found=found,
            done=[page.one_of("comforted", "drink", "toilet")],
            tell="night.up",
        )
        return
    found = "resting" if page.sometimes(0.15 + 0.1 * page.state.wakings) else "asleep"
    page.at(clock, "night-check", found=found, breathing=True, tell="night")
