"""The same journeys without a finger: everything is reached and done by keys alone."""

from playwright.sync_api import Locator

from tests.support.counting import Hand

MOST = 300
"""Keys pressed to reach one thing before it counts as out of reach."""

# Whether it has the focus, or its group of radios has, or which way it lies from where the focus is.
WAY = """(wanted) => {
  const here = document.activeElement;
  if (here === wanted) return 'here';
  if (wanted.type === 'radio' && here.type === 'radio' && here.name === wanted.name) return 'group';
  return here.compareDocumentPosition(wanted) & Node.DOCUMENT_POSITION_PRECEDING ? 'before' : 'after';
}"""
KEYS = {"group": "ArrowDown", "before": "Shift+Tab", "after": "Tab"}


class Keyboard(Hand):
    """Somebody who uses no pointer. What it does is counted as a hand's taps are."""

    def tap(self, what: Locator) -> None:
        """Move the focus there by keys, and press."""
        self.reach(what)
        self.taps += 1
        if what.evaluate("(it) => it.type === 'radio' && it.checked"):
            return  # the arrows chose it on their way
        kind = what.evaluate("(it) => it.type || it.localName")
        if kind in ("radio", "checkbox"):
            what.page.keyboard.press("Space")
        elif kind in ("submit", "button", "a", "summary"):
            what.page.keyboard.press("Enter")

    def finds(self, field: Locator) -> None:
        """Arrows that pass over a choice must not be thrown into a field: a key leads there."""
        self.reach(field)

    def type_on(self, where: Locator, text: str) -> None:
        """Type over what the focused field holds, as keys do; a picker for time or day takes it as a whole."""
        if where.get_attribute("type") in ("time", "date"):
            super().type_on(where, text)
            return
        where.page.keyboard.press("ControlOrMeta+a")
        where.page.keyboard.type(text)
        self.characters += len(text)

    @staticmethod
    def reach(what: Locator) -> None:
        """Press Tab, or arrows within a group of radios, until it has the focus."""
        what.wait_for(state="attached")
        for _ in range(MOST):
            way = what.evaluate(WAY)
            if way == "here":
                return
            what.page.keyboard.press(KEYS[way])
        raise AssertionError(f"No key reaches {what}.")
