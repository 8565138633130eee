"""An inspector comes at 7 a.m., the manager is at home: the nurse in charge answers from the screens (practice, rule 23)."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.browser import phones
from tests.support.counting import Hand
from tests.support.live import LiveKith
from tests.support.lived_in import LivedIn, lived_in, session_cookie
from tests.support.proof import Proof

pytestmark = pytest.mark.browser
TEN_QUESTIONS = 300.0
"""Counted seconds for all of them: less than it takes to find the folders."""
MOST_TAPS = 4
"""Of one answer."""


@pytest.fixture(scope="module")
def house(live_kith: LiveKith) -> LivedIn:
    return lived_in()


@pytest.fixture(scope="module")
def cookie(house: LivedIn) -> str:
    return session_cookie(house.lead)


@pytest.fixture
def page(live_kith: LiveKith, cookie: str) -> Iterator[Page]:
    with phones(live_kith.url, cookie) as (only,):
        yield only


class Answering:
    """The nurse's thumb, question by question."""

    def __init__(self, page: Page) -> None:
        self.page, self.hand, self.answered = page, Hand(), 0

    def link(self, name: str, within: Locator | None = None) -> Locator:
        """Something to tap by its words."""
        return (within or self.page).get_by_role("link", name=name).first

    def __call__(self, *way: Callable[[], Locator], says: tuple[str, ...]) -> None:
        """Tap along the way; the page that it ends on holds the answer."""
        assert len(way) <= MOST_TAPS
        for step in way:
            self.hand.tap(step())
        main = self.page.get_by_role("main")
        self.hand.arrive(lambda: expect(main).to_contain_text(says[0]))
        for each in says[1:]:
            expect(main).to_contain_text(each)
        self.answered += 1


def test_ten_questions_without_the_manager(page: Page, live_kith: LiveKith, proof: Proof) -> None:
    page.goto(f"{live_kith.url}/")
    asked = Answering(page)
    link, top = asked.link, page.get_by_role("navigation", name="Main")
    me, tabs = page.locator(".kith-me > summary"), page.get_by_role("navigation", name="Walter")

    # How many people are here, and is anybody away?
    asked(says=("Who is here", "3 people, 1 away", "In hospital since", "Died"))
    # Who works here now, and who was let in from an agency?
    asked(
        lambda: me,
        lambda: link("Staff on this shift"),
        says=("Who can sign in now", "Sam Okoro", "Nobody from an agency is let in now"),
    )
    # What needs you now? Each number opens whom it is about.
    asked(
        lambda: me,
        lambda: link("What needs you now"),
        says=("What needs you now", "CPR decision seen by one person only"),
    )
    page.get_by_role("group").filter(has_text="CPR decision seen by one").locator("summary").tap()
    # What is decided for him, and who has seen the form?
    asked(
        lambda: link("Walter Green"),
        says=("If their heart stops", "Do not attempt CPR", "second person", "Dr A. Okonjo"),
    )
    # Is his freedom limited? That nobody has recorded it is said, and never taken for "no".
    asked(says=("Limits on freedom (DoLS)", "Not recorded"))
    # What did he drink yesterday, and was anything missed?
    asked(lambda: link("Day", tabs), lambda: link("Day before"), says=("Yesterday", "ml"))
    # Who looked at his record?
    asked(lambda: link("Who looked", tabs), says=("Who looked", "Nora Quill"))
    # What must the next shift know?
    asked(lambda: link("Handover", top), says=("Handover", "Walter"))
    # Is any concern open?
    page.goto(f"{live_kith.url}/concerns/")
    asked(says=("concern",))
    # Why do you hold that, and on what basis?
    asked(
        lambda: me,
        lambda: link("What we record, and why"),
        lambda: link("Drink"),
        says=("Why it is held", "Lawful basis", "UK GDPR"),
    )
    assert asked.answered == 10
    proof.figure("an inspector's ten questions, counted time", round(asked.hand.counted, 1), "s")
    assert asked.hand.counted < TEN_QUESTIONS, str(asked.hand)
