"""The summary for one reader: every question is there, gaps are gaps, and only what the role allows is offered."""

from dataclasses import dataclass
from datetime import date

from kith.care.facts import Facts, Held
from kith.catalogue.categories import Category, Tier
from kith.web.presenters.hrefs import Hrefs
from kith.web.presenters.summary import QUESTIONS, REST, Answer, Reader, SummaryPage, summary_page
from tests.support.facts import PATIENT, held, telling


@dataclass
class Rights:
    """May read all but what is closed, and add or change only what is named."""

    closed: tuple[Category, ...] = ()
    add: tuple[Category, ...] = ()
    change: tuple[Category, ...] = ()

    def may_read(self, category: Category, tier: Tier) -> bool:
        return category not in self.closed

    def may_add(self, category: Category, tier: Tier) -> bool:
        return category in self.add

    def may_change(self, category: Category, tier: Tier) -> bool:
        return category in self.change


ALL = (Category.PLAN, Category.COMMUNICATION, Category.SUMMARY, Category.DEMOGRAPHICS, Category.LEGAL)


def page(*found: Held, rights: Rights | None = None) -> SummaryPage:
    reader = Reader(rights or Rights(), 1, Hrefs(PATIENT))
    return summary_page(Facts(found), [], [], reader, telling(), made="15:00")


def said(shown: SummaryPage, key: str) -> Answer:
    (found,) = [each for each in (*shown.answers, *shown.rest) if each.key == key]
    return found


def contact(name: str, tell: str, **more: object) -> Held:
    return held("contact", {"known": "known", "name": name, "relation": "friend", "tell": tell, **more})


def test_every_question_is_there_whatever_is_known() -> None:
    shown = page()
    assert [each.key for each in shown.answers] == [key for key, _, _ in QUESTIONS]
    assert [each.key for each in shown.rest] == [key for key, _, _ in REST]
    for each in (*shown.answers, *shown.rest):
        assert {line.said.lead for line in each.lines} == {"Not recorded"}
        assert all(line.said.gap for line in each.lines)
    assert shown.check is None


def test_what_is_closed_is_no_gap() -> None:
    shown = page(held("texture"), rights=Rights(closed=(Category.PLAN,)))
    (line, _) = said(shown, "food").lines
    assert (line.said.lead, line.said.gap) == ("Not open to you here", False)
    assert line.way is None


def test_ways_go_by_what_the_role_may_do_and_whose_the_fact_is() -> None:
    own, theirs = held("moving"), held("moving", custodian=2)
    nobody, adder, changer = Rights(), Rights(add=ALL), Rights(add=ALL, change=ALL)
    assert said(page(rights=nobody), "moving").lines[0].way is None
    record = said(page(rights=adder), "moving").lines[0].way
    assert record is not None
    assert (record.words, record.href) == ("Record", f"/people/{PATIENT}/record/?kind=moving")
    assert said(page(own, rights=adder), "moving").lines[0].way is None
    change = said(page(own, rights=changer), "moving").lines[0].way
    assert change is not None
    assert (change.words, change.href) == ("Change", record.href)
    assert said(page(theirs, rights=changer), "moving").lines[0].way is None


def test_two_organisations_answers_are_both_shown() -> None:
    shown = said(page(held("moving"), held("moving", {"known": "not-asked"}, custodian=2)), "moving")
    assert [line.said.lead for line in shown.lines] == ["Two people. With: Full hoist and sling", "Not asked"]
    assert all("two answers are held" in line.title for line in shown.lines)


def test_whom_to_call_stands_in_order_and_whom_to_tell_nothing_is_named() -> None:
    ann, ben = contact("Ann", "emergency", order=1), contact("Ben", "everything", order=2)
    shown = said(page(contact("Cara", "nothing"), ben, ann), "call")
    assert [line.said.lead.split(".")[0] for line in shown.lines] == ["Ann", "Ben", "Tell nothing to: Cara"]
    assert [line.stop for line in shown.lines] == [False, False, True]


def test_a_list_tells_its_facts_and_without_any_the_newest_word_on_why() -> None:
    none = held("risk", {"known": "none", "source": "staff"}, hours=1)
    assert [line.said.lead for line in said(page(none, held("risk")), "risks").lines] == ["Falling"]
    assert [line.said.lead for line in said(page(none), "risks").lines] == ["None known"]
    removed = held("risk", removed=True)
    assert [line.said.lead for line in said(page(removed), "risks").lines] == ["Not recorded"]
    add = said(page(held("risk"), rights=Rights(add=ALL)), "risks").add
    assert add is not None
    assert add.words == "Add"


def test_what_is_over_says_so_and_stands_last() -> None:
    over = held(
        "must-do",
        {
            "known": "known",
            "what": "Walk",
            "harm": True,
            "timing": "words",
            "when": "Daily",
            "until": date(2026, 11, 2),
            "source": "gp",
        },
    )
    now = held(
        "must-do",
        {
            "known": "known",
            "what": "Weigh",
            "harm": True,
            "timing": "words",
            "when": "Mondays",
            "source": "gp",
        },
        hours=1,
    )
    leads = [line.said.lead for line in said(page(over, now), "today").lines]
    assert leads == ["Weigh", "Over since 2 Nov 2026: Walk"]


def test_what_was_removed_can_be_recorded_again_only_by_those_who_may_change_it() -> None:
    removed = held("moving", removed=True, version=2)
    assert said(page(removed, rights=Rights(add=ALL)), "moving").lines[0].way is None
    assert said(page(removed, rights=Rights(add=ALL, change=ALL)), "moving").lines[0].way is not None


def test_the_warning_is_there_only_where_somebody_made_sure() -> None:
    known = {"known": "known", "subjects": ["moving"], "facts": "Needs help.", "confirmed-by": "Eva",
             "confirmed-on": date(2026, 10, 1), "source": "staff"}  # fmt: skip
    shown = page(held("check-answers", known)).check
    assert shown is not None
    assert shown.said.lead == "On: Walking and moving"
    assert page(held("check-answers", {"known": "none", "source": "staff"})).check is None
