"""The person reads their own record, those they chose read what was granted, and looks that could harm are not told."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.contrib.auth.hashers import check_password
from django.db import connection, transaction
from django.utils import timezone

from kith.access import choosing, concerns, gate, giving, own, withheld
from kith.access.declaring import NotDeclared, declare, declared_about
from kith.access.open_record import OpenRecord
from kith.access.purposes import Purpose
from kith.access.refused import Refused
from kith.access.sharing import Declared
from kith.catalogue import exact
from kith.catalogue.categories import Category, Tier
from kith.catalogue.components import DailyEntry
from kith.catalogue.components.own_access import Right
from kith.catalogue.loader import catalogue
from kith.directory.models import Account, OwnAccess
from kith.directory.rebuilding import rebuild
from kith.record import writing
from kith.record.connection import cursor
from kith.record.errors import NotAllowed
from kith.record.ids import new_id
from kith.record.labels import Labels
from tests.support.homes import Home, as_owner, signed_in, viewer
from tests.support.own_access import DAY, council_for, give, look_into, reading, safeguarding
from tests.support.sharing import Both, agree, both

pytestmark = [pytest.mark.usefixtures("store_url"), pytest.mark.store]


@pytest.fixture
def known(store_url: str) -> Both:
    with as_owner():
        return both()


def note(patient: UUID, author: UUID, words: str = "Drank a cup of tea") -> DailyEntry:
    kind, now = catalogue().kind("note"), timezone.now()
    return DailyEntry(
        id=new_id(), kind="note", definition=f"{kind.url}|{kind.version}", patient=patient, occurred=now,
        author=author, made=now, answers={"text": words},
    )  # fmt: skip


def kept(house: Home, patient: UUID, category: Category, tier: Tier) -> UUID:
    """A note under any label, as the store's owner."""
    with as_owner():
        entry = note(patient, new_id())
        labels = Labels(house.organization.custodian or 0, category, tier)
        writing.put(cursor(), _text(entry), id=entry.id, labels=labels, author=entry.author)
        return entry.id


def _text(entry: DailyEntry) -> str:
    return exact.dumps(entry.to_fhir())


def sees(account: Account, patient: UUID, entry: UUID) -> bool:
    with reading(account) as me:
        try:
            record = gate.open(me, patient, face="test", asked="own record")
        except Refused:
            return False
        return entry in {stored.id for stored in record.find("note")}


def test_the_person_reads_their_own_record_but_not_what_others_told_nor_anybody_else(known: Both) -> None:
    with as_owner():
        harold = known.house.person("Stone", "Harold")
    walter, _ = give(known.manager, known.house, known.walter)
    for category, tier in ((Category.DAILY_LIFE, Tier.DETAIL), (Category.SEXUAL_HEALTH, Tier.DEEPEST)):
        assert sees(walter, known.walter.id, kept(known.house, known.walter.id, category, tier))
    for category in (Category.THIRD_PARTY, Category.SAFEGUARDING):
        assert not sees(walter, known.walter.id, kept(known.house, known.walter.id, category, Tier.HEADLINE))
    assert not sees(walter, harold.id, kept(known.house, harold.id, Category.DAILY_LIFE, Tier.HEADLINE))
    with reading(walter) as me:
        assert [each.id for each in gate.own_people(me, face="test")] == [known.walter.id]
        assert me.purpose is Purpose.OWN_ACCESS


def test_who_reads_for_the_person_reads_what_was_granted_and_no_deeper_than_that_goes(known: Both) -> None:
    karen, _ = give(
        known.manager,
        known.house,
        known.walter,
        "Karen Green",
        right=Right.CHOSEN,
        categories=DAY,
        relation="Daughter",
    )
    everything, _ = give(known.manager, known.house, known.walter, "Jo Green", right=Right.ATTORNEY)
    day = kept(known.house, known.walter.id, Category.DAILY_LIFE, Tier.DETAIL)
    medicines = kept(known.house, known.walter.id, Category.MEDICINES, Tier.DETAIL)
    sexual = kept(known.house, known.walter.id, Category.SEXUAL_HEALTH, Tier.HEADLINE)
    assert [sees(karen, known.walter.id, each) for each in (day, medicines, sexual)] == [True, False, False]
    assert [sees(everything, known.walter.id, each) for each in (day, medicines, sexual)] == [
        True,
        True,
        False,
    ]
    with reading(karen) as me:
        record = gate.open(me, known.walter.id, face="test", asked="own record")
        with pytest.raises(NotAllowed):
            record.add(note(known.walter.id, me.practitioner))
        with pytest.raises(NotDeclared):
            declare(me, known.walter.id, Declared.EMERGENCY)
        with pytest.raises(Refused), gate.open_emergency(me, known.walter.id, face="test"):
            pass


def test_leave_that_is_taken_back_or_over_ends_with_the_next_request(known: Both) -> None:
    entry = kept(known.house, known.walter.id, Category.DAILY_LIFE, Tier.DETAIL)
    karen, access = give(
        known.manager, known.house, known.walter, "Karen Green", right=Right.CHOSEN, categories=DAY
    )
    assert sees(karen, known.walter.id, entry)
    with reading(karen) as me:
        gate.open(me, known.walter.id, face="test", asked="own record")
        number = me.session
    with signed_in(known.manager) as me:
        giving.take_back(gate.open(me, known.walter.id, face="test", asked="own access"), access.id)
    assert own.hats_of(karen) == []
    with transaction.atomic(), pytest.raises(Refused):  # the session that was open all the while
        gate.open(viewer(number, karen), known.walter.id, face="test", asked="own record")
    brief, _ = give(
        known.manager, known.house, known.walter, "Ivy Green", right=Right.DEPUTY, categories=DAY,
        until=timezone.now() + timedelta(hours=1),
    )  # fmt: skip
    assert sees(brief, known.walter.id, entry)
    with as_owner():
        OwnAccess.objects.filter(who=brief.reader).update(until=timezone.now() - timedelta(seconds=1))
    assert own.hats_of(brief) == []


def test_only_whoever_may_change_legal_authority_gives_leave(known: Both) -> None:
    with as_owner():
        carer = known.house.worker("care_worker", "Cass Reed")
    walter, _ = give(known.manager, known.house, known.walter)
    for account in (carer, known.doctor):
        with pytest.raises(Refused):
            give(account, known.house, known.walter, "Karen Green", right=Right.CHOSEN, categories=DAY)
    with reading(walter) as me:  # who may write down what they choose, and no more
        record = gate.open(me, known.walter.id, face="test", asked="own record")
        assert choosing.may_record_choices(record)
        assert not giving.may_give(record)
        with pytest.raises(Refused):
            giving.take_back(record, giving.given(record)[0][0].id)


def test_a_sign_in_comes_with_leave_and_its_password_is_kept_nowhere(known: Both) -> None:
    account, access = give(known.manager, known.house, known.walter)
    assert account.staff is None
    assert account.reader == known.walter.id
    with signed_in(known.manager) as me:
        record = gate.open(me, known.walter.id, face="test", asked="own access")
        assert [(each.name, each.open) for each, _ in giving.given(record)] == [("Walter Green", True)]
        with pytest.raises(giving.NameTaken):
            giving.give(record, access, account.username)
    assert not check_password("", account.password)
    with as_owner():
        before = OwnAccess.objects.filter(id=access.id).values().get()
        rebuild()
        assert OwnAccess.objects.filter(id=access.id).values().get() == before


def test_what_is_withheld_from_the_person_is_withheld_from_whoever_reads_for_them(known: Both) -> None:
    entry = kept(known.house, known.walter.id, Category.DAILY_LIFE, Tier.DETAIL)
    walter, _ = give(known.manager, known.house, known.walter)
    karen, _ = give(
        known.manager, known.house, known.walter, "Karen Green", right=Right.CHOSEN, categories=DAY
    )
    assert sees(walter, known.walter.id, entry)
    assert sees(karen, known.walter.id, entry)
    with signed_in(known.manager) as me:
        stored = gate.open(me, known.walter.id, face="test", asked="day").read("Observation", entry)
        concerns.bar(cursor(), stored, (known.walter.id,))
    assert not sees(walter, known.walter.id, entry)
    assert not sees(karen, known.walter.id, entry)
    with signed_in(known.manager) as me:
        assert gate.open(me, known.walter.id, face="test", asked="day").read("Observation", entry)


def test_another_organisation_s_record_opens_to_the_person_by_an_agreement_for_that_purpose(
    known: Both,
) -> None:
    entry = kept(known.surgery, known.on_list.id, Category.DAILY_LIFE, Tier.DETAIL)
    walter, _ = give(known.manager, known.house, known.walter)
    with as_owner():
        agreement = agree(known.surgery, known.house)
    assert not sees(walter, known.walter.id, entry)
    with as_owner():
        agreement.purposes = [*agreement.purposes, int(Purpose.OWN_ACCESS)]
        agreement.save()
    assert sees(walter, known.walter.id, entry)


@pytest.fixture
def council(known: Both) -> tuple[Account, Account]:
    with as_owner():
        return council_for(known)


def told(record: OpenRecord) -> set[str]:
    """All that lists of looks say of whoever looked."""
    since = timezone.now() - timedelta(days=1)
    return {
        *(f"look {each.role}" for each in record.looks(since=since)),
        *(f"looker {each.role}" for each in record.lookers(since=since)),
        *(f"reason {each.role}" for each in declared_about(record.patients, since=since)),
    }


HANNAH = {"look social_worker", "looker social_worker", "reason social_worker"}


def test_a_safeguarding_look_is_told_to_nobody_who_may_be_asked_about(
    known: Both, council: tuple[Account, Account]
) -> None:
    hannah, lee = council
    walter, _ = give(known.manager, known.house, known.walter)
    karen, _ = give(known.manager, known.house, known.walter, "Karen Green", right=Right.ATTORNEY)
    look_into(hannah, known.walter.id)
    for account in (walter, karen):
        with reading(account) as me:
            assert not told(gate.open(me, known.walter.id, face="test", asked="own record")) & HANNAH
            assert _rows_of("social_worker") == 0  # nor by any other way of asking the database
    with signed_in(known.manager) as me:
        assert not told(gate.open(me, known.walter.id, face="test", asked="who looked")) & HANNAH
        assert _rows_of("social_worker") == 0
        assert withheld.withheld() == []
    with signed_in(lee):
        [case] = withheld.withheld()
        assert (case.patient, case.own, case.told) == (known.walter.id, False, None)


def _rows_of(role: str) -> int:
    with connection.cursor() as c:
        c.execute(
            "select count(*) from look_person p join look l on l.at = p.at and l.number = p.number where l.role = %s",
            [role],
        )
        return int(c.fetchone()[0])


def test_the_same_look_is_told_once_its_own_organisation_says_so(
    known: Both, council: tuple[Account, Account]
) -> None:
    hannah, lee = council
    karen, _ = give(known.manager, known.house, known.walter, "Karen Green", right=Right.ATTORNEY)
    look_into(hannah, known.walter.id)
    with signed_in(known.manager):
        assert not withheld.tell(1, "")
        assert not withheld.tell(2, "")
    with safeguarding(hannah):
        [case] = withheld.withheld()
        assert case.own
        assert withheld.keep(case.number, "Telling could put him in danger")
    with signed_in(lee):
        [case] = withheld.withheld()
        assert case.why == "Telling could put him in danger"
        assert case.review > timezone.now() + timedelta(days=27)
        assert withheld.tell(case.number, "The enquiry is closed")
        assert not withheld.tell(case.number, "twice")
    with reading(karen) as me:
        assert told(gate.open(me, known.walter.id, face="test", asked="own record")) >= HANNAH


def test_a_look_for_care_by_the_same_social_worker_is_told(
    known: Both, council: tuple[Account, Account]
) -> None:
    karen, _ = give(known.manager, known.house, known.walter, "Karen Green", right=Right.ATTORNEY)
    with signed_in(council[0]) as me:
        declare(me, known.walter.id, Declared.AGREED)
        gate.open(me, known.walter.id, face="test", asked="summary")
    with reading(karen) as me:
        assert told(gate.open(me, known.walter.id, face="test", asked="own record")) >= HANNAH


def test_what_another_organisation_withholds_under_its_own_patient_is_withheld_from_every_reader(
    known: Both,
) -> None:
    """A bar names the Patient of whoever set it, and the person signs in under the one of whoever gave leave."""
    entry = kept(known.surgery, known.on_list.id, Category.SUMMARY, Tier.SUMMARY)
    walter, _ = give(known.manager, known.house, known.walter)
    karen, _ = give(
        known.manager, known.house, known.walter, "Karen Green", right=Right.CHOSEN, categories=DAY
    )
    with as_owner():
        agreement = agree(known.surgery, known.house)
        agreement.purposes = [*agreement.purposes, int(Purpose.OWN_ACCESS)]
        agreement.save()
    assert [sees(each, known.walter.id, entry) for each in (walter, karen)] == [True, True]
    with signed_in(known.doctor) as me:
        stored = gate.open(me, known.on_list.id, face="test", asked="day").read("Observation", entry)
        concerns.bar(cursor(), stored, (known.on_list.id,))
    assert [sees(each, known.walter.id, entry) for each in (walter, karen)] == [False, False]
    with signed_in(known.doctor) as me:
        assert gate.open(me, known.on_list.id, face="test", asked="day").read("Observation", entry)


def test_leave_that_begins_later_is_weighed_from_that_moment(known: Both) -> None:
    karen, access = give(
        known.manager, known.house, known.walter, "Karen Green", right=Right.CHOSEN, categories=DAY
    )
    begins = timezone.now() + timedelta(hours=1)
    with as_owner():
        more = OwnAccess.objects.get(id=access.id)
        more.id, more.since = new_id(), begins
        more.save(force_insert=True)
    with reading(karen) as me:
        gate.open(me, known.walter.id, face="test", asked="own record")
        asked = "select until from decision where session = %s and patient = %s"
        row = cursor().execute(asked, (me.session, known.walter.id)).fetchone()
    assert row is not None
    assert row.until == begins
