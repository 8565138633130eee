"""A usual day, a part of it a file: what a home records about somebody from morning to morning."""

from kith.care.generation.lives.page import Page
from kith.care.generation.lives.routine import comfort, company, health, meals, morning, night, toilet


def usual_day(page: Page) -> None:
    """One day as this person is today. In their last days routine has stopped, and comfort is seen to."""
    if page.state.comfort:
        comfort.day(page)
        return
    for part in (morning, meals, toilet, company, health, night):
        part.day(page)
