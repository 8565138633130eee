"""MODS use case 1: Eliza, who has never met Mr Green, reads his week, records his day and reads it back.

Everything in the use case's process breakdown is recorded by tapping, in under three minutes of counted time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from kith.care.days import LONDON, ServiceDay
from kith.directory.models import Account, KnownPatient
from tests.support.browser import browser, signed_in_phone
from tests.support.counting import Hand
from tests.support.homes import as_owner, home
from tests.support.keyboard import Keyboard
from tests.support.live import LiveKith
from tests.support.lived_in import fill, session_cookie
from tests.support.proof import Proof

pytestmark = pytest.mark.browser

THREE_MINUTES = 180
ENTRIES = 14  # of the published day
HOURS_OF_THE_DAY = 14  # until when the published day is told


@dataclass(frozen=True)
class House:
    """Mr Green's home on the day that Eliza comes."""

    green: KnownPatient
    eliza: Account
    day: date


@pytest.fixture(scope="module")
def house(live_kith: LiveKith) -> House:
    """His earlier fortnight as Emily and Eva recorded it; the day itself is empty."""
    now = datetime.now(UTC).astimezone(LONDON)
    day = now.date() if now.hour >= HOURS_OF_THE_DAY else now.date() - timedelta(days=1)
    with as_owner():
        place = home("Willow House")
        green = place.person("Green", "Walter")
        emily, eva = place.worker("care_worker", "Emily Hart"), place.worker("nurse", "Eva Lindqvist")
        place.worker("care_worker", "Mahsa Karimi")
        eliza = place.worker("care_worker", "Eliza Marsh")
    fill(green.id, (emily, eva), ServiceDay().start(day) - timedelta(minutes=1))
    return House(green, eliza, day)


@pytest.fixture(scope="module")
def cookie(house: House) -> str:
    return session_cookie(house.eliza)


@pytest.fixture(scope="module")
def chromium(cookie: str) -> Iterator[Browser]:
    """Begun last: while it runs, this thread's Django may not speak to the database."""
    with browser() as started:
        yield started


@pytest.fixture
def phone(chromium: Browser, live_kith: LiveKith, cookie: str) -> Iterator[Page]:
    context = signed_in_phone(chromium, live_kith.url, cookie)
    faults: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    context.close()
    assert not faults


class Eliza:
    """What she does with her thumb."""

    def __init__(self, page: Page, day: date, hand: Hand) -> None:
        self.page, self.day, self.hand = page, day, hand

    @property
    def sheet(self) -> Locator:
        return self.page.get_by_role("dialog")

    def records(
        self,
        kind: str,
        *answers: str,
        quick: str = "",
        at: str = "",
        with_: str = "",
        steps: dict[str, str] | None = None,
    ) -> None:
        """One entry: its tile, a quick answer, further answers, when, with whom, save."""
        saved = self.page.locator("kith-recent .pk-row").count()
        self.hand.tap(self.page.locator(f"[data-kind={kind}]").first)
        self.hand.arrive(lambda: expect(self.sheet).to_be_visible())
        if quick:
            self.hand.tap(self.sheet.get_by_role("button", name=quick, exact=True))
        for answer in answers:
            group, _, option = answer.partition(": ")
            tiles = self.sheet.get_by_role("group", name=group)
            self.hand.tap(tiles.get_by_label(option, exact=True))
        for field, words in (steps or {}).items():
            self.hand.type(self.sheet.get_by_role("textbox", name=field), words)
        if with_:
            self.hand.tap(self.sheet.get_by_role("checkbox", name=with_))
        self.at(at)
        self.hand.tap(self.sheet.get_by_role("button", name="Save for"))
        self.hand.wait(lambda: expect(self.page.locator("kith-recent .pk-row")).to_have_count(saved + 1))

    def at(self, time: str) -> None:
        """Say when: the time of the entry before, or a picked one."""
        before = self.sheet.get_by_role("radio", name="as before")
        if not time:
            self.hand.tap(before)
            return
        self.hand.tap(self.sheet.get_by_role("radio", name="Pick a time"))
        field = self.sheet.get_by_label("Time", exact=True).first
        self.hand.finds(field)
        self.hand.type_on(field, time)
        day = self.sheet.get_by_label("Day", exact=True).first
        if day.input_value() != self.day.isoformat():
            self.hand.type(day, self.day.isoformat())


def test_the_published_day_is_recorded_read_back_and_compared(
    phone: Page, live_kith: LiveKith, house: House, proof: Proof
) -> None:
    person = f"{live_kith.url}/people/{house.green.id}"

    # Before starting work she goes over his days: they are there to be read.
    phone.goto(f"{person}/weeks/?to={(house.day - timedelta(days=1)).isoformat()}")
    expect(phone.get_by_role("region", name="Wash")).to_contain_text("7 times on 7 days")
    phone.goto(f"{person}/day/{house.day.isoformat()}/")
    expect(phone.get_by_role("region", name="Totals of the day")).to_contain_text("Drink Nothing recorded")

    eliza = records_the_day(phone, house, Hand())
    proof.figure("use case 1, counted time", round(eliza.hand.counted, 1), "s")
    proof.figure("use case 1, of which waited", round(eliza.hand.waited, 1), "s")
    assert eliza.hand.counted < THREE_MINUTES, eliza.hand

    read_back(phone, f"{person}/day/{house.day.isoformat()}/", house.day)
    compared(phone, f"{person}/weeks/?to={house.day.isoformat()}", house.day)


def test_the_published_day_is_recorded_by_keyboard_alone(
    phone: Page, live_kith: LiveKith, house: House
) -> None:
    phone.goto(f"{live_kith.url}/people/{house.green.id}/day/{house.day.isoformat()}/")
    eliza = records_the_day(phone, house, Keyboard())
    assert len(phone.locator("kith-recent .pk-row").all()) == ENTRIES
    eliza.hand.tap(phone.get_by_role("link", name="Day", exact=True).first)
    expect(phone.get_by_role("region", name="Totals of the day")).to_be_visible()


def records_the_day(page: Page, house: House, hand: Hand) -> Eliza:
    """From the day's page to the last entry sent."""
    eliza = Eliza(page, house.day, hand)
    eliza.hand.tap(page.get_by_role("link", name="Record", exact=True).first)
    eliza.hand.arrive(lambda: page.locator("[data-kind=waking]").first.wait_for())
    the_day(eliza)
    expect(page.locator("kith-recent .pk-row:not([data-state=sent])")).to_have_count(0)
    expect(page.locator("kith-state")).to_contain_text("Everything is sent.")
    return eliza


def the_day(eliza: Eliza) -> None:
    """The scenario of use case 1, sentence by sentence."""
    # Today, Mr Green woke up at 8 o'clock [and wanted to have a shower]; how much sleep he had.
    eliza.records(
        "waking", "How did they sleep?: Well", quick="Woke by themselves, wanted a shower", at="08:00",
        steps={"Hours of sleep": "8"},
    )  # fmt: skip
    # Eliza assisted Mr Green with a shower and helped him to go to the toilet.
    eliza.records("washing", quick="Shower, some help")
    eliza.records("toileting", quick="Toilet, wee, some help")
    # By himself, he walked to the dining room where he ate two eggs and a roll and drank a cup of coffee.
    eliza.records("mobility", quick="Walked by themselves, dining room")
    # He was sitting next to Mr Brown where he normally sits.
    eliza.records(
        "food", "What was it?: Eggs", "What was it?: Bread or roll", "Where?: Dining room",
        "Who with?: With others, usual place", quick="Breakfast, ate all", at="08:30",
        steps={"More about the food": "2 eggs, 1 roll"},
    )  # fmt: skip
    eliza.records("drink", quick="Cup of coffee, drank all")
    # After that, he read the daily newspaper.
    eliza.records("activity", quick="Read the paper", at="08:45")
    # At 9 o'clock nurse Eva gave him his medication, which he took with a glass of water.
    eliza.records("medicine", quick="Took morning medicines from a nurse", at="09:00", with_="Eva Lindqvist")
    eliza.records("drink", quick="Glass of water, drank all")
    # At 10 o'clock Mahsa picked him up for the choir group. He was in a good mood and looked as if he was
    # having a good time with the other residents.
    eliza.records(
        "group-activity", "Which group?: Choir or singing", "How did they take part?: Joined in",
        "How did they seem?: Happy", "How was it with the others?: Had a good time together", at="10:00",
        with_="Mahsa Karimi",
    )  # fmt: skip
    # How his mood and communication was, and whether anything had changed.
    eliza.records("mood", "How did they feel?: Happy", "How do you know?: It looked so")
    eliza.records(
        "communication", "How did they tell you things?: Talked", "Did you understand them?: Easily",
        "Compared with other days: As usual",
    )  # fmt: skip
    # At 12 o'clock he went for lunch in the dining room where he ate some soup and a sandwich.
    eliza.records(
        "food", "What was it?: Soup", "What was it?: Sandwich", "Where?: Dining room",
        quick="Lunch, ate all", at="12:00",
    )  # fmt: skip
    # After that he went for an afternoon nap in his room.
    eliza.records("sleep", quick="Afternoon nap, own bed", at="13:00")


def read_back(page: Page, address: str, day: date) -> None:
    """Everything stands on the day's page, with its time and who did it."""
    page.goto(address)
    main = page.get_by_role("main")
    for said in (
        "08:00", "shower", "08:30", "Eggs", "2 eggs, 1 roll", "coffee", "paper", "09:00", "10:00", "Choir",
        "Had a good time together", "Happy", "Talked", "As usual", "12:00", "Soup", "Sandwich", "13:00",
        "Eliza Marsh", "Eva Lindqvist", "Mahsa Karimi",
    ):  # fmt: skip
        expect(main).to_contain_text(said, ignore_case=True)
    week_before = day - timedelta(days=7)
    expect(
        main.get_by_role("heading", name=f"{week_before:%A} {in_words(week_before)}").first
    ).to_be_visible()


def compared(page: Page, address: str, day: date) -> None:
    """The days before stand beside it, in figures and in words."""
    page.goto(address)
    drink = page.get_by_role("region", name="Drink")
    expect(drink).to_contain_text(f"{in_words(day)}: 400 ml")
    expect(drink).to_contain_text(f"{in_words(day - timedelta(days=1))}: ")
    expect(drink).to_contain_text("Before:")
    expect(page.get_by_role("region", name="Group")).to_contain_text(f"{in_words(day)}: once")


def in_words(day: date) -> str:
    """A date as people say it: 3 July."""
    return f"{day.day} {day:%B}"
