"""Shared tablets in a real browser, handed from one care worker to the next, and the model of what they recorded.

Everything is done as a thumb does it: names and PINs at the door, tiles, answers, save, undo, put right. The network is
lost and pages are loaded anew in between. What the model holds is what a worker was told is safe.
"""

import random
from contextlib import suppress
from dataclasses import dataclass, field
from uuid import UUID

from playwright.async_api import Browser, BrowserContext, Locator, Page, expect

from tests.support.browser import PHONE

NAME = "Who is here"
QUICK = {"drink": "Cup of tea, drank all", "night-check": "Asleep, not woken"}


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who works in the home, as the door knows them."""

    name: str
    pin: str
    staff: UUID


@dataclass(frozen=True, slots=True)
class Kept:
    """One entry as it should stand at the end; `undone` ones may also never have arrived."""

    author: UUID
    patient: UUID
    kind: str
    versions: int
    undone: bool = False


@dataclass
class Model:
    """What should be in the store, by the note that every entry carries, and what was done to it on the way."""

    entries: dict[str, Kept] = field(default_factory=dict)
    done: dict[str, int] = field(default_factory=dict)

    def count(self, what: str) -> None:
        """One more of these."""
        self.done[what] = self.done.get(what, 0) + 1


@dataclass
class Tablet:
    """One browser that is a registered device of the home."""

    url: str
    name: str
    users: list[User]
    people: list[UUID]
    model: Model
    context: BrowserContext
    page: Page
    user: User | None = None
    shown: UUID | None = None

    @classmethod
    async def registered(
        cls,
        browser: Browser,
        url: str,
        code: str,
        name: str,
        users: list[User],
        people: list[UUID],
        model: Model,
    ) -> "Tablet":
        """Opens a browser and registers it with a one-time code."""
        context = await browser.new_context(base_url=url, **PHONE)
        context.set_default_timeout(60_000)
        page = await context.new_page()
        await page.goto("/sign-in/device")
        await page.get_by_label("One-time code").fill(code)
        await page.get_by_role("button", name="Register").tap()
        await page.get_by_role("link", name="Sign in").tap()
        return cls(url, name, users, people, model, context, page)

    async def shift(self, number: int, entries: int) -> None:
        """One worker's shift: they come to the tablet, record, and leave it as it is."""
        lot = random.Random(f"{self.name} {number}")
        await self.change_to(lot.choice(self.users))
        for count in range(entries):
            await self.record(lot, f"{self.name}, shift {number}, entry {count}")
        await self.back_online()

    async def change_to(self, user: User) -> None:
        """Hand the tablet over at the door, whatever it shows."""
        if self.user == user:
            return
        if self.user:
            await self.page.goto("/")
            await self.page.get_by_role("button", name="Change user").tap()
            self.model.count("changes of user")
        await self.page.get_by_role("link", name=user.name).tap()
        for digit in user.pin:
            await self.page.get_by_role("button", name=digit, exact=True).tap()
        await self.page.get_by_role("heading", name=NAME).wait_for()
        self.user, self.shown = user, None

    async def record(self, lot: random.Random, note: str) -> None:
        """One entry, and what befalls it."""
        await self.open(lot.choice(self.people) if self.shown is None or lot.random() < 0.4 else self.shown)
        kind = lot.choice(("drink", "drink", "night-check", "note"))
        await self.fill(kind, note)
        if lot.random() < 0.12:
            await self.reload_over_a_draft(note)
        if lot.random() < 0.15:
            await self.lose_the_network()
        id = await self.save()
        await self.afterwards(lot, kind, note, id)

    async def afterwards(self, lot: random.Random, kind: str, note: str, id: str) -> None:
        """Undone, put right, loaded anew before or after it was sent, or simply left."""
        assert self.user is not None
        assert self.shown is not None
        what = lot.random()
        versions, undone = 1, what < 0.08
        if undone:
            await self.undo(id)
            self.model.count("undone")
        elif what < 0.16:
            await self.put_right(id)
            versions = 2
        elif what < 0.24:
            await self.back_online()
            await self.page.reload()
            self.model.count("reloads")
        self.model.entries[note] = Kept(self.user.staff, self.shown, kind, versions, undone)

    async def open(self, person: UUID) -> None:
        """The recording page of one person; stays where it is already."""
        if self.shown == person and await self.page.locator(".pk-tile").count():
            return
        await self.back_online()
        await self.page.goto(f"/people/{person}/record/")
        await self.page.locator("kith-state[data-look=good]").wait_for()
        self.shown = person

    async def fill(self, kind: str, note: str) -> None:
        """Open the sheet and answer."""
        await self.opens_the_sheet(self.page.locator(f"[data-kind={kind}]").first)
        if kind in QUICK:
            await self.sheet.get_by_role("button", name=QUICK[kind], exact=True).tap()
            await self.sheet.get_by_label("Anything else?").fill(note)
        else:
            await self.sheet.locator("textarea").first.fill(note)

    async def opens_the_sheet(self, button: Locator) -> None:
        """Tap it; once more where a busy machine took the tap for a long press and nothing opened, as people do."""
        await button.tap()
        with suppress(AssertionError):
            await expect(self.sheet).to_be_visible(timeout=5_000)
            return
        self.model.count("taps that opened nothing")
        await button.tap()
        await expect(self.sheet).to_be_visible()

    async def save(self) -> str:
        """Save, and answer the id that the page gave the entry."""
        rows = self.page.locator("kith-recent .pk-row")
        before = await rows.count()
        await self.sheet.get_by_role("button", name="Save for").tap()
        await expect(rows).to_have_count(before + 1)
        return str(await rows.first.get_attribute("data-id"))

    async def reload_over_a_draft(self, note: str) -> None:
        """The page goes while a sheet is open; its draft is taken up."""
        await expect(self.page.locator(".pk-kept")).to_contain_text("Draft kept")
        await self.back_online()
        await self.page.reload()
        await self.page.locator("[data-draft]").first.get_by_role("button", name="Go on").tap()
        field = self.sheet.locator("textarea").last
        assert note.startswith(
            await field.input_value()
        )  # the last second of typing may be gone, and is typed again
        await field.fill(note)
        self.model.count("drafts taken up after a reload")

    async def put_right(self, id: str) -> None:
        """Correct it on its own page, once the server has it."""
        await self.back_online()
        await expect(self.row(id)).to_have_attribute("data-state", "sent")
        await self.page.goto(f"/people/{self.shown}/record/?amend={id}")
        await self.opens_the_sheet(self.page.get_by_role("button", name="Put this right"))
        await self.sheet.get_by_label("Why are you changing it?").fill("It was later than I said.")
        await self.sheet.get_by_role("radio", name="15 min ago").tap()
        await self.save()
        await expect(self.row(id)).to_have_attribute("data-state", "sent")
        self.model.count("put right")

    async def undo(self, id: str) -> None:
        """Within its ten seconds; once more where the first tap was taken for a long press."""
        button = self.row(id).get_by_role("button", name="Undo")
        await button.tap()
        with suppress(AssertionError):
            await expect(self.row(id)).to_have_count(0, timeout=3_000)
            return
        self.model.count("taps that opened nothing")
        await button.tap()
        await expect(self.row(id)).to_have_count(0, timeout=60_000)

    async def lose_the_network(self) -> None:
        """Nothing goes out or comes in until `back_online`."""
        await self.context.set_offline(True)
        self.model.count("networks lost")

    async def back_online(self) -> None:
        """The network is there again."""
        await self.context.set_offline(False)

    async def send_everything(self) -> None:
        """Each who used this tablet comes once more and waits until nothing of theirs is left on it."""
        for user in self.users:
            await self.change_to(user)
            await self.page.goto(f"/people/{self.people[0]}/record/")
            await self.page.locator("kith-state[data-look]").wait_for()
            assert await self.page.locator("kith-needs .pk-row").all_inner_texts() == []
            await expect(self.page.locator("kith-state")).to_contain_text(
                "Everything is sent.", timeout=120_000
            )

    def row(self, id: str) -> Locator:
        """What the page says about an entry saved just now."""
        return self.page.locator(f"kith-recent .pk-row[data-id='{id}']")

    @property
    def sheet(self) -> Locator:
        """The open sheet."""
        return self.page.get_by_role("dialog")
