"""Searching looks over years: whoever oversees finds, nobody else; and it is a look itself."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

import psycopg
import pytest
from django.test import Client
from django.utils import timezone

from kith.access import gate
from kith.access.looking import SEARCHING, search_looks
from kith.access.refused import Refused
from kith.care.days import LONDON
from kith.directory import actions
from kith.directory.models import Account, KnownPatient
from kith.record.connection import cursor
from kith.record.look_search import Sought, conditions, statement
from kith.record.looks import LookKind, record_look
from tests.integration.test_gate import sent_to_the_database
from tests.integration.test_pages import browser, text
from tests.support.homes import Home, as_owner, home, signed_in
from tests.support.sharing import agree, both

pytestmark = [pytest.mark.usefixtures("store_url"), pytest.mark.store]

SEARCH = "/looks/search/"


@pytest.fixture
def place(store_url: str) -> Home:
    with as_owner():
        return home()


@pytest.fixture
def walter(place: Home) -> KnownPatient:
    with as_owner():
        return place.person("Green", "Walter")


@pytest.fixture
def lead(place: Home) -> Client:
    with as_owner():
        return browser(place.worker("manager", "Margaret Boateng"))


def worker(place: Home, role: str, name: str) -> Account:
    with as_owner():
        return place.worker(role, name)


def look(
    account: Account, *people: KnownPatient, kind: LookKind = LookKind.OPENING, asked: str = "day"
) -> None:
    """One look at these people, whom the account may open."""
    with signed_in(account) as viewer:
        gate.list_people(viewer, face="test", asked="to begin")
        record_look(cursor(), [each.id for each in people], kind=kind, face="test", asked=asked)


def found(client: Client, query: str) -> str:
    answer = client.get(f"{SEARCH}?{query}")
    assert answer.status_code == 200
    under = text(answer).partition('role="search"')[2].partition("</form>")[2].partition("</main>")[0]
    return " ".join(re.sub(r"</?(strong|br|span)[^>]*>", " ", under).split()).replace(" ,", ",")


def test_the_lead_finds_by_who_how_role_and_day(place: Home, walter: KnownPatient, lead: Client) -> None:
    eva, colin = worker(place, "nurse", "Eva Lindholm"), worker(place, "care_worker", "Colin Green")
    look(eva, walter, kind=LookKind.OVERRIDE)
    look(colin, walter, kind=LookKind.EXPORT)
    copied, gave = "Took a copy: day", "Opened it for a reason they gave: day"
    for query, shown, hidden in (
        (f"staff={eva.staff_id}", gave, copied),
        (f"staff={colin.staff_id}&kind=export", copied, gave),
        ("kind=override", gave, copied),
        ("role=care_worker", copied, gave),
    ):
        page = found(lead, query)
        assert shown in page, query
        assert hidden not in page, query
    both_of_them = found(lead, "kind=")
    assert both_of_them.index(copied) < both_of_them.index(gave), "the newest first"
    assert "Walter Green" in both_of_them
    day = timezone.now().astimezone(LONDON).date()
    today, tomorrow = (quote(f"{each:%d/%m/%Y}") for each in (day, day + timedelta(days=1)))
    assert copied in found(lead, f"since={today}&until={today}")
    assert "No look like that" in found(lead, f"since={tomorrow}")


def test_whoever_does_not_oversee_has_no_such_page(place: Home, walter: KnownPatient) -> None:
    for role in ("care_worker", "nurse", "senior_care_worker", "inspector"):
        account = worker(place, role, "Emily Ward")
        assert [browser(account).get(each).status_code for each in (SEARCH, f"{SEARCH}?kind=")] == [404, 404]
        with signed_in(account) as viewer, pytest.raises(Refused):
            search_looks(viewer, Sought(), size=5, face="test")


def test_looks_at_people_elsewhere_are_absent_and_ours_from_elsewhere_are_told(store_url: str) -> None:
    with as_owner():
        known = both()
        agree(known.house, known.surgery)
        stranger = home("Elm House")
        hidden, nora = stranger.person("Brown", "Ivy"), stranger.worker("manager", "Nora Quill")
    with signed_in(known.doctor) as viewer:
        gate.open(viewer, known.walter.id, face="test", asked="day")
    look(nora, hidden)
    of_house, of_surgery = (found(browser(each), "kind=") for each in (known.manager, known.partner))
    assert "Dr Ola Reed, General practitioner, Mill Lane Surgery Ltd" in of_house
    assert str(known.on_list.id) not in of_house
    assert str(known.walter.id) not in of_surgery
    assert "Mill Lane" not in of_surgery
    for page in (of_house, of_surgery):
        assert "Nora Quill" not in page
        assert "Ivy" not in page
    query = f"staff={nora.staff_id}"
    answer = text(browser(known.manager).get(f"{SEARCH}?{query}"))
    assert "No look like that" in answer
    assert "Nora Quill" not in answer


def test_a_look_at_many_names_those_who_are_open_and_no_others(
    place: Home, walter: KnownPatient, lead: Client
) -> None:
    with as_owner():
        gone = place.person("Brown", "Ivy", until=timezone.now() + timedelta(seconds=1))
        eva = place.worker("nurse", "Eva Lindholm")
        other = place.person("White", "Ada")
    look(eva, walter, gone, other, kind=LookKind.EXPORT)
    assert "3 people" in found(lead, "kind=export")
    with as_owner():
        actions.end_registration(registration=place.registration(gone), at=timezone.now(), reason="They left")
    page = found(lead, "kind=export")
    assert "2 people" in page
    assert "Ada White" in page
    assert "Ivy Brown" not in page


def test_searching_is_a_look_at_those_whom_it_shows(
    place: Home, walter: KnownPatient, lead: Client, owner: psycopg.Connection[Any]
) -> None:
    with as_owner():
        ada = place.person("White", "Ada")
    eva = worker(place, "nurse", "Eva Lindholm")
    look(eva, walter, kind=LookKind.EXPORT)
    lead.get(SEARCH)
    found(lead, "kind=export")
    asked = (
        "select count(*) from look l join look_person p on p.at = l.at and p.number = l.number"
        " where p.patient = %s and l.asked = %s"
    )
    kept = [owner.execute(asked, (who.id, SEARCHING)).fetchone() for who in (walter, ada)]
    assert kept == [(1,), (0,)]
    assert "searching looks" in text(lead.get(f"/people/{walter.id}/looks/")).lower()


def test_page_after_page_without_a_gap(place: Home, walter: KnownPatient, lead: Client) -> None:
    eva = worker(place, "nurse", "Eva Lindholm")
    for number in range(55):
        look(eva, walter, kind=LookKind.EXPORT, asked=f"copy {number:02}")
    seen, address = [], f"{SEARCH}?staff={eva.staff_id}&kind=export"
    while address:
        answer = lead.get(address)
        page = answer.content.decode()
        seen += re.findall(r"copy \d\d", page)
        older = re.search(r'href="([^"]*before=[^"]*)"', page)
        address = older[1].replace("&amp;", "&") if older else ""
    assert seen == [f"copy {number:02}" for number in reversed(range(55))]


def test_what_is_no_day_is_said_and_what_is_no_place_is_not_found(lead: Client, walter: KnownPatient) -> None:
    for query in ("since=soon", "until=31/12/9999", "since=1/1/0001"):
        assert "Write the day as day/month/year" in text(lead.get(f"{SEARCH}?{query}"))
    for query in ("staff=x", "kind=x"):
        assert "Choose one from the list" in text(lead.get(f"{SEARCH}?{query}"))
    at = "2026-01-01T00:00:00%2B00:00"
    for query in ("before=x&number=1", "before=2026-01-01&number=1", f"before={at}", f"before={at}&number=x"):
        assert lead.get(f"{SEARCH}?{query}").status_code == 404
    assert lead.get(f"{SEARCH}?before={at}&number={'9' * 30}").status_code == 200


def test_as_many_statements_for_a_full_page_as_for_one_look(place: Home, walter: KnownPatient) -> None:
    eva, margaret = worker(place, "nurse", "Eva Lindholm"), worker(place, "manager", "Margaret Boateng")
    look(eva, walter, kind=LookKind.EXPORT)
    with signed_in(margaret) as viewer:
        few = [_statements(viewer) for _ in range(8)][-1]
    with as_owner():
        people = [place.person("White", f"Ada {number}") for number in range(12)]
    for _ in range(25):
        look(eva, *people, kind=LookKind.EXPORT)
    with signed_in(margaret) as viewer:
        many = [_statements(viewer) for _ in range(8)][-1]
    assert few == many


def _statements(viewer: Any) -> int:
    with sent_to_the_database() as sent:
        search_looks(viewer, Sought(kind=LookKind.EXPORT), size=25, face="test")
    return sum(each in {"Execute", "Query"} for each in sent)


def test_the_search_follows_its_indexes_and_leaves_months_out(place: Home, walter: KnownPatient) -> None:
    eva, margaret = worker(place, "nurse", "Eva Lindholm"), worker(place, "manager", "Margaret Boateng")
    look(eva, walter)
    now = timezone.now()
    with signed_in(margaret) as viewer, small_tables_by_index():
        gate.list_people(viewer, face="test", asked="to begin")
        by_staff = plan(Sought(staff=eva.staff_id))
        by_kind = plan(Sought(kind=LookKind.OVERRIDE))
        of_today = plan(Sought(since=now - timedelta(hours=1), until=now + timedelta(hours=1)))
    month = f"{now:%Y_%m}"
    assert f"look_{month}_staff_at_number_idx" in by_staff
    assert f"look_{month}_kind_at_number_idx" in by_kind
    assert f"look_person_{month}_at_number_idx" in by_staff
    for each in (by_staff, by_kind):
        assert "Sort  " not in each
        assert "Seq Scan on look_2" not in each
    others = set(re.findall(r"on look_(\d{4}_\d\d)", of_today)) - {month}
    assert others <= {f"{now + timedelta(hours=1):%Y_%m}", f"{now - timedelta(hours=1):%Y_%m}"}


@contextmanager
def small_tables_by_index() -> Iterator[None]:
    """As the planner chooses where there are many rows."""
    cursor().execute("set local enable_seqscan = off")
    yield


def plan(sought: Sought, after: tuple[datetime, int] | None = None) -> str:
    where, values = conditions(sought, after)
    return "\n".join(
        row[0] for row in cursor().execute("explain " + statement(where), [*values, 26]).fetchall()
    )
