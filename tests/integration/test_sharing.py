"""Between organisations: an agreement opens, a choice closes, and what ends is closed with the next request."""

import datetime
from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.utils import timezone

from kith.access import agreements, choosing, gate, sessions
from kith.access.deciding import decide_about, decide_own_people
from kith.access.declaring import NotDeclared, declare, declared_about, declared_here, may_declare
from kith.access.exactly import MOST_AN_HOUR, Exactly, TooOften, find_exactly
from kith.access.refused import Refused
from kith.access.sharing import Consent, Declared
from kith.access.viewer import Viewer
from kith.catalogue.categories import Category
from kith.catalogue.components import DailyEntry
from kith.catalogue.components.choice import Choice, ChoiceKind, Standing
from kith.catalogue.loader import catalogue
from kith.directory import actions, finding, people
from kith.directory.models import Account, Agreement, Organization, Registration
from kith.directory.models import Choice as Derived
from kith.directory.rebuilding import rebuild
from kith.record import looks
from kith.record.connection import cursor
from kith.record.errors import NotAllowed
from kith.record.ids import new_id
from tests.support.homes import LONG_AGO, as_owner, home, post_of, signed_in, viewer
from tests.support.sharing import Both, agree, both, sign

pytestmark = [pytest.mark.usefixtures("store_url"), pytest.mark.store]

BORN = datetime.date(1938, 3, 9)


@pytest.fixture
def known(store_url: str) -> Both:
    with as_owner():
        return both()


def drank(who: Account, patient: UUID) -> UUID:
    """What somebody of the house writes down."""
    with signed_in(who) as me:
        record = gate.open_to_write(me, patient)
        entry = note(patient, me.practitioner)
        record.add(entry)
        return entry.id


def note(patient: UUID, author: UUID) -> DailyEntry:
    kind, now = catalogue().kind("note"), timezone.now()
    return DailyEntry(
        id=new_id(), kind="note", definition=f"{kind.url}|{kind.version}", patient=patient, occurred=now,
        author=author, made=now, answers={"text": "Drank a cup of tea"},
    )  # fmt: skip


def sees(who: Account, patient: UUID, entry: UUID) -> bool:
    """Whether a new request by somebody finds the entry in the person's record."""
    with signed_in(who) as me:
        try:
            record = gate.open(me, patient, face="test", asked="day")
        except Refused:
            return False
        return entry in {each.id for each in record.entries("note")}


def no(
    known: Both, *, kind: ChoiceKind = ChoiceKind.OBJECTION, of: Organization | None = None,
    to: Organization | None = None, categories: frozenset[Category] = frozenset(),
    since: datetime.datetime | None = None, until: datetime.datetime | None = None,
) -> UUID:  # fmt: skip
    """Walter says so to the manager of the house, who writes it down."""
    with signed_in(known.manager) as me:
        record = gate.open(me, known.walter.id, face="test", asked="choices")
        choice = Choice(
            id=new_id(), patient=known.walter.id, organisation=known.house.organization.id, kind=kind,
            since=since or timezone.now(), of=of.id if of else None, to=to.id if to else None, categories=categories,
            until=until,
        )  # fmt: skip
        choosing.choose(record, choice)
        return choice.id


def test_nothing_flows_before_both_have_signed_and_what_is_agreed_flows_after(known: Both) -> None:
    drink = drank(known.manager, known.walter.id)
    with as_owner():
        agreement = agree(known.house, known.surgery, signed=False)
    assert not sees(known.doctor, known.on_list.id, drink)
    assert sign(agreement, known.manager)
    assert not sees(known.doctor, known.on_list.id, drink)
    assert not sign(agreement, known.doctor)  # not theirs to sign
    assert sign(agreement, known.partner)
    assert sees(known.doctor, known.on_list.id, drink)
    assert not sign(agreement, known.partner)  # done already


def test_whoever_comes_here_and_is_shared_by_nobody_stops_no_list(known: Both) -> None:
    with as_owner():
        theirs = known.surgery.person("Green", "Ivy")
        actions.register(patient=theirs, service=known.house.service, since=LONG_AGO)
    with signed_in(known.manager) as me:
        decide_own_people(me)
        assert decide_own_people(me) == 0  # else finding somebody would never end
        found, _ = gate.find_people(me, finding.read("Green"), face="test")
        assert {person.id for person in found} == {known.walter.id}


def test_what_flows_is_read_and_neither_added_to_nor_changed(known: Both) -> None:
    drink = drank(known.manager, known.walter.id)
    with as_owner():
        agree(known.house, known.surgery)
    with signed_in(known.doctor) as me:
        record = gate.open(me, known.walter.id, face="test", asked="day")
        assert not record.is_own
        held = record.entries("note")[0]
        assert held.id == drink
        with pytest.raises(NotAllowed), transaction.atomic():
            record.withdraw(drink, expected=1, reason="wrong")
        with pytest.raises(NotAllowed), transaction.atomic():
            record.add(note(record.patient, me.practitioner))


def test_only_the_agreed_depth_of_the_agreed_parts_flows(known: Both) -> None:
    drink = drank(known.manager, known.walter.id)
    with as_owner():
        agree(known.house, known.surgery, depths={"demographics": "headline", "daily-life": "headline"})
    assert not sees(known.doctor, known.on_list.id, drink)
    with signed_in(known.doctor) as me:
        record = gate.open(me, known.walter.id, face="test", asked="who")
        assert record.person.name == "Walter Green"


# --- revocation: what ends is ended for the next request (issue: line 3) ---


def end_choice(known: Both, agreement: Agreement) -> None:
    no(known)


def end_by_leaving(known: Both, agreement: Agreement) -> None:
    with signed_in(known.manager):
        assert agreements.leave(agreement.id)


def end_by_the_other_leaving(known: Both, agreement: Agreement) -> None:
    with signed_in(known.partner):
        assert agreements.leave(agreement.id)


def end_agreement(known: Both, agreement: Agreement) -> None:
    with as_owner():
        agreement.ended = timezone.now()
        agreement.save()


def end_by_review(known: Both, agreement: Agreement) -> None:
    with as_owner():
        agreement.review, agreement.stops_after = timezone.now() - datetime.timedelta(days=31), 30
        agreement.save()


def end_relationship(known: Both, agreement: Agreement) -> None:
    with as_owner():
        stay = Registration.objects.get(patient=known.on_list.id)
        actions.end_registration(registration=stay, at=timezone.now(), reason="moved to another list")


def end_role(known: Both, agreement: Agreement) -> None:
    with as_owner():
        post = post_of(known.doctor)
        post.until = timezone.now()
        post.save()


def end_link(known: Both, agreement: Agreement) -> None:
    with as_owner():
        people.split(patient=known.on_list.id, by=None, why="two people after all")


def end_patient(known: Both, agreement: Agreement) -> None:
    with as_owner():
        known.on_list.removed = timezone.now()
        known.on_list.save()


ENDS = [
    end_choice, end_by_leaving, end_by_the_other_leaving, end_agreement, end_by_review, end_relationship, end_role,
    end_link, end_patient,
]  # fmt: skip


@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.__name__)
def test_what_is_taken_away_is_closed_with_the_next_request_of_an_open_session(
    known: Both, end: Callable[[Both, Agreement], None]
) -> None:
    drink = drank(known.manager, known.walter.id)
    with as_owner():
        agreement = agree(known.house, known.surgery)
    with transaction.atomic():
        number = sessions.open_session(known.doctor, post_of(known.doctor))
        record = gate.open(viewer(number, known.doctor), known.on_list.id, face="test", asked="day")
        assert drink in {each.id for each in record.entries("note")}
    end(known, agreement)
    with transaction.atomic():
        sessions.enter(number, known.doctor.pk)
        # Not even what was decided before is left: nobody has asked the gate again.
        rows = cursor().execute("select id from current where id = %s", (drink,)).fetchall()
        assert rows == []


def test_whatever_hangs_on_a_registration_goes_with_it_for_every_patient_of_the_person(known: Both) -> None:
    """Two Patients of one organisation, linked: the stay of one opened both."""
    with as_owner():
        twin = actions.add_patient(
            organization=known.house.organization, family="Green", given="W", birth_date=BORN
        )
        people.merge(patient=twin.id, same_as=known.walter.id, by=None, why="found twice")
    with transaction.atomic():
        number = sessions.open_session(known.manager, post_of(known.manager))
        gate.open(viewer(number, known.manager), twin.id, face="test", asked="who")
        assert _named(twin.id)
    with as_owner():
        stay = known.house.registration(known.walter)
        actions.end_registration(registration=stay, at=timezone.now(), reason="left")
    with transaction.atomic():
        sessions.enter(number, known.manager.pk)
        assert not _named(twin.id)


def _named(patient: UUID) -> bool:
    found = cursor().execute("select 1 from directory_knownpatient where id = %s", (patient,)).fetchone()
    return found is not None


def test_what_others_keep_of_somebody_is_dropped_when_it_flows_no_longer(known: Both) -> None:
    with as_owner():
        agreement = agree(known.house, known.surgery)
    with signed_in(known.doctor) as me:
        gate.open(me, known.on_list.id, face="test", asked="day")
    with signed_in(known.manager):
        agreements.leave(agreement.id)
    with as_owner(), connection.cursor() as c:
        c.execute(
            "select count(*) from (select what, patient, custodian from feed_pending union all"
            " select what, patient, custodian from feed) f where what = 3 and patient = %s and custodian = %s",
            (known.walter.id, known.surgery.organization.custodian),
        )
        assert c.fetchone()[0] >= 1


# --- the person's choices ---


def test_a_choice_closes_its_part_and_no_more_and_an_answer_or_the_person_opens_it_again(known: Both) -> None:
    drink = drank(known.manager, known.walter.id)
    with as_owner():
        agree(known.house, known.surgery)
    elsewhere = no(known, to=known.house.organization)  # about what others give to the house
    medicines = no(known, categories=frozenset({Category.MEDICINES}))
    assert sees(known.doctor, known.on_list.id, drink)
    daily = no(known, of=known.house.organization, categories=frozenset({Category.DAILY_LIFE}))
    assert not sees(known.doctor, known.on_list.id, drink)
    assert sees(known.manager, known.walter.id, drink)  # those who look after him are not stopped
    with signed_in(known.manager) as me:
        record = gate.open(me, known.walter.id, face="test", asked="choices")
        choosing.answer(record, daily, upheld=False, words="The doctor must know what you drink this week.")
    assert sees(known.doctor, known.on_list.id, drink)
    everything = no(known)
    assert not sees(known.doctor, known.on_list.id, drink)
    with signed_in(known.manager) as me:
        record = gate.open(me, known.walter.id, face="test", asked="choices")
        choosing.withdraw(record, everything)
        held = {choice.id: choice.standing for choice, _ in choosing.choices_of(record)}
    assert sees(known.doctor, known.on_list.id, drink)
    assert held == {
        elsewhere: Standing.WAITING, medicines: Standing.WAITING, daily: Standing.REFUSED, everything: Standing.WITHDRAWN
    }  # fmt: skip


def test_what_was_decided_before_something_begins_is_decided_anew_when_it_begins(known: Both) -> None:
    """A no from next hour on, a yes that runs out, and an agreement that starts, each within an open session."""
    hour = datetime.timedelta(hours=1)
    begins = timezone.now().replace(microsecond=0) + hour
    with as_owner():
        agree(known.house, known.surgery)
    assert shown_until(known) > begins + 2 * hour
    with as_owner():
        starts_later(known, begins + hour)
    assert shown_until(known) == begins + hour
    no(known, categories=frozenset({Category.MEDICINES}), since=begins)
    assert shown_until(known) == begins
    drink = drank(known.manager, known.walter.id)
    no(known, categories=frozenset({Category.DAILY_LIFE}), until=begins - hour / 2)
    assert not sees(known.doctor, known.on_list.id, drink)
    assert shown_until(known) == begins - hour / 2, "the no runs out, and the drink is seen again"


def starts_later(known: Both, when: datetime.datetime) -> None:
    later = agree(known.house, known.surgery)
    Agreement.objects.filter(id=later.id).update(starts=when)


def shown_until(known: Both) -> datetime.datetime:
    """Until when the doctor sees what the house holds, before it is decided again."""
    with signed_in(known.doctor) as me:
        [decision] = decide_about(me, [known.on_list.id])
        return next(grant.until for grant in decision.grants if grant.patient == known.walter.id)


def test_an_explicit_agreement_waits_for_a_yes_on_both_sides(known: Both) -> None:
    drink = drank(known.manager, known.walter.id)
    with as_owner():
        agree(known.house, known.surgery, consent=Consent.EXPLICIT)
    assert not sees(known.doctor, known.on_list.id, drink)
    no(known, kind=ChoiceKind.SHARE_OUT, of=known.house.organization)
    assert not sees(known.doctor, known.on_list.id, drink)
    no(known, kind=ChoiceKind.SHARE_IN, to=known.surgery.organization)
    assert sees(known.doctor, known.on_list.id, drink)


def test_who_may_not_write_down_a_choice_and_who_may_not_see_it(known: Both) -> None:
    with as_owner():
        carer = known.house.worker("care_worker", "Ben Stone")
        agree(known.house, known.surgery)
    choice = no(known, categories=frozenset({Category.SEXUAL_HEALTH}))
    with signed_in(carer) as me:
        record = gate.open(me, known.walter.id, face="test", asked="choices")
        assert not choosing.may_record_choices(record)
        assert choosing.choices_of(record) == []
        with pytest.raises(Refused):
            choosing.withdraw(record, choice)
    with signed_in(known.doctor) as me:  # legal facts flow as a summary: that he said no to what is his own
        assert choosing.choices_of(gate.open(me, known.walter.id, face="test", asked="choices")) == []


def test_choices_are_derived_again_from_the_record(known: Both) -> None:
    choice = no(known, categories=frozenset({Category.MEDICINES}))
    with as_owner():
        before = Derived.objects.filter(id=choice).values().get()
        Derived.objects.filter(id=choice).delete()
        rebuild()
        assert Derived.objects.filter(id=choice).values().get() == before


# --- asking, and reasons without a relationship ---


def test_where_the_person_is_asked_each_time_nothing_opens_until_somebody_has(known: Both) -> None:
    drink = drank(known.manager, known.walter.id)
    with as_owner():
        agree(known.house, known.surgery, consent=Consent.ASKED)
    assert not sees(known.doctor, known.on_list.id, drink)
    with signed_in(known.doctor) as me:
        declare(me, known.on_list.id, Declared.AGREED)
        record = gate.open(me, known.on_list.id, face="test", asked="day")
        assert drink in {each.id for each in record.entries("note")}
    assert not sees(known.doctor, known.on_list.id, drink)  # another session has not asked


def test_a_reason_opens_what_is_agreed_for_as_long_as_it_counts_and_both_sides_can_read_it(
    known: Both,
) -> None:
    drink = drank(known.manager, known.walter.id)
    with as_owner():
        other = home("Corner Pharmacy")
        pharmacist = other.worker("pharmacist", "Sam Lee")
        agreement = agree(known.house, known.surgery)
        agreement.parties.create(
            custodian=other.organization.custodian, gives=False, receives=True, signed=timezone.now()
        )
    no(known)
    with transaction.atomic():
        number = sessions.open_session(pharmacist, post_of(pharmacist))
        me = viewer(number, pharmacist)
        with pytest.raises(Refused):
            gate.open(me, known.walter.id, face="test", asked="day")
        with pytest.raises(NotDeclared, match="few words"):
            declare(me, known.walter.id, Declared.ABSENT)
        declare(me, known.walter.id, Declared.ABSENT, "dose unclear, ward waits")
        record = gate.open(me, known.walter.id, face="test", asked="day")
        assert record.decision.declared
        assert (
            record.looks(since=timezone.now() - datetime.timedelta(days=1)) == []
        )  # who works there is not shared
        assert record.lookers(since=timezone.now() - datetime.timedelta(days=1)) == []
    with signed_in(known.manager) as me:
        record = gate.open(me, known.walter.id, face="test", asked="looks")
        told = declared_about(record.patients, since=timezone.now() - datetime.timedelta(days=1))
        assert [(each.staff, each.kind, each.why) for each in told] == [
            (pharmacist.staff_id, Declared.ABSENT, "dose unclear, ward waits")
        ]
        looks = record.looks(since=timezone.now() - datetime.timedelta(days=1))
        assert pharmacist.staff_id in {each.staff for each in looks if each.kind.name == "OVERRIDE"}
        assert (
            declared_here(since=timezone.now() - datetime.timedelta(days=7)) == []
        )  # nobody of the house did
    with as_owner(), connection.cursor() as c:
        c.execute("update directory_declaration set until = now() where patient = %s", (known.walter.id,))
        c.execute("update decision set until = now() where session = %s", (number,))
    with transaction.atomic(), pytest.raises(Refused):
        gate.open(viewer(number, pharmacist), known.walter.id, face="test", asked="day")
    assert drink


def test_an_objection_that_a_reason_stood_before_counts_again_when_the_reason_runs_out(known: Both) -> None:
    """For whoever looks after somebody, and said other reasons that go on, as well."""
    drink = drank(known.manager, known.walter.id)
    with as_owner():
        agree(known.house, known.surgery)
    no(known)
    with signed_in(known.doctor) as me:
        decide_about(me, [known.on_list.id])
        assert not reads(drink)
        agreed = declare(me, known.on_list.id, Declared.AGREED)
        emergency = declare(me, known.on_list.id, Declared.EMERGENCY)
        decide_about(me, [known.on_list.id])
        assert reads(drink)
        asked = "select until from decision where session = %s and patient = %s"
        row = cursor().execute(asked, (me.session, known.walter.id)).fetchone()
        assert row is not None
        assert row.until <= emergency < agreed


def reads(entry: UUID) -> bool:
    """Whether the store shows the entry to the session of this transaction."""
    return cursor().execute("select 1 from current where id = %s", (entry,)).fetchone() is not None


def test_who_looked_in_a_year_is_told_only_of_whom_the_session_has_open(known: Both) -> None:
    drank(known.manager, known.walter.id)
    ids, since = [known.walter.id], timezone.now() - datetime.timedelta(days=1)
    with signed_in(known.manager) as me:
        gate.open(me, known.walter.id, face="test", asked="day")
        assert [each.staff for each in looks.lookers(cursor(), ids, since=since)] == [known.manager.staff_id]
    with as_owner():
        other = home("Elm House").worker("manager", "Lee Marsh")
    for who in (known.doctor, known.manager, other):
        with signed_in(who):
            assert looks.lookers(cursor(), ids, since=since) == []
    with transaction.atomic():
        assert looks.lookers(cursor(), ids, since=since) == []


def test_a_reason_never_passes_the_agreement_and_needs_a_role(known: Both) -> None:
    with as_owner():
        other = home("Corner Pharmacy")
        pharmacist, kitchen = other.worker("pharmacist"), known.house.worker("kitchen")
    with signed_in(pharmacist) as me:
        declare(me, known.walter.id, Declared.EMERGENCY)
        with pytest.raises(Refused):
            gate.open(me, known.walter.id, face="test", asked="day")
        assert declared_here(since=timezone.now() - datetime.timedelta(days=7)) == []  # does not oversee
    with signed_in(kitchen) as me:
        assert may_declare(me) == ()
        with pytest.raises(NotDeclared, match="role"):
            declare(me, known.walter.id, Declared.EMERGENCY)


# --- finding somebody by the exact rule ---


def test_exact_details_find_one_person_and_nearly_exact_details_nobody(known: Both) -> None:
    with as_owner():
        stranger = home("Corner Pharmacy").worker("pharmacist")
        numbered = actions.add_patient(
            organization=known.house.organization,
            family="Ng",
            given="May",
            birth_date=BORN,
            nhs_number="9990001112",
        )
    with signed_in(stranger) as me:
        assert _finds(me, Exactly(BORN, "9990001112")) == numbered.id
        assert _finds(me, Exactly(BORN, "9990001113")) is None
        assert _finds(me, Exactly(BORN.replace(day=8), "9990001112")) is None
        assert _finds(me, Exactly(BORN, "", "Ng", "May", "")) is None
    with as_owner():
        numbered.postcode = "LS11AA"
        numbered.save()
    with signed_in(stranger) as me:
        assert _finds(me, Exactly(BORN, "", "ng", "may", "LS11AA")) == numbered.id
        assert _finds(me, Exactly(BORN, "", "ng", "may", "LS11AB")) is None


def test_two_people_with_the_same_details_are_not_told_apart_by_guessing(known: Both) -> None:
    with as_owner():
        stranger = home("Corner Pharmacy").worker("pharmacist")
        twins = [
            actions.add_patient(
                organization=known.house.organization,
                family="Ng",
                given=given,
                birth_date=BORN,
                nhs_number="9990001120",
            )
            for given in ("May", "Kim")
        ]
    with signed_in(stranger) as me:
        assert _finds(me, Exactly(BORN, "9990001120")) is None
    with as_owner():
        people.merge(patient=twins[0].id, same_as=twins[1].id, by=None, why="one person after all")
    with signed_in(stranger) as me:
        assert _finds(me, Exactly(BORN, "9990001120")) in {each.id for each in twins}


def test_nobody_tries_their_way_through_and_a_role_without_reasons_finds_nobody(known: Both) -> None:
    with as_owner():
        stranger, kitchen = home("Corner Pharmacy").worker("pharmacist"), known.house.worker("kitchen")
    with signed_in(stranger) as me:
        for _ in range(MOST_AN_HOUR):
            assert _finds(me, Exactly(BORN, "9990009999")) is None
        with pytest.raises(TooOften):
            _finds(me, Exactly(BORN, "9990009999"))
    with signed_in(kitchen) as me:
        assert _finds(me, Exactly(BORN, "", "Green", "Walter", "")) is None


def _finds(me: Viewer, sought: Exactly) -> UUID | None:
    return find_exactly(me, sought, face="test")
