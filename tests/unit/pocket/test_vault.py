"""What lies on the device is locked, bound to its place and account, and useless to anybody else."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support.waiting import until
from tests.unit.pocket.standin import Standin
from tests.unit.pocket.test_recorder import open_sheet

pytestmark = pytest.mark.browser

ROWS = """async () => {
  const given = (asked) => new Promise((done) => { asked.onsuccess = () => done(asked.result); });
  const database = await given(indexedDB.open("kith-pocket"));
  const rows = [];
  for (const store of ["outbox", "drafts"]) {
    const found = await given(database.transaction(store).objectStore(store).getAll());
    for (const { body, iv, ...open } of found)
      rows.push({ store, ...open, body: Array.from(new Uint8Array(body)), iv: Array.from(iv) });
  }
  return rows;
}"""


def write_a_draft(page: Page, words: str) -> None:
    open_sheet(page, "everything")
    page.get_by_role("textbox", name="In their words").fill(words)
    expect(page.locator(".pk-kept")).to_contain_text("Draft kept")


def test_rows_hold_nothing_readable(page: Page) -> None:
    write_a_draft(page, "the daughter took the purse")
    rows = page.evaluate(ROWS)
    assert [row["store"] for row in rows] == ["drafts"]
    assert set(rows[0]) == {"store", "id", "owner", "at", "iv", "body"}
    body = bytes(rows[0]["body"])
    assert b"daughter" not in body
    assert b"everything" not in body
    assert len(rows[0]["iv"]) == 12


def test_every_write_has_its_own_nonce(page: Page) -> None:
    write_a_draft(page, "one")
    first = page.evaluate(ROWS)[0]["iv"]
    page.get_by_role("textbox", name="In their words").fill("two")
    until(lambda: page.evaluate(ROWS)[0]["iv"] != first, "the second write has another nonce")


def test_the_key_cannot_be_read_out(page: Page, server: Standin) -> None:
    tried = page.evaluate(
        """async (material) => {
             const { Vault } = await import("/static/pocket/vault.js");
             const keys = [];
             const plain = crypto.subtle.importKey.bind(crypto.subtle);
             crypto.subtle.importKey = async (...what) => {
               keys.push(await plain(...what));
               return keys.at(-1);
             };
             await Vault.open("mark", material);
             const exporting = crypto.subtle.exportKey("raw", keys[0]);
             return [keys[0].extractable, await exporting.then(() => "exported", (error) => error.name)];
           }""",
        server.key(),
    )
    assert tried == [False, "InvalidAccessError"]


@pytest.mark.parametrize(
    "change",
    [
        'row.id = "another"',
        'row.owner = "somebody else"',
        'store = "outbox"',
        "new Uint8Array(row.body)[3] ^= 1",
        "row.iv[0] ^= 1",
    ],
)
def test_a_row_that_was_moved_or_changed_does_not_open(page: Page, server: Standin, change: str) -> None:
    # a vault for the row's new owner has the same key here: the binding alone must refuse
    result = page.evaluate(
        f"""async (material) => {{
              const {{ Vault }} = await import("/static/pocket/vault.js");
              const vault = await Vault.open("mark", material);
              let store = "drafts";
              const row = await vault.lock(store, "one", {{ words: "hello" }});
              const before = (await vault.unlock(store, row)).words;
              {change};
              const other = await Vault.open(row.owner, material);
              return [before, await other.unlock(store, row).then(() => "opened", (error) => error.name)];
            }}""",
        server.key(),
    )
    assert result == ["hello", "OperationError"]


def test_rows_of_a_destroyed_key_are_counted_and_dropped_on_request(
    page: Page, server: Standin, tablet: Callable[[], Page]
) -> None:
    write_a_draft(page, "gone for ever")
    page.close()
    server.drafts.clear()
    server.salt = "second"
    again = tablet()
    again.goto(server.page())
    needs = again.locator("kith-needs")
    expect(needs).to_contain_text("1 row left on this device can no longer be opened.")
    expect(again.locator("[data-draft]")).to_have_count(0)
    needs.get_by_role("button", name="Drop them").click()
    expect(needs).to_be_hidden()
    assert again.evaluate(ROWS) == []


def test_a_device_that_cannot_lock_keeps_nothing(tablet: Callable[[], Page], server: Standin) -> None:
    page = tablet()
    page.add_init_script("Object.defineProperty(globalThis, 'indexedDB', { value: undefined });")
    page.goto(server.page())
    expect(page.locator("kith-state")).to_contain_text("This device cannot keep entries.")
    open_sheet(page, "drink")
    page.get_by_role("button", name="Cup, drank all").click()
    page.get_by_role("button", name="Save for Mr Green").click()
    expect(page.locator("kith-recent .pk-row")).to_have_attribute("data-state", "sent")
    assert len(server.entries) == 1
