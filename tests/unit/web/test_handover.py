"""The handover's page: order, folded people, and who has read."""

from datetime import timedelta
from uuid import UUID, uuid4

from kith.care.handover.parts import Handover, handover
from kith.care.handover.reads import Reader
from kith.care.handover.since import Choice
from kith.web.presenters.handover import HandoverPage, Reading, handover_page
from tests.support.handing_over import MORNING, distress, known, telling, told
from tests.support.invented import ELIZA, SAM


def page(*people, readers: dict[UUID, list[Reader]] | None = None) -> HandoverPage:
    shown = made(*people)
    return handover_page(
        shown, Reading(readers or {}, [ELIZA, SAM]), lambda ids: f"{len(ids)} sealed", telling()
    )


def made(*people) -> Handover:
    return handover(people, telling(), choice=Choice.READ, since="since you last read", head=11)


def test_people_with_nothing_new_are_one_folded_line() -> None:
    lately = (distress(MORNING - timedelta(hours=1)),)
    shown = page(
        known(told(distress())),
        known(name="Rosa Mendes", lately=lately),
        known(name="Ivy Stone", lately=lately),
    )
    assert [card.part.person.name for card in shown.cards] == ["Walter Green"]
    assert shown.quiet_words == "Nothing new for 2 people"
    assert shown.summary.startswith("1 person to tell of since you last read.")
    assert shown.token == "3 sealed"
    assert shown.cards[0].token == "1 sealed"


def test_nothing_to_tell_is_said() -> None:
    assert page(known()).summary == "Nothing that stands out since you last read."
    assert page().empty


def test_whoever_has_read_everybody_has_read() -> None:
    one, other = known(told(distress())), known(told(distress()), name="Rosa Mendes")
    first, second = one.person.patient, other.person.patient
    at = MORNING - timedelta(minutes=5)
    part = page(one, other, readers={first: [Reader(ELIZA, at)]})
    assert part.read_by == "Read by 0 of 2 signed in now"
    assert {card.part.person.patient: card.read_by for card in part.cards}[first] == "Read by Eliza Marsh."
    whole = page(one, other, readers={first: [Reader(ELIZA, at)], second: [Reader(ELIZA, MORNING)]})
    assert whole.read_by == "Read by 1 of 2 signed in now"
    assert whole.readers == ("Eliza Marsh, 07:10",)
    assert whole.waiting == ("Sam Okoro",)


def test_somebody_who_has_gone_home_is_not_counted_among_those_here() -> None:
    gone = uuid4()
    one = known(told(distress()))
    shown = page(one, readers={one.person.patient: [Reader(gone, MORNING)]})
    assert shown.read_by == "Read by 0 of 2 signed in now"
