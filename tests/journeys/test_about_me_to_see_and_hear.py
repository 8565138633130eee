"""A carer and Walter's daughter keep a picture of his garden and a song on a phone; a colleague sees and hears them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from kith.directory.models import Account, KnownPatient
from tests.integration.test_keepsakes import tune
from tests.integration.test_photo import picture
from tests.support.browser import axe_findings, browser, signed_in_phone
from tests.support.homes import as_owner, home
from tests.support.live import LiveKith
from tests.support.lived_in import session_cookie

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def cast(live_kith: LiveKith) -> tuple[KnownPatient, Account, Account]:
    with as_owner():
        place = home("Willow House")
        walter = place.person("Green", "Walter")
        return (
            walter,
            place.worker("care_worker", "Emily Ward"),
            place.worker("agency_care_worker", "Eliza Marsh"),
        )


@pytest.fixture(scope="module")
def cookies(cast: tuple[KnownPatient, Account, Account]) -> tuple[str, str]:
    return session_cookie(cast[1]), session_cookie(cast[2])


@pytest.fixture(scope="module")
def chromium(cookies: tuple[str, str]) -> Iterator[Browser]:
    """Begun last: while it runs, this thread's Django may not speak to the database."""
    with browser() as started:
        yield started


def phone(chromium: Browser, live_kith: LiveKith, cookie: str) -> Page:
    return signed_in_phone(chromium, live_kith.url, cookie).new_page()


def keep(page: Page, file: Path, heading: str, words: str) -> None:
    page.get_by_label("Picture, sound or film").set_input_files(file)
    page.get_by_label(heading, exact=True).check()
    page.get_by_label("What is to be seen or heard, in words?").fill(words)
    page.get_by_label("Who helped to make it?").fill("His daughter Helen")
    page.get_by_label("They agreed to it").check()
    page.get_by_role("button", name="Keep it").tap()
    expect(page.get_by_text("It is kept.")).to_be_visible()


def test_a_garden_and_a_song_are_kept_and_met_by_somebody_else(
    chromium: Browser, live_kith: LiveKith, cast: tuple[KnownPatient, Account, Account], cookies: tuple[str, str],
    tmp_path: Path,
) -> None:  # fmt: skip
    garden, song = tmp_path / "garden.jpg", tmp_path / "song.wav"
    garden.write_bytes(picture())
    song.write_bytes(tune())
    emily = phone(chromium, live_kith, cookies[0])
    emily.goto(f"{live_kith.url}/people/{cast[0].id}/summary/")
    emily.get_by_role("link", name="Add a picture, a sound or a film").tap()
    expect(emily.get_by_text("Nothing to see or hear yet")).to_be_visible()
    assert axe_findings(emily) == []

    # Words and an agreement are asked for, and what was typed stays.
    emily.get_by_label("Who helped to make it?").fill("His daughter Helen")
    emily.get_by_role("button", name="Keep it").tap()
    expect(emily.get_by_role("alert")).to_contain_text("Say whether they agreed")
    expect(emily.get_by_label("Who helped to make it?")).to_have_value("His daughter Helen")
    assert axe_findings(emily) == []
    keep(emily, garden, "What is most important to me", "His garden in June: roses, and the bench he made.")
    keep(emily, song, "My wellness", "The song that his wife sang. It calms him.")
    assert axe_findings(emily) == []

    # An agency worker meets both on the summary: the picture is seen, the song plays.
    eliza = phone(chromium, live_kith, cookies[1])
    eliza.goto(f"{live_kith.url}/people/{cast[0].id}/summary/")
    shown = eliza.get_by_role("region", name="About Walter, to see and hear")
    expect(shown).to_contain_text("The song that his wife sang")
    shown.scroll_into_view_if_needed()
    expect(shown.locator("img")).to_have_js_property("naturalWidth", 1280)
    seconds = eliza.evaluate(
        """async () => {
             const audio = document.querySelector(".kith-keepsake audio");
             audio.muted = true;
             await audio.play();
             return audio.duration; }"""
    )
    assert seconds == pytest.approx(1.0, abs=0.1)
    assert axe_findings(eliza) == []
