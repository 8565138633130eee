"""A real Chromium for tests, started quietly and with no way out of this machine."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

expect.set_options(timeout=30_000)  # milliseconds: a busy machine is slow, not wrong

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"

QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--disable-gpu",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-dev-shm-usage",
]

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 2,
    "locale": "en-GB",
    "timezone_id": "Europe/London",
}


def chromium() -> str:
    """The path of Chromium; says in a sentence how to get it where it is missing."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    assert found, "The browser tests need Chromium. Run: apt-get install chromium"
    return found


def options() -> dict[str, Any]:
    """How Chromium is started. It has no sandbox of its own for root, and only for root."""
    arguments = QUIET + (["--no-sandbox"] if os.geteuid() == 0 else [])
    return {"executable_path": chromium(), "args": arguments, "headless": True}


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser without a profile, closed at the end."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(**options())
        try:
            yield started
        finally:
            started.close()


def signed_in_phone(chromium: Browser, url: str, cookie: str) -> BrowserContext:
    """A phone of its own with somebody's cookie (see `lived_in.session_cookie`); close it at the end."""
    context = chromium.new_context(**PHONE)
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": url}])
    return context


@contextmanager
def phones(url: str, *cookies: str) -> Iterator[tuple[Page, ...]]:
    """A phone for each of these sign-ins, in a browser of its own.

    While it is open this thread's Django may not speak to the database: whatever a journey needs is made before.
    """
    with browser() as started:
        contexts = [signed_in_phone(started, url, cookie) for cookie in cookies]
        yield tuple(context.new_page() for context in contexts)
        for context in contexts:
            context.close()


def with_profile(playwright: Playwright, folder: Path, **more: Any) -> BrowserContext:
    """A browser whose profile lives in a folder, as on a tablet."""
    return playwright.chromium.launch_persistent_context(str(folder), **options(), **{**PHONE, **more})


def axe_findings(page: Page) -> list[str]:
    """What axe finds on the page as it stands, WCAG 2.2 AA and its best practices; one line a finding."""
    # the page's own policy forbids inline scripts; the test's protocol is not bound by it
    page.evaluate(AXE.read_text())
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate(
        """async (tags) => (await axe.run(document, { runOnly: tags })).violations.flatMap(
             ({ id, help, nodes }) =>
               nodes.map((node) => `${id}: ${help}: ${node.html.slice(0, 200)} ${node.failureSummary}`))""",
        tags,
    )
    return list(found)
