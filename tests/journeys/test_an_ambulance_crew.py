"""At four in the morning a care worker shows a crew what it must know: typed or scanned, read, ended, and told."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
import segno
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from kith.access import gate
from kith.catalogue.readability import HIGHEST_AGE, reading_age
from kith.directory.models import KnownPatient
from kith.record.ids import new_id
from tests.journeys.test_on_paper import SHEET
from tests.journeys.test_one_tablet import looked_at
from tests.support.browser import PHONE, axe_findings, browser, signed_in_phone
from tests.support.counting import Hand
from tests.support.facts import fact
from tests.support.homes import as_owner, home, signed_in
from tests.support.live import LiveKith
from tests.support.lived_in import JEAN, know_allergy, person, session_cookie
from tests.support.own_access import give

pytestmark = pytest.mark.browser
UNTIL_READ = 45.0
"""Seconds of counted time from the worker's tap until the crew reads: a code of eight letters and three lines typed."""
WIDTH, HEIGHT = 390, 844
SMALL = 25_000
"""Bytes of everything that the crew's screen loads, styles and script included, as they go over the wire."""
OVER = "This code is not open any more. Ask the care worker for a new one."
PICTURES = (
    Path(os.environ["KITH_TEST_JOURNEY_PICTURES"]) if "KITH_TEST_JOURNEY_PICTURES" in os.environ else None
)
CPR: dict[str, Any] = {
    "decision": "do-not-attempt", "made-by": "Dr A. Okonjo, GP", "made-on": date(2026, 2, 11), "original": "Red folder",
    "source": "document",
}  # fmt: skip
KNOWN: tuple[tuple[str, dict[str, Any] | None], ...] = (
    ("cpr", CPR),
    ("risk", None),
    ("calms", None),
    ("talking", {"known": "known", "how": "Face him", "language": "English", "source": "family"}),
    ("usual", {"known": "known", "mind": "Awake, clear, jokes", "body": "with a frame", "source": "staff"}),
    ("contact", JEAN),
    ("texture", None),
    ("moving", None),
    ("medicine", {"seen": "taken", "which": "Apixaban"}),
)


@dataclass(frozen=True)
class House:
    """Whom the crew comes for, and sign-ins of the care worker, the nurse and the person."""

    walter: KnownPatient
    sam: str
    eva: str


@pytest.fixture(scope="module")
def house(live_kith: LiveKith) -> House:
    with as_owner():
        place = home()
        walter = person(place, "Green", "Walter", "Room 12")
        know_allergy(place, walter.id, "Penicillin")
        sam, eva = place.worker("care_worker", "Sam Okoro"), place.worker("nurse", "Eva Lindholm")
        manager = place.worker("manager", "Margaret Hill")
    with signed_in(eva) as viewer:
        record = gate.open_to_write(viewer, walter.id)
        for kind, answers in KNOWN:
            record.add(
                fact(
                    kind,
                    answers,
                    by=viewer.practitioner,
                    patient=walter.id,
                    at=timezone.now() - timedelta(minutes=30),
                    id=new_id(),
                )
            )
    give(manager, place, walter)
    return House(walter, session_cookie(sam), session_cookie(eva))


@pytest.fixture(scope="module")
def chromium(house: House) -> Iterator[Browser]:
    """Begun last: while it runs, this thread's Django may not speak to the database."""
    with browser() as started:
        yield started


@pytest.fixture
def worker(chromium: Browser, live_kith: LiveKith, house: House) -> Iterator[Page]:
    context = signed_in_phone(chromium, live_kith.url, house.sam)
    yield context.new_page()
    context.close()


@pytest.fixture
def crew(chromium: Browser) -> Iterator[Page]:
    """A phone of their own, of which Kith knows nothing."""
    context = chromium.new_context(**PHONE)
    faults: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    context.close()
    assert not faults


def seen(page: Page, name: str, *, new: bool = True) -> None:
    """axe at a phone's and a desk's width, and of a new screen targets, widths and large text (of others:
    test_screens.py); a picture for whoever looks at screens.
    """
    for width in (WIDTH, 1280):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        if PICTURES is not None:
            page.screenshot(path=PICTURES / f"{name}-{width}.png", full_page=True)
            page.emulate_media(color_scheme="dark")
            page.screenshot(path=PICTURES / f"{name}-{width}-night.png", full_page=True)
        if new:
            looked_at(page, width, name)
        page.emulate_media(color_scheme="light")
        assert axe_findings(page) == []
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})


def code_of(worker: Page, live_kith: LiveKith, house: House) -> str:
    """Two taps from the person: their emergency page, and the button."""
    worker.goto(f"{live_kith.url}/people/{house.walter.id}/summary/")
    worker.get_by_role("link", name="Emergency page").tap()
    worker.get_by_role("button", name="Show to the ambulance crew").tap()
    expect(worker.get_by_role("heading", name="Show to the ambulance crew")).to_be_visible()
    return worker.locator(".kith-code__code").inner_text()


def says_who(page: Page, hand: Hand) -> None:
    hand.type(page.get_by_label("Your service"), "EMAS")
    hand.type(page.get_by_label("Call sign or incident number"), "7123")
    hand.type(page.get_by_label("Your name"), "Jo Smith")
    hand.tap(page.get_by_role("button", name="Show me"))
    hand.arrive(lambda: expect(page.get_by_role("heading", name="Walter Green")).to_be_visible())


def in_the_first_view(page: Page) -> list[str]:
    """Which of the facts of the first ten seconds lie below what a phone shows at first."""
    page.evaluate("scrollTo(0, 0)")
    facts = {
        "name": page.get_by_role("heading", name="Walter Green"),
        "NHS number": page.locator(".crew-who p", has_text="NHS"),
        "CPR": page.get_by_text("Do not attempt CPR"),
        "allergy": page.get_by_text("Penicillin"),
        "risk": page.locator("section", has=page.get_by_role("heading", name="Main risks")).locator("li").first,
    }  # fmt: skip
    boxes = {name: where.bounding_box() for name, where in facts.items()}
    return [name for name, box in boxes.items() if box is None or box["y"] + box["height"] > HEIGHT]


def sent_to(page: Page) -> int:
    """Bytes of the page and all that it asks for, as they went over the wire or would have."""
    return int(
        page.evaluate(
            """() => ["navigation", "resource"].flatMap((kind) => performance.getEntriesByType(kind))
                 .reduce((all, each) => all + each.encodedBodySize, 0)"""
        )
    )


def test_typed_read_ended_and_told(
    worker: Page, crew: Page, chromium: Browser, live_kith: LiveKith, house: House,
    owner: psycopg.Connection[Any],
) -> None:  # fmt: skip
    code = code_of(worker, live_kith, house)
    picture = segno.make(f"{live_kith.url}/crew/#{code}", error="m").svg_data_uri(
        scale=6, border=3, light="#fff"
    )
    assert worker.get_by_role("img", name="QR code").get_attribute("src") == picture
    expect(worker.get_by_role("main")).to_contain_text(f"{live_kith.url.partition('://')[2]}/crew/")
    seen(worker, "show-a-code")

    # The crew types what it sees, says who it is, and reads.
    hand = Hand()
    crew.goto(f"{live_kith.url}/crew/")
    seen(crew, "crew-form")
    hand.type(crew.get_by_label("Code from the care worker"), code.lower())
    says_who(crew, hand)
    assert hand.counted < UNTIL_READ, str(hand)
    assert code not in crew.url
    assert in_the_first_view(crew) == []
    for said in ("88 years", "Room 12", "Singing", "Awake, clear, jokes", "Apixaban", "01632 960 001"):
        expect(crew.get_by_role("main")).to_contain_text(said)
    assert 0 < sent_to(crew) < SMALL
    seen(crew, "crew-screen")
    assert in_the_first_view(crew) == []
    printed = crew.pdf(format="A4", prefer_css_page_size=True)
    assert len(SHEET.findall(printed)) == 1
    assert reading_age(crew.locator(".crew-foot").inner_text()) <= HIGHEST_AGE
    if PICTURES is not None:
        (PICTURES / "crew-screen.pdf").write_bytes(printed)

    # Nothing else of Kith is there for them.
    for address in (
        "/",
        f"/people/{house.walter.id}/",
        f"/people/{house.walter.id}/emergency/",
        "/handover/",
    ):
        crew.goto(f"{live_kith.url}{address}")
        expect(crew.get_by_role("heading", name="Walter Green")).to_have_count(0)
        assert "Penicillin" not in crew.content()
    crew.goto(f"{live_kith.url}/crew/")
    expect(crew.get_by_text("Penicillin")).to_be_visible()

    # The same code opens nothing on a second phone.
    other = chromium.new_context(**PHONE)
    thief = other.new_page()
    thief.goto(f"{live_kith.url}/crew/")
    thief.get_by_label("Code from the care worker").fill(code)
    for label in ("Your service", "Call sign or incident number", "Your name"):
        thief.get_by_label(label).fill("x")
    thief.get_by_role("button", name="Show me").tap()
    expect(thief.get_by_text(OVER)).to_be_visible()
    seen(thief, "crew-over")
    other.close()

    # The worker sees who has it, and ends it; the crew's next request says so and shows nothing.
    worker.goto(f"{live_kith.url}/people/{house.walter.id}/emergency/")
    expect(worker.get_by_role("list", name="Shown to")).to_contain_text("Jo Smith, EMAS, 7123")
    seen(worker, "emergency-with-a-crew", new=False)
    worker.get_by_role("listitem").filter(has_text="Jo Smith").get_by_role("button", name="End it now").tap()
    expect(worker.get_by_role("heading", name="Show to the ambulance crew")).to_be_visible()
    expect(worker.get_by_role("list", name="Shown to")).to_have_count(0)
    seen(worker, "show-without-a-code")
    crew.reload()
    expect(crew.get_by_text(OVER)).to_be_visible()
    assert "Walter" not in crew.content()

    # Whoever reads who looked, reads it in the crew's own words, with who showed it.
    nurses = signed_in_phone(chromium, live_kith.url, house.eva)
    nurse = nurses.new_page()
    nurse.goto(f"{live_kith.url}/people/{house.walter.id}/looks/")
    look = nurse.locator(".kith-look", has_text="Jo Smith")
    expect(look).to_contain_text("“Jo Smith, EMAS, 7123”, shown by Sam Okoro, Ambulance crew")
    expect(look).to_contain_text("emergency facts")
    seen(nurse, "who-looked-crew", new=False)
    nurses.close()


def test_scanned_and_over_by_itself(
    worker: Page, crew: Page, live_kith: LiveKith, house: House, owner: psycopg.Connection[Any]
) -> None:
    # The picture leads to the page with the code in it; it does not stay in the address.
    code = code_of(worker, live_kith, house)
    crew.goto(f"{live_kith.url}/crew/#{code}")
    expect(crew.get_by_label("Code from the care worker")).to_have_value(code)
    expect(crew.get_by_label("Your service")).to_be_focused()
    assert crew.url == f"{live_kith.url}/crew/"
    says_who(crew, Hand())
    assert in_the_first_view(crew) == []

    # When the time is up the screen clears itself, and looking again shows nothing.
    owner.execute(
        "update session set until = clock_timestamp() where role = 'ambulance_crew' and ended is null"
    )
    crew.get_by_role("link", name="Look again now").tap()
    expect(crew.get_by_text(OVER)).to_be_visible()
    crew.get_by_role("link", name="Type a code").tap()
    expect(crew.get_by_label("Code from the care worker")).to_have_value("")


def test_a_phone_that_lies_there_clears_itself(
    worker: Page, crew: Page, live_kith: LiveKith, house: House
) -> None:
    code = code_of(worker, live_kith, house)
    crew.clock.install()
    crew.goto(f"{live_kith.url}/crew/#{code}")
    says_who(crew, Hand())
    with crew.expect_navigation():
        crew.clock.fast_forward("04:00:05")
    expect(crew.get_by_role("heading", name="Walter Green")).to_be_visible()  # the server says: still open
    crew.get_by_role("button", name="We are done: close it").tap()
    expect(crew.get_by_text("It is closed")).to_be_visible()
    crew.go_back()
    expect(crew.get_by_text("Penicillin")).to_have_count(0)
