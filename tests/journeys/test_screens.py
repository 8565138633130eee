"""Every screen: axe finds nothing, a keyboard reaches everything, large text breaks nothing, by day and by night.

With `KITH_PICTURES=1` the run also writes a picture of each screen to `docs/users/pictures`.
"""

import os
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page

from kith.catalogue.readability import HIGHEST_AGE, reading_age
from tests.support.browser import axe_findings, browser
from tests.support.live import LiveKith
from tests.support.lived_in import LivedIn, lived_in, session_cookie

pytestmark = pytest.mark.browser

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "users" / "pictures"
PHONE, DESK, NARROWEST = 390, 1280, 320
TARGET = 44

SCREENS = {
    "who-is-here": "/",
    "summary": "/people/{green}/summary/",
    "emergency": "/people/{green}/emergency/",
    "day": "/people/{green}/",
    "day-with-nothing": "/people/{green}/day/2020-01-01/",
    "weeks": "/people/{green}/weeks/",
    "trends": "/people/{green}/trend/",
    "trend": "/people/{green}/trend/drink/taken/",
    "trend-with-nothing": "/people/{green}/trend/temperature/temperature/",
    "entry": "/people/{green}/entries/{changed}/",
    "change-an-entry": "/people/{green}/record/?amend={changed}",
    "record": "/people/{green}/record/",
    "wrong-person": "/people/{green}/entries/{changed}/move",
    "changes": "/changes/",
    "changes-of": "/people/{green}/changes/",
    "who-looked": "/people/{green}/looks/",
    "what-we-record": "/catalogue/",
    "what-a-drink-is": "/catalogue/drink/",
    "not-found": "/people/nobody/",
    "handover": "/handover/?since=day",
    "huddle": "/handover/huddle/?since=day",
    "raise-a-concern": "/concern/",
    "allergies": "/people/{green}/allergies/",
    "record-an-allergy": "/people/{green}/allergies/add",
    "who-they-are": "/people/{green}/who/",
    "about-me": "/people/{green}/about-me/",
    "own-day": "/people/{green}/own-day/",
    "in-hospital": "/people/{away}/summary/",
    "after-a-death": "/people/{died}/summary/",
    "find": "/find/",
    "todo": "/todo/",
    "round": "/round/drink/",
    "learn": "/learn/",
    "learn-a-step": "/learn/first-hour/record/",
    "practice": "/learn/practice/",
    "now": "/now/",
    "paper": "/packs/",
    "paper-emergency": "/packs/emergency/",
    "concerns": "/concerns/",
    "leaving": "/people/{green}/leave/",
    "who-left": "/left/",
    "put-a-board-up": "/board/",
    "wall-board": "/board/",
    "who-can-see": "/people/{green}/sharing/",
    "who-looked-in-a-year": "/people/{green}/looks/year/",
    "write-down-a-choice": "/people/{green}/sharing/choose",
    "somebody-else": "/find/exactly/",
    "say-why": "/people/{green}/declare/",
    "sharing-with-others": "/agreements/",
    "an-agreement": "/agreements/{agreement}/",
    "draft-an-agreement": "/agreements/new/",
    "draft-why": "/agreements/drafts/{draft}/why/",
    "draft-who": "/agreements/drafts/{draft}/who/",
    "draft-what": "/agreements/drafts/{draft}/what/",
    "draft-law": "/agreements/drafts/{draft}/law/",
    "draft-when": "/agreements/drafts/{draft}/when/",
    "draft-read": "/agreements/drafts/{draft}/",
    "reasons-given": "/looks/declared/",
    "what-we-hold-and-share": "/agreements/documents/",
    "looks-to-ask-about": "/looks/unusual/",
    "search-who-looked": "/looks/search/?kind=",
    "roles": "/roles/",
    "a-role": "/roles/{role}/",
    "start-a-role": "/roles/new/",
    "make-a-role": "/roles/new/?from=care_worker",
    "change-a-role": "/roles/{role}/change",
    "who-else-helps": "/people/{green}/helping/",
    "ask-for-help": "/people/{green}/helping/ask",
    "asked-to-help": "/asked/",
}

LEADS = (
    "now",
    "concerns",
    "paper",
    "paper-emergency",
    "put-a-board-up",
    "leaving",
    "who-left",
    "somebody-else",
    "say-why",
    "write-down-a-choice",
    "who-else-helps",
    "ask-for-help",
)
"""Screens that those who lead a shift have; the others are opened by a care worker."""
MANAGERS = (
    "who-can-see",
    "sharing-with-others",
    "an-agreement",
    "draft-an-agreement",
    "draft-why",
    "draft-who",
    "draft-what",
    "draft-law",
    "draft-when",
    "draft-read",
    "reasons-given",
    "what-we-hold-and-share",
    "looks-to-ask-about",
    "search-who-looked",
    "roles",
    "a-role",
    "start-a-role",
    "make-a-role",
    "change-a-role",
)
"""Screens that a manager opens."""
ELSEWHERE = ("asked-to-help",)
"""Screens that somebody opens who works for another organisation."""
BOARDS = ("wall-board",)
"""Screens on a wall, at which nobody is signed in."""


@pytest.fixture(scope="module")
def house(live_kith: LiveKith) -> LivedIn:
    return lived_in()


@pytest.fixture(scope="module")
def cookie(house: LivedIn) -> tuple[str, ...]:
    plain = (session_cookie(who) for who in (house.worker, house.lead))
    others = (session_cookie(house.manager), session_cookie(house.doctor))
    return (*plain, session_cookie(house.lead, board=True), *others)


@pytest.fixture(scope="module")
def chromium(cookie: tuple[str, ...]) -> Iterator[Browser]:
    """Begun last and closed first: while it runs, this thread's Django may not speak to the database."""
    with browser() as started:
        yield started


@pytest.fixture(scope="module")
def browsers(chromium: Browser, live_kith: LiveKith, house: LivedIn, cookie: tuple[str, ...]) -> "Looker":
    return Looker(chromium, live_kith.url, house, cookie)


@pytest.fixture
def look(browsers: "Looker") -> Iterator["Looker"]:
    yield browsers
    browsers.tidy()


class Looker:
    """Opens screens as Eliza or as the nurse who leads, who have signed in, and keeps what the browser complains about.

    One context for each kind of reader: what one screen has fetched, the next need not.
    """

    def __init__(self, chromium: Browser, url: str, house: LivedIn, cookie: tuple[str, ...]) -> None:
        self._chromium, self._url, self._house, self._cookies = chromium, url, house, cookie
        self._contexts: dict[tuple[int, bool, bool, int], BrowserContext] = {}
        self._pages: list[Page] = []
        self.complaints: list[str] = []

    def open(self, screen: str, width: int, *, night: bool = False, calm: bool = False) -> Page:
        special = {**dict.fromkeys(BOARDS, 2), **dict.fromkeys(MANAGERS, 3), **dict.fromkeys(ELSEWHERE, 4)}
        reader = special.get(screen, int(screen in LEADS))
        page = self._context(width, night, calm, reader).new_page()
        self._pages.append(page)
        page.on("console", lambda said: self._hear(said.type, said.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        house = self._house
        known = {"green": house.green, "away": house.away, "died": house.died}
        ids = {name: who.id for name, who in known.items()}
        path = SCREENS[screen].format(
            changed=house.changed, agreement=house.agreement, role=house.role, draft=house.draft, **ids
        )
        page.goto(self._url + path)
        if screen in ("record", "change-an-entry", "practice"):
            page.locator("kith-recorder .pk-tiles-all button, kith-recorder .pk-ways button").first.wait_for()
        return page

    def _context(self, width: int, night: bool, calm: bool, reader: int) -> BrowserContext:
        if (width, night, calm, reader) not in self._contexts:
            made = self._chromium.new_context(
                viewport={"width": width, "height": 844 if width < 700 else 800},
                color_scheme="dark" if night else "light",
                reduced_motion="reduce" if calm else "no-preference",
                locale="en-GB",
            )
            made.add_cookies([{"name": "sessionid", "value": self._cookies[reader], "url": self._url}])
            self._contexts[width, night, calm, reader] = made
        return self._contexts[width, night, calm, reader]

    def tidy(self) -> None:
        while self._pages:
            page = self._pages.pop()
            page.context.set_offline(False)
            page.close()
        self.complaints.clear()

    def _hear(self, type: str, text: str) -> None:
        if type == "error" and "404" not in text:
            self.complaints.append(text)


def take_picture(page: Page, name: str, *, night: bool) -> None:
    """What the reader of the documents sees, when the run is asked for pictures: by day, one also by night."""
    if os.environ.get("KITH_PICTURES") != "1":
        return
    if name == "day-desk":
        save_picture(page, "day-night")
    page.emulate_media(color_scheme="light")
    save_picture(page, name)
    page.emulate_media(color_scheme="dark" if night else "light")


def save_picture(page: Page, name: str) -> None:
    """A small PNG: few colours are enough for a page that has few."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    picture = Image.open(BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    picture.quantize(96).save(PICTURES / f"{name}.png", optimize=True)


@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing_by_day_on_a_phone_or_by_night_at_a_desk(look, screen) -> None:
    for width, night in ((PHONE, False), (DESK, True)):
        page = look.open(screen, width, night=night)
        take_picture(page, f"{screen}-{'desk' if width == DESK else 'phone'}", night=night)
        assert axe_findings(page) == []
    assert look.complaints == []


@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_scrolls_sideways_at_any_width_or_text_size(look, screen) -> None:
    page = look.open(screen, NARROWEST)
    for width, size in ((NARROWEST, 100), (PHONE, 200), (DESK, 200)):
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate("size => document.documentElement.style.fontSize = `${size}%`", size)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{width} px at {size} %"


@pytest.mark.parametrize("screen", SCREENS)
def test_everything_that_can_be_tapped_is_as_big_as_a_finger(look, screen) -> None:
    page = look.open(screen, PHONE)
    assert page.evaluate(SMALL, TARGET) == []


@pytest.mark.parametrize("screen", SCREENS)
def test_a_keyboard_reaches_everything_and_shows_where_it_is(look, screen) -> None:
    page = look.open(screen, DESK)
    wanted = page.evaluate(REACHABLE)
    page.evaluate(START)
    seen: list[int] = []
    players = page.locator("audio, video").count()  # each has buttons of its own
    for _ in range(wanted + 3 + 8 * players):
        page.keyboard.press("Tab")
        where = page.evaluate(FOCUSED)
        if where is None:
            break
        assert where["shown"], f"no sign of the focus on {where['html']}"
        seen.append(where["number"])
    assert len(set(seen)) == wanted


@pytest.mark.parametrize("screen", ["who-is-here", "day", "record"])
def test_nothing_moves_for_those_who_asked_for_calm(look, screen) -> None:
    page = look.open(screen, PHONE, calm=True)
    assert page.evaluate("document.getAnimations().length") == 0


def test_one_tap_hides_names_and_they_stay_hidden(look) -> None:
    page = look.open("who-is-here", PHONE)
    with page.expect_response(lambda answer: answer.url.endswith("/look")):  # the server is told
        page.get_by_role("button", name="Hide names and faces").click()
        assert not page.get_by_text("Walter Green").first.is_visible()
    page.reload()
    assert not page.get_by_text("Walter Green").first.is_visible()
    page.get_by_role("button", name="Show names and faces").click()
    assert page.get_by_text("Walter Green").first.is_visible()


def test_without_a_connection_the_page_says_how_old_it_is(look) -> None:
    page = look.open("day", PHONE)
    page.context.set_offline(True)
    page.evaluate("window.dispatchEvent(new Event('offline'))")
    assert page.get_by_text("No connection just now").is_visible()


SMALL = """(target) => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [role=button]')]
  .filter((each) => each.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
  .filter((each) => !each.closest('p, dd, .nhsuk-skip-link, [hidden]') || each.matches('button, .nhsuk-button'))
  .map((each) => [each, (each.matches('[type=radio], [type=checkbox]') && each.labels[0] || each).getBoundingClientRect()])
  .filter(([each, box]) => box.width && box.right > 0 && box.bottom > 0)
  .filter(([each, box]) => box.height < target - 0.5 || box.width < target - 0.5)
  .map(([each, box]) => `${Math.round(box.width)}x${Math.round(box.height)} ${each.outerHTML.slice(0, 120)}`)"""

START = """() => {  // a page may begin in a field: the keyboard begins at the top
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute('tabindex');
}"""

REACHABLE = """() => {
  const one = (name) => document.querySelector(`[name="${name}"]:checked`) || document.querySelector(`[name="${name}"]`);
  const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex], audio, video')]
    .filter((each) => (each.tabIndex >= 0 || each.controls) && !each.disabled)
    .filter((each) => each.checkVisibility({ visibilityProperty: true }))
    .filter((each) => each.type !== 'radio' || each === one(each.name));  // arrows lead to the others of a group
  all.forEach((each, number) => { each.kithNumber = number; });
  return all.length;
}"""

FOCUSED = """() => {
  const each = document.activeElement;
  if (!each || each === document.body || each.kithNumber === undefined) return null;
  const style = getComputedStyle(each);
  const shown = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  return { number: each.kithNumber, shown, html: each.outerHTML.slice(0, 120) };
}"""


DATES = re.compile(
    r"\b(?:Yesterday|Today|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?:,? \w+day)? \d+ [A-Z][a-z]+\b"
)
NAMES = re.compile(r"\b(?:Penicillin|Wilfred|Winifred|Okafor|Eliza|Walter|Edwin|Oakden|[Aa]llerg(?:y|ies))\b")
"""Days by their names, people, medicines, and allergy, for which there is no shorter word: none that we chose."""


@pytest.mark.parametrize("screen", SCREENS)
def test_what_a_screen_says_is_easy_to_read(look, screen, proof) -> None:
    page = look.open(screen, PHONE)
    said = page.get_by_role("main").inner_text()
    lines = dict.fromkeys(line.strip(" .") for line in said.splitlines() if line.strip())
    age = reading_age(NAMES.sub("it", DATES.sub("then", ". ".join(lines))))
    proof.figure(f"reading age of the screen “{screen}”", round(age, 1), "years")
    assert age <= HIGHEST_AGE, said
