"""One entry is kept from the person or from one reader: they see it nowhere, staff see it as before, and it comes back."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from secrets import token_hex
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.utils import timezone

from kith.access import gate, kept_from, moving, own, sessions
from kith.access.kept_from import Kept, Reason
from kith.access.refused import Refused
from kith.access.viewer import Viewer
from kith.catalogue.categories import Category, Tier
from kith.catalogue.components.own_access import Right
from kith.catalogue.systems import ENTRY_KINDS
from kith.directory.models import Account, KeptFrom, KnownPatient
from kith.record import reading
from kith.record.connection import cursor
from kith.record.ids import new_id
from kith.record.search.hashing import coded
from tests.integration.test_own_access import kept, note
from tests.support.api import Program, in_process
from tests.support.homes import as_owner, signed_in
from tests.support.own_access import DAY, give
from tests.support.own_access import reading as reads_own
from tests.support.sharing import Both, agree, both

pytestmark = [pytest.mark.usefixtures("store_url"), pytest.mark.store]

MONTH = timedelta(days=28)


@pytest.fixture
def known(store_url: str) -> Both:
    with as_owner():
        return both()


@pytest.fixture
def readers(known: Both) -> tuple[Account, Account]:
    """Walter, and Karen who reads for him."""
    walter, _ = give(known.manager, known.house, known.walter)
    karen, _ = give(
        known.manager, known.house, known.walter, "Karen Green", right=Right.CHOSEN, categories=DAY
    )
    return walter, karen


def keep(
    by: Account, known: Both, entry: UUID, whom: UUID, reason: Reason = Reason.SAFE, *, review: timedelta = MONTH,
    why: str = "It could put him in danger", opinion: str = "",
) -> bool:  # fmt: skip
    with signed_in(by) as me:
        record = gate.open(me, known.walter.id, face="test", asked="an entry")
        return kept_from.keep_from(
            record, entry, whom, reason, why=why, review=timezone.now() + review, opinion=opinion
        )


def standing(by: Account, known: Both) -> list[Kept]:
    with signed_in(by) as me:
        record = gate.open(me, known.walter.id, face="test", asked="an entry")
        return [each for each in kept_from.kept(record.patients) if each.over is None]


def back(by: Account, known: Both, kept_: Kept) -> bool:
    with signed_in(by) as me:
        gate.open(me, known.walter.id, face="test", asked="an entry")
        return kept_from.give_back(kept_, why="The danger is over")


def sees(account: Account, patient: UUID, entry: UUID) -> set[str]:
    """By which ways somebody who reads in their own right learns of an entry."""
    with reads_own(account) as me:
        return ways(me, patient, entry)


def staff_see(account: Account, patient: UUID, entry: UUID) -> set[str]:
    with signed_in(account) as me:
        return ways(me, patient, entry)


def ways(me: Viewer, patient: UUID, entry: UUID) -> set[str]:
    record = gate.open(me, patient, face="test", asked="own record")
    found = {"find"} if entry in {each.id for each in record.find("note")} else set()
    for way, act in (("read", record.read), ("history", record.history)):
        try:
            act("Observation", entry)
            found.add(way)
        except Refused:
            pass
    with connection.cursor() as c:
        for table in ("current", "version", "feed", "label_change", "search_text", "search_date"):
            c.execute(f"select count(*) from {table} where id = %s", [entry])  # noqa: S608 - our own words
            if c.fetchone()[0]:
                found.add(table)
    query = reading.Query("Observation", patients=[patient], codes=[coded("code", ENTRY_KINDS, "note")])
    return found | ({"again"} if any(each.id == entry for each in reading.find(cursor(), query)) else set())


ALL = {"find", "read", "history", "current", "version", "again"}


@contextmanager
def program_of(account: Account) -> Iterator[Program]:
    """A program that reads in somebody's own right, as an app would."""
    secret, hat = token_hex(16), own.hats_of(account)[0]
    with transaction.atomic():
        number = own.open_session(account, hat)
    with as_owner(), connection.cursor() as c:
        c.execute("update session set token = %s where number = %s", [sessions.hashed(secret), number])
    yield Program(secret, in_process())


def test_what_is_kept_from_the_person_is_seen_by_staff_and_by_nobody_who_reads_for_them(
    known: Both, readers: tuple[Account, Account]
) -> None:
    walter, karen = readers
    entry, other = (kept(known.house, known.walter.id, Category.DAILY_LIFE, Tier.DETAIL) for _ in range(2))
    assert sees(walter, known.walter.id, entry) >= ALL
    assert sees(karen, known.walter.id, entry) >= ALL
    assert keep(known.manager, known, entry, known.walter.id)
    assert not keep(known.manager, known, entry, known.walter.id)  # once
    for account in readers:
        assert sees(account, known.walter.id, entry) == set()
        assert sees(account, known.walter.id, other) >= ALL
    with as_owner():
        carer = known.house.worker("care_worker", "Cass Reed")
    for account in (carer, known.manager):
        assert staff_see(account, known.walter.id, entry) >= ALL
    [case] = standing(known.manager, known)
    assert case.from_person
    assert back(known.manager, known, case)
    assert not back(known.manager, known, case)
    for account in readers:
        assert sees(account, known.walter.id, entry) >= ALL
    with as_owner():
        row = KeptFrom.objects.get(entry=entry)
        assert (row.over_why, row.over_by) == ("The danger is over", known.manager.staff_id)


def test_an_app_of_the_person_finds_reads_and_counts_it_no_more(
    known: Both, readers: tuple[Account, Account]
) -> None:
    entry, other = (kept(known.house, known.walter.id, Category.DAILY_LIFE, Tier.DETAIL) for _ in range(2))
    search = f"Observation?patient={known.walter.id}"
    for account in readers:
        with program_of(account) as app:
            assert app.get(f"Observation/{entry}").status_code == 200
            assert app.get(search).json()["total"] == 2
    assert keep(known.manager, known, entry, known.walter.id)
    for account in readers:
        with program_of(account) as app:
            absent = app.get(f"Observation/{new_id()}")
            for path in (f"Observation/{entry}", f"Observation/{entry}/_history/1"):
                assert app.get(path).status_code == absent.status_code == 404
            found = app.get(search).json()
            assert (found["total"], [each["resource"]["id"] for each in found["entry"]]) == (1, [str(other)])
    [case] = standing(known.manager, known)
    assert back(known.manager, known, case)
    with program_of(readers[1]) as app:
        assert app.get(search).json()["total"] == 2


def test_one_reader_alone_does_not_see_it_and_a_second_leave_in_her_name_does_not_help_her(
    known: Both, readers: tuple[Account, Account]
) -> None:
    walter, karen = readers
    jo, _ = give(known.manager, known.house, known.walter, "Jo Green", right=Right.CHOSEN, categories=DAY)
    entry = kept(known.house, known.walter.id, Category.DAILY_LIFE, Tier.DETAIL)
    assert karen.reader
    assert keep(known.manager, known, entry, karen.reader, Reason.WISH)
    assert sees(karen, known.walter.id, entry) == set()
    for account in (walter, jo):
        assert sees(account, known.walter.id, entry) >= ALL
    again, _ = give(known.manager, known.house, known.walter, "karen  green", right=Right.ATTORNEY)
    assert again.reader != karen.reader
    assert sees(again, known.walter.id, entry) == set()
    assert len(standing(known.manager, known)) == 2


def test_a_care_worker_the_person_and_another_organisation_keep_nothing_from_anybody(
    known: Both, readers: tuple[Account, Account]
) -> None:
    with as_owner():
        carer, nurse = (known.house.worker(role) for role in ("care_worker", "nurse"))
        agree(known.house, known.surgery)
    entry = kept(known.house, known.walter.id, Category.DAILY_LIFE, Tier.DETAIL)
    assert not keep(carer, known, entry, known.walter.id)
    with signed_in(known.doctor) as me:
        record = gate.open(me, known.on_list.id, face="test", asked="an entry")
        assert not kept_from.may_keep(record, record.read("Observation", entry))
        assert not _kept(record, entry, known.walter.id)
    with reads_own(readers[0]) as me:
        record = gate.open(me, known.walter.id, face="test", asked="own record")
        assert not _kept(record, entry, readers[1].reader or new_id())
        assert kept_from.kept(record.patients) == []
    assert standing(carer, known) == []
    assert keep(nurse, known, entry, known.walter.id)
    [case] = standing(known.manager, known)
    with as_owner():
        second = known.house.worker("nurse", "Sam Other")
    assert not back(carer, known, case)
    assert not back(second, known, case)  # not the one who decided it
    assert back(known.manager, known, case)  # who oversees


def _kept(record: object, entry: UUID, whom: UUID) -> bool:
    return kept_from.keep_from(
        record, entry, whom, Reason.SAFE, why="x", review=timezone.now() + MONTH  # type: ignore[arg-type]
    )  # fmt: skip


def test_the_store_holds_the_law_s_reasons_and_dates(known: Both, readers: tuple[Account, Account]) -> None:
    entry, karen = kept(known.house, known.walter.id, Category.DAILY_LIFE, Tier.DETAIL), readers[1].reader
    assert karen
    stranger = new_id()
    wrong = (
        {"whom": known.walter.id, "reason": Reason.WISH},  # what he wants is not kept from himself
        {"whom": known.walter.id, "reason": Reason.HARM},  # without a health professional's opinion
        {"whom": known.walter.id, "why": ""},
        {"whom": known.walter.id, "review": timedelta(days=190)},
        {"whom": known.walter.id, "review": timedelta(days=-1)},
        {"whom": stranger},
    )
    for each in wrong:
        assert not keep(known.manager, known, entry, **each)  # type: ignore[arg-type]
    assert standing(known.manager, known) == []
    assert keep(known.manager, known, entry, known.walter.id, Reason.HARM, opinion="Dr Reed, today")
    [case] = standing(known.manager, known)
    with as_owner():
        KeptFrom.objects.filter(entry=entry).update(review=timezone.now() - timedelta(days=1))
    assert standing(known.manager, known)[0].due(timezone.now())
    assert sees(readers[0], known.walter.id, entry) == set()  # a review that is missed tells nothing
    with signed_in(known.manager) as me:
        gate.open(me, known.walter.id, face="test", asked="an entry")
        assert kept_from.keep_longer(case, why="Dr Reed still thinks so", review=timezone.now() + MONTH)
    [case] = standing(known.manager, known)
    assert not case.due(timezone.now())
    with as_owner():
        assert KeptFrom.objects.get(entry=entry).former[0]["why"] == "Dr Reed still thinks so"


def test_what_was_written_about_it_is_kept_and_given_back_with_it(
    known: Both, readers: tuple[Account, Account]
) -> None:
    entries = [kept(known.house, known.walter.id, Category.DAILY_LIFE, Tier.DETAIL) for _ in range(2)]
    act = _issue(known, entries)
    assert _opens(readers[0], known.walter.id, act)
    for entry in entries:
        assert keep(known.manager, known, entry, known.walter.id)
        assert not _opens(readers[0], known.walter.id, act)
    for number, case in enumerate(standing(known.manager, known)):
        assert back(known.manager, known, case)
        assert _opens(readers[0], known.walter.id, act) == (number == 1)  # when both are given back


def _issue(known: Both, entries: list[UUID]) -> UUID:
    """What somebody did about a change that rests on these entries, as a program would write it."""
    from kith.record import writing
    from kith.record.labels import Labels

    details = ",".join(f'{{"reference":"Observation/{each}"}}' for each in entries)
    text = (
        f'{{"resourceType":"DetectedIssue","id":"{(id := new_id())}","status":"final",'
        f'"patient":{{"reference":"Patient/{known.walter.id}"}},"evidence":[{{"detail":[{details}]}}]}}'
    )
    with as_owner():
        labels = Labels(known.house.organization.custodian or 0, Category.DAILY_LIFE, Tier.DETAIL)
        writing.put(cursor(), text, id=id, labels=labels, author=new_id())
    return id


def _opens(account: Account, patient: UUID, id: UUID) -> bool:
    with reads_own(account) as me:
        gate.open(me, patient, face="test", asked="own record")
        return reading.read(cursor(), "DetectedIssue", id) is not None


def test_it_is_kept_under_every_patient_of_the_person(known: Both) -> None:
    with as_owner():
        agreement = agree(known.house, known.surgery)
        agreement.purposes = [*agreement.purposes, 4]
        agreement.save()
        manager = known.surgery.worker("manager", "Sunita Rao")
    walter, _ = give(manager, known.surgery, known.on_list, "Walter Green")
    entry = kept(known.house, known.walter.id, Category.DAILY_LIFE, Tier.DETAIL)
    assert sees(walter, known.on_list.id, entry) >= {"read"} or _found(walter, known.on_list.id, entry)
    assert keep(known.manager, known, entry, known.walter.id)
    assert not _found(walter, known.on_list.id, entry)


def _found(account: Account, patient: UUID, entry: UUID) -> bool:
    with reads_own(account) as me:
        record = gate.open(me, patient, face="test", asked="own record")
        return entry in {each.id for each in record.find("note")}


def test_an_entry_that_is_moved_stays_kept_from_the_one_whose_it_is(known: Both) -> None:
    with as_owner():
        harold: KnownPatient = known.house.person("Stone", "Harold")
    account, _ = give(known.manager, known.house, harold, "Harold Stone")
    with signed_in(known.manager) as me:
        entry = note(known.walter.id, me.practitioner)
        gate.open_to_write(me, known.walter.id).add(entry)
    assert keep(known.manager, known, entry.id, known.walter.id)
    came = new_id()
    with signed_in(known.manager) as me:
        record = gate.open(me, known.walter.id, face="test", asked="an entry")
        to = gate.open_to_write(me, harold.id)
        moving.move(record, entry.id, to, expected=1, new_id=came, reason="Wrong person")
    assert sees(account, harold.id, came) == set()
    assert staff_see(known.manager, harold.id, came) >= ALL
    with signed_in(known.manager) as me:
        gate.open(me, harold.id, face="test", asked="an entry")
        [case] = [each for each in kept_from.kept([harold.id]) if each.over is None]
        assert kept_from.give_back(case, why="It is his, and harmless")
    assert sees(account, harold.id, came) >= ALL


def test_what_is_read_to_the_person_leaves_out_what_they_would_not_see(known: Both) -> None:
    plain, secret = (kept(known.house, known.walter.id, Category.DAILY_LIFE, Tier.DETAIL) for _ in range(2))
    told = kept(known.house, known.walter.id, Category.THIRD_PARTY, Tier.DETAIL)
    assert keep(known.manager, known, secret, known.walter.id)
    with signed_in(known.manager) as me:
        record = gate.open(me, known.walter.id, face="test", asked="their own day")
        assert kept_from.for_the_person(record, [plain, secret, told]) == {plain}
        assert kept_from.kept_from(record, secret) == (True, [])
        assert kept_from.kept_from(record, plain) == (False, [])
