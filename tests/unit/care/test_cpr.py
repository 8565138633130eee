"""Two people see the original, or the page says that one has; what two had seen stands until two have seen its end."""

from datetime import date
from typing import Any

import pytest

from kith.care.cpr import DO_NOT, Decision, decisions, said, to_look_back
from kith.care.facts import Facts, Held
from kith.care.presenters.cpr import NO_DECISION, CprSaid, cpr_alert, cpr_said
from tests.support.facts import ELIZA, EVA, SAM, held, telling

FORM: dict[str, Any] = {
    "decision": "do-not-attempt", "made-by": "Dr A. Okonjo", "made-on": date(2026, 2, 11),
    "review-by": date(2027, 2, 11), "original": "Red folder", "source": "document",
}  # fmt: skip


def cpr(decision: str = "do-not-attempt", **more: Any) -> Held:
    answers = (
        {**FORM, "decision": decision}
        if decision in ("attempt", "do-not-attempt")
        else {"decision": decision}
    )
    if decision == "ended":
        answers = {key: value for key, value in FORM.items() if key != "review-by"} | {"decision": "ended"}
    return held("cpr", answers, **more)


def seen(says: str = "do-not-attempt", **more: Any) -> Held:
    return held("cpr-seen", {"says": says}, **more)


def decided(*found: Held, earlier: tuple[Held, ...] = ()) -> Decision:
    (decision,) = decisions(
        Facts(tuple(sorted(found, key=lambda each: each.recorded, reverse=True))), earlier
    )
    return decision


def page(*found: Held, earlier: tuple[Held, ...] = (), reader: Any = ELIZA) -> CprSaid:
    facts = Facts(tuple(sorted(found, key=lambda each: each.recorded, reverse=True)))
    (shown,) = cpr_said(decisions(facts, earlier), telling(), reader)
    return shown


def test_without_a_decision_the_page_says_to_attempt_it() -> None:
    assert page().lead == NO_DECISION == "No decision recorded: attempt CPR"
    assert [page(cpr(why)).lead for why in ("not-asked", "not-known", "declined")] == [NO_DECISION] * 3
    assert page(cpr("not-asked")).lines == ("Not asked.",)
    assert not decided(cpr("not-asked")).waits


def test_a_decision_that_one_person_entered_says_so_until_another_has_seen_the_form() -> None:
    alone = page(cpr())
    assert alone.lead == "Do not attempt CPR"
    assert alone.waits == (
        "Entered by Eva Lindholm, not yet seen by a second person. Look at the signed form.",
    )
    assert alone.to_see
    both = page(cpr(), seen(by=SAM, hours=1))
    assert (both.lead, both.waits, both.to_see) == ("Do not attempt CPR", (), False)
    assert both.seen == "Original seen by Samuel Price too, 1 Nov 2026"
    assert "Signed form: Red folder" in both.lines


def test_nobody_confirms_their_own() -> None:
    assert decided(cpr(), seen(by=EVA, hours=1)).waits
    assert not page(cpr(), reader=EVA).to_see
    assert not decided(cpr(), seen(by=EVA, hours=1), seen(by=SAM, hours=2)).waits


def test_what_was_seen_before_a_change_does_not_confirm_the_change() -> None:
    before = cpr()
    later = cpr(version=2, hours=5)
    assert decided(later, seen(by=SAM, hours=1), earlier=(later, before)).waits
    assert not decided(later, seen(by=SAM, hours=6), earlier=(later, before)).waits


@pytest.mark.parametrize("ending", [cpr("ended", version=2, hours=5, by=SAM), cpr(version=2, hours=5, by=SAM, removed=True),
                                    cpr("not-asked", version=2, hours=5, by=SAM)])  # fmt: skip
def test_one_person_does_not_end_what_two_had_seen(ending: Held) -> None:
    before, witness = cpr(), seen(by=ELIZA, hours=1)
    shown = page(ending, witness, earlier=(ending, before))
    assert shown.lead == "Do not attempt CPR"
    assert "not yet seen by a second person" in shown.waits[0]
    assert "by Samuel Price" in shown.waits[0]
    ended = page(ending, witness, seen("no-form", by=ELIZA, hours=6), earlier=(ending, before))
    assert ended.lead == NO_DECISION
    assert ended.waits == ()


def test_a_second_person_who_sees_something_else_is_heard() -> None:
    shown = page(cpr(), seen("attempt", by=SAM, hours=1))
    assert "Samuel Price saw something else: “Attempt CPR”." in shown.waits


def test_a_decision_that_nobody_else_had_seen_is_told_when_it_goes() -> None:
    ended = cpr("ended", version=2, hours=3, by=SAM)
    shown = page(ended, earlier=(ended, cpr()))
    assert shown.lead == NO_DECISION
    assert "Before that it said: Do not attempt CPR, which no second person had seen either." in shown.waits


def test_history_is_read_only_where_it_is_needed() -> None:
    assert to_look_back(Facts(())) == []
    assert to_look_back(Facts((cpr(),))) == []
    later = cpr(version=2, hours=2)
    assert to_look_back(Facts((later,))) == [later]
    assert to_look_back(Facts((seen(by=SAM, hours=3), later))) == []


def test_a_review_that_is_over_is_said() -> None:
    late = held("cpr", {**FORM, "review-by": date(2026, 11, 5)})
    assert (
        "Look at it again by: 5 November 2026. This day has passed: ask for it to be looked at again"
        in page(late).lines
    )


def test_lists_warn_of_a_decision_not_to_attempt_and_of_one_that_waits() -> None:
    assert cpr_alert([]) == []
    assert [each.words for each in cpr_alert([decided(cpr(), seen(by=SAM, hours=1))])] == [
        "Do not attempt CPR"
    ]
    assert [each.words for each in cpr_alert([decided(cpr())])] == [
        "Do not attempt CPR: not yet seen by a second person"
    ]
    assert cpr_alert([decided(cpr("attempt"), seen("attempt", by=SAM, hours=1))]) == []
    assert said(cpr()) == DO_NOT
