"""A change is noticed: the carer sees it, reads why, and closes it in two taps; a colleague sees what was done."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from kith.access import gate
from kith.care import queries
from kith.catalogue.components import DailyEntry
from kith.catalogue.loader import catalogue
from kith.directory.models import Account, KnownPatient
from kith.record.ids import new_id
from tests.support.browser import PHONE, axe_findings, browser
from tests.support.homes import as_owner, home, signed_in
from tests.support.live import LiveKith
from tests.support.lived_in import know_allergy, person, session_cookie

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Scene:
    """Mr Green has drunk little for two days, and a change for the worse was noticed."""

    green: KnownPatient
    carer: str
    nurse: str


@pytest.fixture(scope="module")
def scene(live_kith: LiveKith) -> Scene:
    with as_owner():
        house = home("Willow House")
        green = person(house, "Green", "Walter", "Room 4", ("Choking risk", "Falls"))
        okafor = person(house, "Okafor", "Winifred", "Room 2")
        know_allergy(house, green.id, "Penicillin")
        carer, nurse = house.worker("care_worker", "Eliza Marsh"), house.worker("nurse", "Priya Nair")
    for who, low in ((green, 2), (okafor, 0)):
        fill(carer, who, low)
    return Scene(green, session_cookie(carer), session_cookie(nurse))


def fill(account: Account, who: KnownPatient, low: int) -> None:
    """Four weeks of five cups, little in the last `low` whole days; where low, a marked change today."""
    with signed_in(account) as viewer:
        record, rule = gate.open(viewer, who.id, face="test", asked="to record"), queries.rule_of(viewer)
        for back in range(1, 29):
            start = rule.start(rule.of(datetime.now(UTC)) - timedelta(days=back))
            for cup in range(5):
                taken = Decimal(110 if back <= low else 250 + back * 13 % 40)
                answers = {"what": "tea", "offered": Decimal(300), "taken": taken}
                record.add(
                    entry("drink", who, viewer.practitioner, start + timedelta(hours=1 + 2 * cup), answers)
                )
        if low:
            answers = {"about": ["muddle", "sleepy"], "direction": "worse", "told": ["nobody-yet"]}
            record.add(
                entry(
                    "marked-change",
                    who,
                    viewer.practitioner,
                    datetime.now(UTC) - timedelta(minutes=9),
                    answers,
                )
            )


def entry(kind: str, who: KnownPatient, author: object, when: datetime, answers: dict) -> DailyEntry:
    return DailyEntry(
        id=new_id(), kind=kind, definition=catalogue().kind(kind).canonical, patient=who.id, occurred=when,
        author=author, made=when, answers=answers,
    )  # fmt: skip


@pytest.fixture(scope="module")
def chromium(scene: Scene) -> Iterator[Browser]:
    with browser() as started:
        yield started


def opened(chromium: Browser, url: str, cookie: str, **more: object) -> Page:
    """A page of somebody who has signed in."""
    context = chromium.new_context(**{"locale": "en-GB", "timezone_id": "Europe/London", **more})
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": url}])
    return context.new_page()


def picture(page: Page, name: str) -> None:
    """Kept for whoever looks at the run."""
    folder = Path("test-results")
    folder.mkdir(exist_ok=True)
    page.screenshot(path=folder / f"{name}.png", full_page=True)


def pages(scene: Scene) -> dict[str, str]:
    of = f"/people/{scene.green.id}/"
    return {
        "here": "/",
        "changes": "/changes/",
        "changes-of": f"{of}changes/",
        "day": of,
        "weeks": f"{of}weeks/",
    }


@pytest.mark.parametrize("name", ["here", "changes", "changes-of", "day", "weeks"])
def test_axe_finds_nothing_and_large_text_breaks_nothing(chromium, live_kith, scene, name) -> None:
    for how, width, night in (("phone", 390, False), ("desk", 1280, True)):
        scheme = "dark" if night else "light"
        page = opened(
            chromium,
            live_kith.url,
            scene.carer,
            viewport={"width": width, "height": 844},
            color_scheme=scheme,
        )
        page.goto(live_kith.url + pages(scene)[name])
        expect(page.get_by_text("A change for the worse").first).to_be_attached()
        for summary in page.locator(".kith-noticed__act > summary, .kith-noticed__why > summary").all():
            summary.click()
        picture(page, f"noticed-{name}-{how}")
        assert axe_findings(page) == []
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{name} scrolls sideways by {wide} at 200 %"
        page.context.close()


def test_a_carer_closes_a_change_in_two_taps_and_a_nurse_sees_what_was_done(
    chromium, live_kith, scene
) -> None:
    # Who is here marks Mr Green by word and shape, and never more than two alerts.
    carer = opened(chromium, live_kith.url, scene.carer, **PHONE)
    carer.goto(live_kith.url)
    card = carer.locator(".kith-person", has_text="Walter Green")
    expect(card.locator(".kith-alert--noticed")).to_have_text("A change for the worse")
    assert card.locator(".kith-alert:not(.kith-alert--more)").count() == 2
    expect(
        carer.locator(".kith-person", has_text="Winifred Okafor").locator(".kith-alert--noticed")
    ).to_have_count(0)

    # His day tells it in a sentence with its numbers.
    carer.goto(f"{live_kith.url}/people/{scene.green.id}/")
    expect(carer.get_by_text("Drank 550 ml yesterday and 550 ml the day before; usually")).to_be_visible()

    # Two taps close it.
    drinks = carer.locator(".kith-noticed__card", has_text="Drinking less")
    drinks.get_by_text("Say what was done").tap()
    drinks.get_by_role("button", name="Told the nurse").tap()
    expect(carer.get_by_text("Saved. It can be opened again below.")).to_be_visible()
    expect(carer.locator(".kith-noticed__card", has_text="Drinking less")).to_have_count(0)

    # The nurse sees in the day that it was done, and by whom.
    nurse = opened(chromium, live_kith.url, scene.nurse, viewport={"width": 1280, "height": 800})
    nurse.goto(f"{live_kith.url}/people/{scene.green.id}/")
    line = nurse.locator(".kith-entry", has_text="Acted on: Drinking less")
    expect(line).to_contain_text("Told the nurse")
    expect(line).to_contain_text("Eliza Marsh")

    # She closes the other with the keyboard alone, and has to say why.
    nurse.goto(f"{live_kith.url}/people/{scene.green.id}/changes/")
    act = nurse.locator(".kith-noticed__card", has_text="A change for the worse")
    act.locator(".kith-noticed__act > summary").focus()
    nurse.keyboard.press("Enter")
    act.get_by_label("Or, because").focus()
    nurse.keyboard.type("He was up in the night with his son")
    nurse.keyboard.press("Tab")
    nurse.keyboard.press("Enter")
    expect(nurse.get_by_text("Seen, expected: He was up in the night with his son")).to_be_visible()
    expect(nurse.get_by_text("Nothing has changed that the rules look for")).to_be_visible()
    picture(nurse, "noticed-done-desk")

    # The whole service has nothing left, and says so.
    nurse.get_by_role("link", name="Changes", exact=True).click()
    expect(nurse.get_by_text("Nothing has changed that the rules look for")).to_be_visible()
    picture(nurse, "noticed-nothing-desk")
    nurse.context.close()
    carer.context.close()
