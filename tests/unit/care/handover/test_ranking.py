"""What comes first, and what is routine."""

from decimal import Decimal

import pytest
from hypothesis import given

from kith.care import queries
from kith.care.handover.ranking import RULES, ranked
from kith.catalogue.components import DailyEntry
from tests.support.entries import entries
from tests.support.handing_over import NIGHT, distress
from tests.support.invented import entry

KINDS = queries.kinds()


def why(kind: str, **answers: object) -> str | None:
    told = {key.replace("_", "-"): value for key, value in answers.items()}
    found = ranked(entry(kind, NIGHT, told), KINDS[kind])
    return found.why if found else None


def test_every_rule_names_a_kind_a_part_and_answers_that_there_are() -> None:
    for rule in RULES:
        kind = KINDS[rule.kind]
        if rule.part:
            part = kind.by_key[rule.part]
            known = {True} if not part.type.has_options else {option.code for option in part.options}
            assert rule.answers <= known, rule


@pytest.mark.parametrize(
    ("kind", "answers", "said"),
    [
        ("concern", {}, "a concern"),
        ("seizure", {"minutes": 3}, "a seizure"),
        ("marked-change", {"direction": "worse"}, "a change for the worse"),
        ("marked-change", {"direction": "better"}, "a marked change"),
        ("temperature", {"temperature": Decimal("38.9")}, "a measurement outside the usual"),
        ("drink", {"offered": Decimal(200), "taken": Decimal(0)}, "taking nothing of what was offered"),
        ("drink", {"offered": Decimal(200), "taken": Decimal(150), "swallowing": ["choking"]}, "choking"),
        ("washing", {"what": "said-no"}, "saying no"),
        ("professional-visit", {"must_do": True}, "advice that must be followed"),
        ("professional-visit", {"must_do": False}, "advice from a visit"),
        ("handover-note", {"must_do": True}, "something that must be done"),
    ],
)
def test_what_stands_out_says_why(kind: str, answers: dict[str, object], said: str) -> None:
    assert why(kind, **answers) == said


@pytest.mark.parametrize(
    ("kind", "answers"),
    [
        ("drink", {"offered": Decimal(200), "taken": Decimal(150)}),
        ("drink", {"taken": Decimal(150)}),
        ("temperature", {"temperature": Decimal("36.8")}),
        ("washing", {"what": "shower"}),
        ("night-check", {"found": "asleep"}),
    ],
)
def test_routine_is_counted_and_not_told(kind: str, answers: dict[str, object]) -> None:
    assert why(kind, **answers) is None


def test_a_concern_comes_before_distress_and_distress_before_a_visit() -> None:
    ranks = [ranked(entry(key, NIGHT), KINDS[key]) for key in ("concern", "distress", "visit")]
    assert [each.rank for each in ranks if each] == sorted(
        (each.rank for each in ranks if each), reverse=True
    )


def test_what_was_withdrawn_ranks_nowhere() -> None:
    assert ranked(distress(status="entered-in-error"), KINDS["distress"]) is None


@given(entries())
def test_every_entry_has_a_place_between_nought_and_a_hundred(made: DailyEntry) -> None:
    found = ranked(made, KINDS[made.kind])
    assert found is None or (0 < found.rank <= 100 and found.why)
