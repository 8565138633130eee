"""The demonstration home: believable, right by the catalogue, readable by its staff only, and sound."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from statistics import median
from typing import Any
from uuid import UUID

import psycopg
import pytest
from nhs_number.validate import is_valid

from kith.access import gate, making_roles, sessions
from kith.access.refused import Refused
from kith.access.roles import shipped
from kith.care import demonstration
from kith.care.days import ServiceDay
from kith.care.demonstration.cast import CAST
from kith.care.demonstration.loading import load_rest
from kith.care.demonstration.residents import RESIDENTS
from kith.care.demonstration.signing_in import password, pin
from kith.care.demonstration.staff import WILLOWS
from kith.care.facts import CPR_SEEN
from kith.catalogue import exact
from kith.catalogue.categories import Category, Tier
from kith.catalogue.checking import check
from kith.catalogue.components import DailyEntry
from kith.directory.models import Account, Registration
from kith.record import anchor
from kith.record.validation import check as validate
from kith.record.verify import verify
from tests.support.demonstration import living_there
from tests.support.homes import as_owner, signed_in

NOW = datetime.now(UTC)
RULE = ServiceDay()
TODAY = RULE.of(NOW)


@pytest.fixture(scope="module", autouse=True)
def loaded(store_url: str) -> int:
    """The demonstration, loaded once for all of these."""
    with as_owner():
        return demonstration.load(NOW)


def account(username: str) -> Account:
    return Account.objects.get(username=username)


def person(family: str, given: str) -> UUID:
    """As the owner knows them."""
    with as_owner():
        return living_there().get(family=family, given=given).id


def fortnight(username: str, patient: UUID) -> list[DailyEntry]:
    with signed_in(account(username)) as viewer:
        record = gate.open(viewer, patient, face="test", asked="fortnight")
        return record.entries(since=RULE.start(TODAY - timedelta(days=14)), limit=2000)


def ninety_days(username: str, patient: UUID) -> list[DailyEntry]:
    with signed_in(account(username)) as viewer:
        return gate.open(viewer, patient, face="test", asked="ninety days").entries(limit=5000)


def test_every_day_of_everybody_holds_what_a_day_holds() -> None:
    for resident in (each for each in RESIDENTS if each.home == WILLOWS):
        entries = fortnight("eva", person(resident.family, resident.given))
        days = Counter(RULE.of(entry.occurred) for entry in entries)
        days.pop(TODAY, None)
        assert len(days) == 14, resident.key
        assert all(25 <= number <= 45 for number in days.values()), (resident.key, days)


def test_ninety_days_are_there_of_everybody_and_what_a_home_writes_down() -> None:
    lengths = {}
    for part in CAST:
        if part.told and part.told[0] == "last-days":
            continue
        entries = ninety_days("eva", person(part.family, part.given))
        lengths[part.key] = len(entries)
        days = {RULE.of(entry.occurred) for entry in entries}
        away = part.told[2] if part.told and part.told[0] == "hospital" else 0
        assert len(days) >= 90 - 2 * away - 9, (part.key, len(days))
        assert all(check(entry, now=NOW).ok for entry in entries), part.key
        assert max(days) >= TODAY - timedelta(days=1)
    assert len(set(lengths.values())) > len(lengths) / 2
    for resident in (each for each in RESIDENTS if each.home == WILLOWS):
        entries = ninety_days("eva", person(resident.family, resident.given))
        days = {RULE.of(entry.occurred) for entry in entries if entry.kind != CPR_SEEN} - {TODAY}
        assert len(days) == 90, resident.key


def test_an_illness_shows_as_it_was_planted() -> None:
    edna = ninety_days("eva", person("Fairclough", "Edna"))
    begun = TODAY - timedelta(days=3)
    before = [drunk(edna, begun - timedelta(days=back)) for back in range(3, 24)]
    assert drunk(edna, TODAY - timedelta(days=1)) < Decimal("0.75") * median(before)
    assert [entry for entry in edna if entry.kind == "marked-change" and RULE.of(entry.occurred) >= begun]


def test_nothing_but_what_is_due_after_it_follows_a_death() -> None:
    lately = fortnight("eva", person("Oakden", "Phyllis"))
    [death] = [entry for entry in lately if entry.kind == "death"]
    assert death.occurred < RULE.start(TODAY)
    assert {entry.kind for entry in lately if entry.occurred > death.occurred} == {"after-death"}


def test_somebody_is_in_hospital_now_and_somebody_was() -> None:
    for family, given, told in (("Slater", "Vera", ["away"]), ("Mabey", "Doreen", ["away", "back"])):
        entries = ninety_days("eva", person(family, given))
        assert [e.kind for e in sorted(entries, key=lambda e: e.occurred) if e.kind in ("away", "back")][
            -2:
        ] == told


def drunk(entries: list[DailyEntry], day: date) -> Decimal:
    return sum(
        (e.answers["taken"] for e in entries if e.kind == "drink" and RULE.of(e.occurred) == day), Decimal(0)
    )


def test_every_entry_is_right_by_its_definition() -> None:
    for resident in (each for each in RESIDENTS if each.home == WILLOWS):
        for entry in fortnight("eva", person(resident.family, resident.given)):
            assert check(entry, now=NOW).ok, entry


def test_his_week_can_be_compared_and_his_today_is_left_to_eliza() -> None:
    green = person("Green", "Walter")
    entries = fortnight("eliza", green)
    assert [e for e in entries if RULE.of(e.occurred) == TODAY] == []
    kinds = {entry.kind for entry in entries if RULE.of(entry.occurred) >= TODAY - timedelta(days=7)}
    read_by_all = {
        "waking",
        "washing",
        "toileting",
        "food",
        "drink",
        "activity",
        "group-activity",
        "mood",
        "sleep",
    }
    assert read_by_all | {"communication", "night-check"} <= kinds
    assert "medicine" in {entry.kind for entry in fortnight("eva", green)}


def test_an_entry_that_was_put_right_shows_what_it_said_before() -> None:
    green = person("Green", "Walter")
    [amended] = [entry for entry in fortnight("eva", green) if entry.status == "amended"]
    with signed_in(account("eva")) as viewer:
        new, old = gate.open(viewer, green, face="test", asked="entry").history("Observation", amended.id)
    assert (new.version, old.version, new.reason) == (
        2,
        1,
        "The cup was half full when the table was cleared.",
    )
    assert DailyEntry.from_fhir(exact.loads(old.body or "")).answers["taken"] > amended.answers["taken"]


def test_nothing_was_made_or_recorded_in_the_future(owner: psycopg.Connection[Any]) -> None:
    for column in ("recorded", "occurred"):
        row = owner.execute(f"select max({column}) from current").fetchone()
        assert row is not None
        assert row[0] <= datetime.now(UTC)


def test_the_two_homes_do_not_see_each_other() -> None:
    green, winifred = person("Green", "Walter"), person("Okoro", "Winifred")
    assert fortnight("nadia", winifred)
    for username, patient in (("nadia", green), ("eva", winifred)):
        with pytest.raises(Refused):
            fortnight(username, patient)


def test_two_people_share_a_name_and_all_numbers_are_invented() -> None:
    with as_owner():
        people = list(living_there())
        registered = Registration.objects.filter(service__name=WILLOWS, open=True).count()
    assert registered == 41  # one of them died two days ago
    families = Counter(p.family for p in people)
    assert families["Green"] >= 2
    assert families["Bennett"] == 2
    numbers = [str(p.nhs_number) for p in people]
    assert len(set(numbers)) == len(people)
    assert all(number.startswith("999") and is_valid(number) for number in numbers)


def test_everything_is_fhir_and_sealed(owner: psycopg.Connection[Any]) -> None:
    for (body,) in owner.execute("select body from version where reason = 'set up'"):
        assert validate(body) == []
    some = owner.execute("select body from version where reason is null order by id limit 300").fetchall()
    assert [issue for (body,) in some for issue in validate(body)] == []
    report = verify(owner, anchor.anchor_file())
    assert (report.findings, report.unproved) == ([], [])
    assert report.versions > 50_000
    assert report.looks > 400


def test_loading_again_keeps_what_is_there(loaded: int, owner: psycopg.Connection[Any]) -> None:
    before = owner.execute("select count(*) from version").fetchone()
    with as_owner():
        assert demonstration.load() == 0
    assert owner.execute("select count(*) from version").fetchone() == before
    assert loaded > 50_000


def test_adding_the_older_days_finds_nothing_missing(loaded: int) -> None:
    with as_owner():
        assert load_rest() == 0


def test_everybody_can_sign_in_and_the_lines_say_how() -> None:
    with as_owner():
        first, again = demonstration.sign_ins(), demonstration.sign_ins()
    assert password() in first[0]
    assert [old for old, new in zip(first, again, strict=True) if old != new] == first[-2:-1]
    assert "/sign-in/device" in first[-2]
    assert pin() in first[-1]
    people = [account(line.split()[0]) for line in first[1:-2]]
    assert all(len(sessions.posts_of(who)) == 1 for who in people)
    assert {who.password for who in people} == {people[0].password}  # checking one is slow on purpose
    assert people[0].check_password(password())


def test_somebody_works_in_a_role_that_the_home_made_and_sees_what_it_opens() -> None:
    walter = person("Green", "Walter")
    with signed_in(account("nia")) as viewer:
        assert (viewer.role.words, viewer.role.base) == ("Activities coordinator", "activity_facilitator")
        record = gate.open(viewer, walter, face="test", asked="summary")
        assert record.may_read(Category.PLAN, Tier.DETAIL)
        assert not record.may_read(Category.MEDICINES, Tier.HEADLINE)
    with signed_in(account("margaret")) as viewer:
        [row] = making_roles.known(viewer)
        assert (
            making_roles.problems(viewer, shipped()[row.based_on], making_roles.held(row), key=row.key) == {}
        )
    with as_owner():
        assert any("Nia Morgan" in each for each in demonstration.sign_ins())
