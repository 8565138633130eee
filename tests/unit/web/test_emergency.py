"""The page for the crew: the newest measures with their times, the last day, and what is not known, in words."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from kith.care.facts import Facts
from kith.catalogue.categories import Category
from kith.catalogue.components import DailyEntry
from kith.catalogue.components.patient import NhsNumber, Patient
from kith.catalogue.loader import catalogue
from kith.web.presenters.emergency import EmergencyPage, emergency_page
from kith.web.presenters.hrefs import Hrefs
from kith.web.presenters.summary import Reader
from tests.support.facts import EVA, NOW, PATIENT, held, telling
from tests.unit.web.test_summary import Rights

WALTER = Patient(
    PATIENT, "Green", ("Walter",), birth_date=date(1938, 3, 9), nhs_number=NhsNumber("9994173006", "01")
)


def entry(kind: str, hours: float, **answers: Any) -> DailyEntry:
    """Something so many hours ago."""
    at = NOW - timedelta(hours=hours)
    return DailyEntry(uuid4(), kind, catalogue().kind(kind).canonical, PATIENT, at, EVA, at, answers)


def page(
    *entries: DailyEntry, patient: Patient | None = WALTER, rights: Rights | None = None
) -> EmergencyPage:
    newest = sorted(entries, key=lambda each: each.occurred, reverse=True)
    reader = Reader(rights or Rights(), 1, Hrefs(PATIENT))
    return emergency_page(
        patient, "Walter Green", Facts((held("risk"),)), [], [], newest, reader, telling(), place="Oak"
    )


def test_who_it_is_with_the_number_and_how_sure_we_are() -> None:
    shown = page()
    assert (shown.born, shown.nhs_number) == ("9 March 1938, 88 years", "999 417 3006")
    assert shown.nhs_status == "Number present and verified"
    assert shown.made == "23 Nov 2026 at 15:00"
    unknown = page(patient=Patient(PATIENT, "Green"))
    assert (unknown.born, unknown.nhs_number, unknown.nhs_status) == ("not recorded", "not recorded", "")


def test_the_newest_measure_has_its_time_and_a_missing_one_says_so() -> None:
    shown = page(entry("pulse", 50, pulse=72), entry("pulse", 3, pulse=88))
    pulse = next(each for each in shown.measures if each.title == "Pulse")
    assert "88" in pulse.said
    assert pulse.when == "23 Nov 2026, 12:00"
    assert {each.said for each in shown.measures if each.title != "Pulse"} == {
        "not recorded in the last 30 days"
    }


def test_only_the_last_day_is_told_and_medicines_are_no_chart() -> None:
    shown = page(
        entry("vomiting", 30, amount="large"),
        entry("vomiting", 2, amount="small"),
        entry("medicine", 5, seen="taken"),
        entry("medicine", 40, seen="said-no"),
        entry("drink", 1, what="tea", offered=Decimal(200), taken=Decimal(150)),
    )
    assert [each.kind for each in shown.events] == ["vomiting"]
    assert [each.said for each in shown.medicines] == [("They took it",)]
    assert "not the medicines chart" in shown.notice
    assert next(each.said for each in shown.last if each.title == "Drink").endswith("150 of 200 ml")
    assert not shown.closed


def test_a_role_that_opens_little_is_told_so() -> None:
    shown = page(rights=Rights(closed=(Category.COMMUNICATION, Category.MEDICINES, Category.OBSERVATIONS, Category.PLAN,
                                       Category.DAILY_LIFE)))  # fmt: skip
    assert shown.closed
    assert [each.key for each in shown.answers] == ["risks", "conditions", "call"]
    assert (shown.measures, shown.last, shown.medicines, shown.notice) == ((), (), (), "")
    assert (shown.events, shown.no_events) == ((), ""), "that nothing happened is not theirs to say"


def test_that_nothing_happened_is_said_to_those_alone_who_would_read_of_it() -> None:
    assert page().no_events == "Nothing of note is recorded."
    some = page(rights=Rights(closed=(Category.OBSERVATIONS,)))
    assert some.no_events == "Nothing that is open to you here. There may be more."
