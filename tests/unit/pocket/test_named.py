"""While a note is written the sheet says that it may name somebody: as the server would find it, and without asking it."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from kith.catalogue.naming import Around, find
from tests.unit.catalogue.test_naming import HERE, by_hand
from tests.unit.pocket.standin import Standin
from tests.unit.pocket.test_recorder import open_sheet

pytestmark = pytest.mark.browser

FIND = """async ([texts, around]) => {
  const { find } = await import("/static/pocket/naming.js");
  const { lists } = await import("/static/pocket/naming-words.js");
  const held = await lists();
  return texts.map((text) => find(text, around, held));
}"""
HARD = [
    "", "KG and PS agreed; PT and DN will visit", "Spoke to J. Smith and to Mrs K", "Mr and Mrs Lin had a party",
    "Will came in. May was crying. Then Will left.", "Will need slippers. May need a referral. Didn't eat. We'll see",
    "KAREN'S MARRIAGE IS OVER", "Siân and Zoë, Ellie-Mae; Jean-Pierre (O’Brien)", "mr patel came, dr said no",
    "seen in May\nKaren\nrang", "Karen Karen. Karen: karen's", "👋 Karen 👋 <b>Xanthe</b>", "A B C. I am. J Smith. K. Green",
]  # fmt: skip
OWN, KNOWN = ["Walter Green"], ["Sam Field", "Priya Shah", "Dr Ola Reed", "Ellie-Mae Burns"]


def test_browser_and_server_find_the_same(page: Page) -> None:
    notes = [
        by_hand(line)[0]
        for file in ("names_of_others.txt", "names_unseen.txt")
        for line in (HERE / file).read_text(encoding="utf-8").splitlines()
    ]
    texts, around = [*notes, *HARD], Around.of(OWN, KNOWN)
    found = page.evaluate(FIND, [texts, {"own": OWN, "known": KNOWN}])
    for text, names in zip(texts, found, strict=True):
        assert names == [text[each.start : each.end] for each in find(text, around)], text


def test_it_is_said_quietly_while_writing_and_stops_nothing(page: Page, server: Standin) -> None:
    open_sheet(page, "everything")
    hint = page.locator("kith-named")
    expect(hint).to_have_text("")
    note = page.locator("kith-entry textarea").last
    note.fill("Had tea with mr green in the garden")
    expect(hint).to_have_text("")
    note.fill("Had tea with Karen and <b>Xanthe</b>")
    expect(hint).to_contain_text("This may tell of somebody else: Karen, Xanthe.")
    expect(hint).to_contain_text("A help, not a guarantee. Read it yourself too.")
    assert hint.locator("b").count() == 0
    note.fill("Had tea")
    expect(hint).to_have_text("")


def test_it_asks_the_server_for_nothing_but_the_words_and_works_without_a_network(
    page: Page, server: Standin
) -> None:
    with page.expect_response("**/pocket/naming.json"):
        open_sheet(page, "everything")
    page.context.set_offline(True)
    asked: list[Any] = []
    page.on("request", lambda request: asked.append(json.dumps([request.url, request.post_data])))
    page.locator("kith-entry textarea").last.fill("Xanthe came")
    expect(page.locator("kith-named")).to_contain_text("Xanthe")
    page.context.set_offline(False)
    assert not [each for each in asked if "naming" in each]
