"""Ivy comes from an agency and has never been here: let in at the gate, a PIN of her own, and safe care for Mr Green."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from kith.access import gate
from kith.access.factors import devices
from kith.directory.models import KnownPatient
from tests.support.browser import PHONE, browser
from tests.support.counting import Hand
from tests.support.doors import OTHER_PIN, PIN, with_pin
from tests.support.facts import fact
from tests.support.homes import as_owner, home, signed_in
from tests.support.live import LiveKith
from tests.support.lived_in import know_allergy, person
from tests.support.proof import Proof

pytestmark = pytest.mark.browser
LET_IN, FIRST_CARE = 120.0, 240.0
"""Seconds of counted time: for the lead to let her in (practice, rule 14), and from the gate to her first entry."""


@dataclass(frozen=True)
class House:
    """The home, whom she will care for, whom not, and the code of the tablet that both use."""

    green: KnownPatient
    other: KnownPatient
    code: str


@pytest.fixture(scope="module")
def house(live_kith: LiveKith) -> House:
    with as_owner():
        place = home("Hazel House")
        green, other = (
            person(place, "Green", "Walter", "Room 4", ("Falls",)),
            person(place, "Brown", "Ivy", "Room 9"),
        )
        know_allergy(place, green.id, "Penicillin")
        nurse = with_pin(place.worker("nurse", "Nora Quill"))
        code = devices.new_code(place.service, "Tablet")[1]
    with signed_in(nurse) as viewer:
        record = gate.open_to_write(viewer, green.id)
        for kind in ("texture", "moving", "calms"):
            record.add(fact(kind, by=viewer.practitioner, patient=green.id))
    return House(green, other, code)


@pytest.fixture(scope="module")
def chromium(house: House) -> Iterator[Browser]:
    with browser() as started:
        yield started


@pytest.fixture
def tablet(chromium: Browser, live_kith: LiveKith, house: House) -> Iterator[Page]:
    context = chromium.new_context(base_url=live_kith.url, **PHONE)
    page = context.new_page()
    page.goto("/sign-in/device")
    page.get_by_label("One-time code").fill(house.code)
    page.get_by_role("button", name="Register").tap()
    page.get_by_role("link", name="Sign in").tap()
    yield page
    context.close()


def press(hand: Hand, page: Page, pin: str) -> None:
    """A thumb on a keypad is as quick as on a keyboard."""
    for digit in pin:
        page.get_by_role("button", name=digit, exact=True).tap()
    hand.characters += len(pin)


def choose(hand: Hand, page: Page, question: str, answer: str) -> None:
    hand.tap(page.get_by_role("group", name=question).get_by_label(answer, exact=True))


def test_from_the_gate_to_safe_care(tablet: Page, house: House, proof: Proof) -> None:
    page, lead, worker = tablet, Hand(), Hand()
    here = page.get_by_role("heading", name="Who is here")

    # The nurse lets her in for Mr Green and this shift: what she saw is kept, and a PIN is told.
    page.get_by_role("link", name="Nora Quill").tap()
    press(Hand(), page, PIN)
    here.wait_for()
    page.goto("/staff/")
    lead.tap(page.get_by_role("link", name="Let somebody in from an agency"))
    lead.arrive(lambda: expect(page.get_by_label("Their name")).to_be_visible())
    lead.type(page.get_by_label("Their name"), "Ivy Stone")
    lead.type(page.get_by_label("Agency, or your own bank"), "Bright Staff")
    choose(lead, page, "They are here as", "Agency care worker")
    choose(lead, page, "Who they are", "Passport")
    choose(lead, page, "DBS", "DBS on the agency's profile")
    choose(lead, page, "Training", "Training certificates")
    lead.tap(page.get_by_label("Only the people ticked below"))
    lead.tap(page.get_by_label("Walter Green"))
    lead.tap(page.get_by_role("button", name="Make the login"))
    lead.arrive(lambda: expect(page.locator(".kith-one-time")).to_be_visible())
    told = page.locator(".kith-one-time").inner_text().replace(" ", "")
    proof.figure("an agency worker let in, counted time", round(lead.counted, 1), "s")
    assert lead.counted < LET_IN, str(lead)

    # She taps her name, types it, and chooses a PIN of her own.
    worker.tap(page.get_by_role("button", name="Change user"))
    worker.arrive(lambda: expect(page.get_by_role("link", name="Ivy Stone")).to_be_visible())
    worker.tap(page.get_by_role("link", name="Ivy Stone"))
    worker.arrive(lambda: expect(page.get_by_role("heading", name="Ivy Stone")).to_be_visible())
    press(worker, page, told)
    worker.arrive(lambda: expect(page.get_by_role("heading", name="Choose")).to_be_visible())
    for field in page.locator("input[type=text], input[type=password]").all():
        if field.is_visible():
            worker.type(field, OTHER_PIN)
    worker.tap(page.locator("main button.nhsuk-button").first)
    worker.arrive(lambda: here.wait_for())

    # One person is there for her. What must be known stands on one page, gaps as gaps; then she gives him his tea.
    expect(page.locator("li.kith-person")).to_have_count(1)
    worker.tap(page.get_by_role("link", name="Walter Green", exact=True))
    worker.arrive(lambda: expect(page.get_by_role("heading", name="What matters first")).to_be_visible())
    main = page.get_by_role("main")
    for known in ("Penicillin", "Pureed", "Full hoist", "Noise", "No decision recorded: attempt CPR"):
        expect(main).to_contain_text(known)
    worker.tap(page.get_by_role("link", name="Record", exact=True))
    worker.arrive(lambda: expect(page.locator("[data-kind=drink]").first).to_be_visible())
    worker.tap(page.locator("[data-kind=drink]").first)
    sheet = page.get_by_role("dialog")
    worker.tap(sheet.get_by_role("button", name="Cup of tea, drank all", exact=True))
    worker.tap(sheet.get_by_role("button", name="Save for"))
    worker.wait(lambda: expect(page.locator("kith-recent .pk-row")).to_have_attribute("data-state", "sent"))
    proof.figure(
        "agency worker, from the door to the first care recorded, counted time", round(worker.counted, 1), "s"
    )
    assert worker.counted < FIRST_CARE, str(worker)

    # Somebody whom she was not chosen for is not there, except for the emergency facts of anyone in the building.
    assert page.goto(f"/people/{house.other.id}/summary/").status == 404  # type: ignore[union-attr]
    page.goto("/")
    page.get_by_role("link", name="Emergency: anyone here").tap()
    page.get_by_role("link", name="Ivy Brown").tap()
    expect(page.get_by_role("heading", name="For the crew")).to_be_visible()
    expect(main).to_contain_text("No decision recorded: attempt CPR")
    assert page.goto(f"/people/{house.other.id}/summary/").status == 404  # type: ignore[union-attr]
