"""A long entry is cut off at random points: at most five seconds of typing are lost, and nobody else reads it.

Four things die: the browser (killed, its profile stays), the whole tablet (its profile is gone), the network, and
the sign-in. `KITH_FULL=1` runs fifty points, an ordinary run a sample of each.
"""

import os
import random
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connections
from playwright.sync_api import BrowserContext, Error, Page, Playwright, expect, sync_playwright

from kith.directory.models import Account
from tests.support.browser import with_profile
from tests.support.homes import as_owner, home
from tests.support.live import LiveKith
from tests.support.lived_in import session_cookie
from tests.support.proof import Proof
from tests.support.waiting import until

pytestmark = pytest.mark.browser

MOST_LOST = 5.0
KINDS = ("browser", "tablet", "network", "sign-in")
POINTS = 50 if os.environ.get("KITH_FULL") else 4
LONGEST = 12.0 if os.environ.get("KITH_FULL") else 4.0  # seconds of typing before the end
SEED = 20_261_123
MARK = "lavender"  # in every word that is typed, so that a search of the disk finds it
DRAFT = "[data-draft]"
PAUSE = 150  # milliseconds between words: fast for a thumb, and short of the longest text that is taken


@dataclass(frozen=True)
class House:
    """Mr Green's recording page, and two who use one tablet."""

    url: str
    page: str
    eliza: Account
    emily: Account


@pytest.fixture(scope="module")
def house(live_kith: LiveKith) -> Iterator[House]:
    with as_owner():
        place = home("Willow House")
        green = place.person("Green", "Walter")
        eliza = place.worker("care_worker", "Eliza Marsh")
        emily = place.worker("care_worker", "Emily Hart")
    with pytest.MonkeyPatch.context() as changed:
        # Playwright runs an event loop in this thread; Django is used here by nobody else
        changed.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield House(live_kith.url, f"{live_kith.url}/people/{green.id}/record/", eliza, emily)


@pytest.fixture(scope="module")
def playwright(house: House) -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@dataclass
class Tablet:
    """One browser profile on one disk, used by one person after another."""

    playwright: Playwright
    folder: Path
    house: House
    context: BrowserContext | None = None

    def sign_in(self, account: Account) -> Page:
        """Opens Mr Green's recording page as this account."""
        if self.context is None:
            self.context = with_profile(self.playwright, self.folder)
        cookie = session_cookie(account)
        connections.close_all()  # the connection of Playwright's own context, which nothing else would close
        self.context.add_cookies([{"name": "sessionid", "value": cookie, "url": self.house.url}])
        page = self.context.pages[0] if self.context.pages else self.context.new_page()
        with suppress(Error):  # a page that has just learnt that its sign-in is over may be leaving by itself
            page.goto(self.house.page)
        if page.url != self.house.page:
            page.goto(self.house.page)
        page.locator("kith-state[data-look=good]").wait_for()
        return page

    def kill(self) -> None:
        """As a power cut would: every process of this profile at once."""
        for process in processes_of(self.folder):
            with suppress(ProcessLookupError):  # its parent took it along
                os.kill(process, signal.SIGKILL)

    def forget(self) -> None:
        """The killed browser is gone; the next sign-in starts another on what is left of the profile."""
        if self.context is not None:
            with suppress(Error):  # it is dead: that is the point
                self.context.close()
        self.context = None
        until(lambda: not processes_of(self.folder), "the killed browser is gone")
        for lock in self.folder.glob("Singleton*"):
            lock.unlink()


def processes_of(folder: Path) -> list[int]:
    """Processes that were started with this profile: ours alone, for its folder is."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # ended meanwhile
            if f"--user-data-dir={folder}".encode() in (process / "cmdline").read_bytes():
                found.append(int(process.name))
    return found


@pytest.fixture
def tablet(playwright: Playwright, house: House, tmp_path: Path) -> Iterator[Tablet]:
    made = Tablet(playwright, tmp_path / "profile", house)
    yield made
    made.kill()
    made.forget()


@dataclass
class Typing:
    """Words typed one after another, each with the time at which it was there."""

    words: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    def go_on(self, page: Page, seconds: float) -> None:
        """Types until the time is over or the browser is."""
        end = time.monotonic() + seconds
        with suppress(Error):
            while time.monotonic() < end:
                word = f"{MARK}{len(self.words)} "
                page.keyboard.insert_text(word)
                self.words.append(word)
                self.times.append(time.monotonic())
                page.wait_for_timeout(PAUSE)

    def lost(self, kept: str, at: float) -> float:
        """Seconds of typing before `at` that are not in what was kept, which must be a beginning of it."""
        whole = "".join(self.words)
        # the word that was on its way when the browser died may have arrived without our hearing of it
        assert (whole + f"{MARK}{len(self.words)} ").startswith(kept), (kept[-80:], whole[-80:])
        length = 0
        for word, moment in zip(self.words, self.times, strict=True):
            length += len(word)
            if length > len(kept):
                return max(at - moment, 0.0)
        return 0.0


def field_of(page: Page) -> Any:
    """The long text of the open sheet."""
    return page.get_by_role("dialog").locator("textarea").first


def begin(page: Page) -> Typing:
    """Opens a note and puts the cursor in it."""
    page.locator("[data-kind=note]").first.click()
    field_of(page).click()
    return Typing()


def go_on(page: Page) -> str:
    """Takes up the draft again; gives what it holds."""
    page.locator(DRAFT).first.get_by_role("button", name="Go on").click()
    return str(field_of(page).input_value())


def finish(page: Page, kept: str) -> None:
    """What was taken up can be saved and arrives."""
    assert kept
    page.get_by_role("button", name="Save for").click()
    expect(page.locator("kith-recent .pk-row")).to_have_attribute("data-state", "sent", timeout=20_000)


def killed_while_typing(tablet: Tablet, page: Page, typing: Typing, seconds: float) -> float:
    """Types, and kills the browser at a moment that the typing knows nothing of. Gives that moment."""
    moment: list[float] = []

    def kill() -> None:
        moment.append(time.monotonic())
        tablet.kill()

    timer = threading.Timer(seconds, kill)
    timer.start()
    typing.go_on(page, seconds + 30)
    timer.join()
    tablet.forget()
    return moment[0]


def browser_dies(tablet: Tablet, house: House, seconds: float) -> tuple[Typing, str, float]:
    page = tablet.sign_in(house.eliza)
    typing = begin(page)
    at = killed_while_typing(tablet, page, typing, seconds)
    nobody_else_sees_it(tablet, house)
    return typing, taken_up(tablet, house), at


def tablet_dies(tablet: Tablet, house: House, seconds: float) -> tuple[Typing, str, float]:
    page = tablet.sign_in(house.eliza)
    typing = begin(page)
    at = killed_while_typing(tablet, page, typing, MOST_LOST + seconds)
    shutil.rmtree(tablet.folder)
    return typing, taken_up(tablet, house), at


def network_dies(tablet: Tablet, house: House, seconds: float) -> tuple[Typing, str, float]:
    page = tablet.sign_in(house.eliza)
    typing = begin(page)
    typing.go_on(page, seconds)
    page.context.set_offline(True)
    at = killed_while_typing(tablet, page, typing, 3)  # and then the browser too, still without a network
    return typing, taken_up(tablet, house), at


def sign_in_dies(
    tablet: Tablet, house: House, seconds: float, owner: psycopg.Connection[Any]
) -> tuple[Typing, str, float]:
    page = tablet.sign_in(house.eliza)
    typing = begin(page)
    typing.go_on(page, seconds)
    owner.execute(
        "update session set ended = clock_timestamp() where account = %s and ended is null", (house.eliza.pk,)
    )
    typing.go_on(page, 4)
    at = time.monotonic()
    nobody_else_sees_it(tablet, house)
    return typing, taken_up(tablet, house), at


def taken_up(tablet: Tablet, house: House) -> str:
    """Eliza is back, goes on where she was, and saves it."""
    page = tablet.sign_in(house.eliza)
    kept = go_on(page)
    finish(page, kept)
    return kept


def nobody_else_sees_it(tablet: Tablet, house: House) -> None:
    """Emily uses the tablet next: no draft of Eliza's is shown to her, and none can be read from the disk."""
    page = tablet.sign_in(house.emily)
    expect(page.locator(".pk-tile").first).to_be_visible()
    expect(page.locator(DRAFT)).to_have_count(0)
    assert MARK not in page.content()
    assert MARK.encode() not in kept_on_disk(tablet.folder)


def kept_on_disk(folder: Path) -> bytes:
    """Everything that the browser has written about its pages' storage."""
    stores = [path for path in folder.rglob("*") if path.is_file() and "IndexedDB" in path.parts]
    assert stores, "the browser keeps its store somewhere else than this test looks"
    return b"".join(path.read_bytes() for path in stores)


@pytest.mark.parametrize("point", range(POINTS))
def test_at_most_five_seconds_of_typing_are_lost(
    point: int, tablet: Tablet, house: House, owner: psycopg.Connection[Any], proof: Proof
) -> None:
    kind = KINDS[point % len(KINDS)]
    lost: float | None = proof.get(f"point {point}")  # a proof that was stopped goes on where it was
    if lost is None:
        lost = lost_at(point, kind, tablet, house, owner)
        proof.put(f"point {point}", lost)
        worst = max(proof.get(f"worst {kind}", 0.0), lost)
        proof.put(f"worst {kind}", worst)
        proof.figure(f"long entry, {kind} killed, most typing lost", round(worst, 2), "s")
    assert lost <= MOST_LOST


def lost_at(point: int, kind: str, tablet: Tablet, house: House, owner: psycopg.Connection[Any]) -> float:
    """Seconds of typing lost at one point."""
    seconds = random.Random(f"{SEED}-{point}").uniform(2.0, LONGEST)
    if kind == "sign-in":
        typing, kept, at = sign_in_dies(tablet, house, seconds, owner)
    else:
        dies = {"browser": browser_dies, "tablet": tablet_dies, "network": network_dies}[kind]
        typing, kept, at = dies(tablet, house, seconds)
    assert len(typing.words) > 3
    return typing.lost(kept, at)


def test_two_users_of_one_tablet_never_see_each_others_drafts(tablet: Tablet, house: House) -> None:
    for author, other in ((house.eliza, house.emily), (house.emily, house.eliza)):
        page = tablet.sign_in(author)
        typing = begin(page)
        typing.go_on(page, 1.5)
        expect(page.locator(".pk-kept")).to_contain_text("Draft kept")
        page = tablet.sign_in(other)
        expect(page.locator(DRAFT)).to_have_count(0)
        assert MARK not in page.content()
        assert MARK.encode() not in kept_on_disk(tablet.folder)
        page = tablet.sign_in(author)
        kept = go_on(page)
        assert kept.startswith(f"{MARK}0 ")
        finish(page, kept)
