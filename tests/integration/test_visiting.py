"""An inspector let in for the day: by whom, how long, where, and what it opens; and that nothing offers to write."""

import re
from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone

from kith.access import gate, sessions
from kith.access.agency import Checked, NotPossible, admit
from kith.access.roles import usual
from kith.care.days import ServiceDay
from kith.catalogue.categories import Category, Tier
from kith.directory.models import Account, AgencyLogin
from kith.record.connection import cursor
from kith.record.errors import NotAllowed
from kith.record.ids import new_id
from kith.web.signin import pending
from kith.web.staff.ends import day_end, told
from tests.support.doors import OTHER_PIN, submit, tablet, type_pin, who, with_pin
from tests.support.facts import fact
from tests.support.homes import Home, as_owner, home, post_of, signed_in
from tests.support.lived_in import LivedIn, lived_in

pytestmark = [pytest.mark.usefixtures("store_url"), pytest.mark.store]
CARD = Checked("Care Quality Commission", "Identity card with a photo", register="CQC 44321")
INSPECTORS = ("inspector", "visiting_inspector")
NURSES = ("nurse", "agency_nurse")


@pytest.fixture(scope="module")
def house(store_url: str) -> LivedIn:
    return lived_in()


@dataclass
class Visit:
    """An inspector at the home's tablet, and the nurse in charge at another."""

    account: Account
    browser: Client
    nurse: Client


FORM = {"name": "Ines Pectora", "regulator": "cqc", "card": "card", "number": "CQC 44321", "whom": "all"}


def form(**more: Any) -> dict[str, Any]:
    return {**FORM, "form": str(new_id()), **more}


def visit(house: LivedIn, **more: Any) -> Visit:
    """Let in through the pages by the nurse in charge, and signed in with a PIN of their own."""
    with as_owner():
        lead = with_pin(house.lead)
        service = post_of(lead).service
    at = Home(service.organization, service)
    nurse, browser = tablet(at, name=f"Tablet {new_id()}"), tablet(at, name=f"Tablet {new_id()}")
    type_pin(nurse, lead)
    answer = submit(nurse, "/staff/inspector", **form(**more)).content.decode()
    pin = re.search(r"kith-one-time\">([\d ]+)<", answer)
    assert pin is not None, answer
    with as_owner():
        account = AgencyLogin.objects.select_related("account__staff").order_by("-made")[0].account
    type_pin(browser, account, pin.group(1).replace(" ", ""))
    assert submit(browser, "/door/pin", pin=OTHER_PIN, again=OTHER_PIN).status_code == 302
    assert who(browser) == account.pk
    return Visit(account, browser, nurse)


# --- who lets in, how long and on what ---


@pytest.mark.parametrize("key", sorted(usual()))
def test_nurses_and_managers_let_inspectors_in_and_nobody_else_does(house: LivedIn, key: str) -> None:
    with as_owner():
        place = home()
        account = place.worker(key, "Some Body")
    wanted = {"manager": INSPECTORS} | dict.fromkeys(NURSES, INSPECTORS[1:])
    for role in INSPECTORS:
        with signed_in(account) as by:
            if role in wanted.get(key, ()):
                admit(by, name="Ines Pectora", role_key=role, until=soon(), checked=CARD)
            else:
                with pytest.raises(NotPossible), transaction.atomic():
                    admit(by, name="Ines Pectora", role_key=role, until=soon(), checked=CARD)


def test_a_day_at_most_and_only_with_a_card_also_in_the_database(house: LivedIn) -> None:
    longer, nothing = timezone.now() + timedelta(hours=26), Checked("CQC", "Card")
    with signed_in(house.lead) as by:
        for until, checked, words in ((longer, CARD, "a day at most"), (soon(), nothing, "number")):
            with pytest.raises(NotPossible, match=words), transaction.atomic():
                admit(by, name="A B", role_key="visiting_inspector", until=until, checked=checked)
        good = (soon(), "CQC", "Card", "44321")
        for until, agency, card, number in (
            (longer, *good[1:]), (soon(), " ", "Card", "1"), (soon(), "CQC", "", "1"), (soon(), "CQC", "Card", " "),
        ):  # fmt: skip
            row = cursor().execute(
                "select kith_admit(%s, %s, 'a', 'b', '!', 'visiting_inspector', now(), %s, %s, %s, '', '', %s, null, 'x')",
                (new_id(), new_id(), until, agency, card, number),
            ).fetchone()  # fmt: skip
            assert row == (None,)


def test_the_day_is_not_made_longer_and_the_lead_can_end_it(house: LivedIn) -> None:
    found = visit(house)
    with as_owner():
        login = AgencyLogin.objects.get(account=found.account).post_id
    assert found.nurse.get(f"/staff/logins/{login}/longer").status_code == 404
    with signed_in(house.lead):
        row = cursor().execute("select kith_move_login(%s, now() + interval '26 hours')", (login,)).fetchone()
        assert row == (False,)
    assert found.browser.get("/").status_code == 200
    assert submit(found.nurse, f"/staff/logins/{login}/end", _at="/staff/").status_code == 302
    assert found.browser.get("/").status_code == 302


def test_the_manager_ends_what_a_nurse_began_and_lets_in_to_concerns_too(house: LivedIn) -> None:
    found = visit(house)
    with as_owner():
        login = AgencyLogin.objects.get(account=found.account).post_id
        service = post_of(with_pin(house.manager)).service
    manager = tablet(Home(service.organization, service), name=f"Tablet {new_id()}")
    type_pin(manager, house.manager)
    assert submit(manager, f"/staff/logins/{login}/end", _at="/staff/").status_code == 302
    assert found.browser.get("/").status_code == 302
    assert "kith-one-time" in submit(manager, "/staff/inspector", **form()).content.decode()
    with as_owner():
        assert AgencyLogin.objects.select_related("post").order_by("-made")[0].post.role == "inspector"


def test_what_was_checked_is_kept_and_nothing_is_left_out(house: LivedIn) -> None:
    found = visit(house)
    shown = found.nurse.get("/staff/").content.decode()
    assert "Ines Pectora" in shown
    assert (
        "Care Quality Commission. Seen: Identity card with a photo, number CQC 44321. Let in by Nora Quill"
        in shown
    )
    for gone in ("name", "regulator", "card", "number", "whom"):
        answer = submit(found.nurse, "/staff/inspector", **form(**{gone: ""})).content.decode()
        assert "Please check this" in answer
        assert f'href="#{gone}"' in answer


@pytest.mark.parametrize(
    ("now", "end"),
    [
        (datetime(2026, 11, 26, 7, 5, tzinfo=UTC), datetime(2026, 11, 27, tzinfo=UTC)),
        (
            datetime(2026, 7, 1, 6, 5, tzinfo=UTC),
            datetime(2026, 7, 1, 23, tzinfo=UTC),
        ),  # 07:05 and 24:00 in summer
        (datetime(2026, 11, 26, 23, 30, tzinfo=UTC), datetime(2026, 11, 27, 7, tzinfo=UTC)),
        (
            datetime(2026, 10, 24, 23, 30, tzinfo=UTC),
            datetime(2026, 10, 26, tzinfo=UTC),
        ),  # the day of 25 hours
    ],
)
def test_the_day_ends_at_midnight(now: datetime, end: datetime) -> None:
    assert day_end(now, ServiceDay()) == end
    assert end - now <= timedelta(hours=25)


def test_the_end_is_said_as_people_say_it() -> None:
    morning = datetime(2026, 7, 1, 6, 5, tzinfo=UTC)
    assert told(day_end(morning, ServiceDay()), morning) == "midnight tonight"
    evening = datetime(2026, 11, 26, 23, 30, tzinfo=UTC)
    assert told(day_end(evening, ServiceDay()), evening) == "07:00 tomorrow"


def test_whoever_visits_signs_in_in_the_building_alone(house: LivedIn) -> None:
    """With whatever they sign in: a passkey that they added on the tablet opens nothing on their own telephone."""
    found = visit(house)
    request = HttpRequest()
    request.session = Client().session
    assert pending.finish(request, found.account, "/") is None
    request.COOKIES = {name: each.value for name, each in found.browser.cookies.items()}
    assert pending.finish(request, found.account, "/") is not None
    assert sessions.posts_of(found.account)


# --- what it opens ---


def test_for_chosen_people_nobody_else_is_there_not_even_in_an_emergency(house: LivedIn) -> None:
    green, other = house.green, house.others[0]
    found = visit(house, whom="chosen", person=[str(green.id)])
    assert found.browser.get(f"/people/{green.id}/summary/").status_code == 200
    assert found.browser.get(f"/people/{green.id}/emergency/").status_code == 200
    for page in ("", "summary/", "emergency/", "looks/"):
        assert found.browser.get(f"/people/{other.id}/{page}").status_code == 404, page
    assert other.family not in found.browser.get("/emergency/").content.decode()
    assert "Emergency: anyone here" not in found.browser.get("/").content.decode()
    assert found.nurse.get(f"/people/{other.id}/emergency/").status_code == 200


def test_reads_care_and_never_the_most_private(house: LivedIn) -> None:
    found = visit(house)
    with signed_in(found.account) as by:
        record = gate.open(by, house.green.id, face="test", asked="x")
        for category in (Category.DAILY_LIFE, Category.PLAN, Category.MEDICINES, Category.LEGAL):
            assert record.may_read(category, Tier.DEEPEST)
        for category in (
            Category.SEXUAL_HEALTH,
            Category.SUBSTANCE_USE,
            Category.SAFEGUARDING,
            Category.FINANCE,
        ):
            assert not record.may_read(category, Tier.HEADLINE)
        assert not any(record.may_add(category, tier) for category in Category for tier in Tier)
        assert not any(record.may_change(category, tier) for category in Category for tier in Tier)
        with pytest.raises(NotAllowed), transaction.atomic():
            record.add(fact("risk", by=by.practitioner, patient=house.green.id))
    with signed_in(house.lead) as by:
        assert gate.open(by, house.green.id, face="test", asked="x").may_read(
            Category.SEXUAL_HEALTH, Tier.HEADLINE
        )


READS = {"/look", "/sign-out", "/session/lock", "/find/"}
"""Where forms are sent that write nothing about anybody: how pages look, leaving, and finding somebody."""


def test_no_page_that_can_be_reached_offers_to_write(house: LivedIn) -> None:
    found = visit(house)
    seen, todo = set(), deque(["/"])
    while todo:
        address = todo.popleft()
        shape = re.sub(
            r"[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d\d-\d\d|(?<=catalogue/)[a-z-]+", "x", address.split("?")[0]
        )
        if shape in seen or address.startswith(("/static", "/door", "/account")):
            continue
        seen.add(shape)
        answer = found.browser.get(address)
        text = answer.content.decode(errors="replace")
        assert answer.status_code == 200, address
        sent_to = {each or address for each in re.findall(r'<form method="post"(?: action="([^"]*)")?', text)}
        assert sent_to <= READS, (address, sent_to)
        assert "<kith-recorder" not in text, address
        assert "data-kith-do" not in text, address
        if "text/html" in answer.headers.get("Content-Type", ""):
            todo += [each.replace("&amp;", "&") for each in re.findall(r'href="(/[^"#]*)"', text)]
    assert len(seen) > 15, seen


def test_pages_for_those_who_write_or_lead_are_not_there(house: LivedIn) -> None:
    found, green = visit(house), house.green.id
    for page in (
        "/staff/", "/staff/admit", "/staff/inspector", "/staff/set-up", "/now/", "/packs/", "/board/", "/looks/unusual/",
        "/agreements/", "/concern/", "/learn/", f"/people/{green}/record/", f"/people/{green}/concern/",
        f"/people/{green}/leave/", f"/people/{green}/allergies/add", f"/people/{green}/declare/",
    ):  # fmt: skip
        assert found.browser.get(page).status_code == 404, page
    for page in ("/staff/", f"/people/{green}/record/", "/concern/", "/learn/"):
        assert found.nurse.get(page).status_code == 200, page


def soon() -> datetime:
    return timezone.now() + timedelta(hours=6)
