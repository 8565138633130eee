"""The gate on a real store: who may open whom, and what ends it."""

import datetime
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

from kith.access import gate, sessions
from kith.access.apps import forget_decisions
from kith.access.purposes import Purpose
from kith.access.refused import Refused
from kith.catalogue.components import DailyEntry
from kith.catalogue.loader import catalogue
from kith.directory import actions
from kith.directory.models import KnownPatient
from kith.record.connection import cursor
from kith.record.errors import NotAllowed
from kith.record.ids import NOBODY, new_id
from tests.support.homes import LONG_AGO, Home, as_owner, home, post_of, signed_in, viewer

pytestmark = [pytest.mark.usefixtures("store_url"), pytest.mark.store]


@pytest.fixture
def rosewood(store_url: str) -> Home:
    with as_owner():
        return home()


def test_own_service_opens_and_another_does_not(rosewood: Home) -> None:
    with as_owner():
        walter, nurse = rosewood.person(), rosewood.worker("nurse")
        stranger = home("Elsewhere").worker("nurse")
    with signed_in(nurse) as me:
        assert gate.open(me, walter.id, face="web", asked="day").person.name == "Walter Green"
    with signed_in(stranger) as me, pytest.raises(Refused):
        gate.open(me, walter.id, face="web", asked="day")


def test_hidden_and_absent_are_refused_in_the_same_words_and_statements(rosewood: Home) -> None:
    with as_owner():
        walter, stranger = rosewood.person(), home("Elsewhere").worker("nurse")
    told = []
    for patient in (new_id(), walter.id, new_id()):  # the first readies the statements
        with signed_in(stranger) as me:
            with pytest.raises(Refused) as refused, sent_to_the_database() as sent:
                gate.open(me, patient, face="web", asked="day")
            told.append((refused.value.words, sent))
    assert told[1][1]
    assert told[1] == told[2]


def test_a_list_shows_own_people_and_a_new_resident_at_once(rosewood: Home) -> None:
    with as_owner():
        walter, carer = rosewood.person(), rosewood.worker("care_worker")
        home("Elsewhere").person()
    with transaction.atomic():
        number = sessions.open_session(carer, post_of(carer))
        assert _names(gate.list_people(viewer(number, carer), face="web", asked="people")) == {walter.id}
    with as_owner():
        ada = rosewood.person("Brown", "Ada")
    with transaction.atomic():
        shown = gate.list_people(viewer(number, carer), face="web", asked="people")
        assert _names(shown) == {walter.id, ada.id}


def test_a_registration_that_ends_is_ended_for_the_next_request(rosewood: Home) -> None:
    with as_owner():
        walter, nurse = rosewood.person(), rosewood.worker("nurse")
    with transaction.atomic():
        number = sessions.open_session(nurse, post_of(nurse))
        gate.open(viewer(number, nurse), walter.id, face="web", asked="day")
        assert KnownPatient.objects.filter(id=walter.id).exists()
    with as_owner():
        registration = rosewood.registration(walter)
        actions.end_registration(registration=registration, at=timezone.now(), reason="moved")
    with transaction.atomic():
        me = viewer(number, nurse)
        assert not KnownPatient.objects.filter(id=walter.id).exists()
        with pytest.raises(Refused):
            gate.open(me, walter.id, face="web", asked="day")


def test_a_post_or_account_that_ends_takes_its_session_with_it(rosewood: Home) -> None:
    with as_owner():
        nurse, carer = rosewood.worker("nurse"), rosewood.worker("care_worker")
    with transaction.atomic():
        by_post = sessions.open_session(nurse, post_of(nurse))
        by_account = sessions.open_session(carer, post_of(carer))
    with as_owner():
        post = post_of(nurse)
        post.until = timezone.now()
        post.save()
        carer.is_active = False
        carer.save()
    with transaction.atomic():
        assert sessions.enter(by_post, nurse.pk) is None
        assert sessions.enter(by_account, carer.pk) is None


def test_a_session_serves_its_own_account_only(rosewood: Home) -> None:
    with as_owner():
        nurse, other = rosewood.worker("nurse"), rosewood.worker("manager")
    with transaction.atomic():
        number = sessions.open_session(nurse, post_of(nurse))
    with transaction.atomic():
        assert sessions.enter(number, other.pk) is None
        assert sessions.enter(number, nurse.pk) is not None


def test_a_session_ends_with_its_post(rosewood: Home) -> None:
    soon = timezone.now() + datetime.timedelta(hours=2)
    with as_owner():
        nurse = rosewood.worker("nurse", until=soon)
    with signed_in(nurse) as me:
        assert me.until == soon


def note(patient: UUID, author: UUID, text: str = "Slept well") -> DailyEntry:
    now = timezone.now()
    kind = catalogue().kind("note")
    return DailyEntry(
        id=new_id(), kind="note", definition=f"{kind.url}|{kind.version}", patient=patient, occurred=now,
        author=author, made=now, answers={"text": text},
    )  # fmt: skip


def test_an_entry_is_added_amended_and_withdrawn_and_its_history_stays(rosewood: Home) -> None:
    with as_owner():
        walter, nurse = rosewood.person(), rosewood.worker("nurse")
    with signed_in(nurse) as me:
        record = gate.open(me, walter.id, face="web", asked="day")
        entry = note(walter.id, me.practitioner)
        assert record.add(entry).version == 1
        assert [e.answers["text"] for e in record.entries("note")] == ["Slept well"]
        better = record.entries()[0].amended(answers={"text": "Slept poorly"})
        assert record.amend(better, expected=1, reason="wrong night").version == 2
        record.withdraw(entry.id, expected=2, reason="another person's")
        assert record.entries() == []
        assert [s.version for s in record.history("Observation", entry.id)] == [3, 2, 1]
        assert record.looks(since=LONG_AGO)[0].face == "web"


def test_a_concern_may_be_added_by_somebody_who_may_not_read_it(rosewood: Home) -> None:
    with as_owner():
        walter, carer, manager = rosewood.person(), rosewood.worker("care_worker"), rosewood.worker("manager")
    kind = catalogue().kind("concern")
    with signed_in(carer) as me:
        record = gate.open(me, walter.id, face="web", asked="record")
        entry = replace(
            note(walter.id, me.practitioner),
            kind="concern",
            definition=f"{kind.url}|{kind.version}",
            answers={},
        )
        record.add(entry)
        assert record.entries() == []
    with signed_in(manager) as me:
        [seen] = gate.open(me, walter.id, face="web", asked="day").entries()
        assert seen.id == entry.id


def test_what_the_role_does_not_cover_is_neither_added_nor_changed(rosewood: Home) -> None:
    with as_owner():
        walter, clerk, nurse = rosewood.person(), rosewood.worker("administrator"), rosewood.worker("nurse")
    with signed_in(nurse) as me:
        record = gate.open(me, walter.id, face="web", asked="day")
        entry = note(walter.id, me.practitioner)
        record.add(entry)
    with signed_in(clerk) as me:
        record = gate.open(me, walter.id, face="web", asked="day")
        assert record.entries() == []
        with pytest.raises(NotAllowed):
            record.add(note(walter.id, me.practitioner))
        with pytest.raises(Refused):
            record.amend(entry, expected=1, reason="mine now")
    with signed_in(nurse) as me:
        assert len(gate.open(me, walter.id, face="web", asked="day").entries()) == 1


def test_an_entry_about_somebody_else_is_not_added_here(rosewood: Home) -> None:
    with as_owner():
        walter, ada, nurse = rosewood.person(), rosewood.person("Brown", "Ada"), rosewood.worker("nurse")
    with signed_in(nurse) as me:
        record = gate.open(me, walter.id, face="web", asked="day")
        with pytest.raises(Refused):
            record.add(note(ada.id, me.practitioner))


def test_a_list_shows_no_more_than_the_session_is_for(rosewood: Home) -> None:
    with as_owner():
        walter, nurse = rosewood.person(), rosewood.worker("nurse")
    with signed_in(nurse) as me, pytest.raises(Refused):
        gate.open(me, walter.id, purpose=Purpose.RESEARCH, face="web", asked="day")


def test_without_a_session_nothing_shows(rosewood: Home) -> None:
    with as_owner():
        walter = rosewood.person()
    with transaction.atomic():
        assert not KnownPatient.objects.filter(id=walter.id).exists()


def _names(people: list[KnownPatient]) -> set[object]:
    return {known.id for known in people}


@contextmanager
def sent_to_the_database() -> Iterator[list[str]]:
    """The kinds of messages that this connection sends, in order, as libpq traces them."""
    sent: list[str] = []
    wire = connection.connection.pgconn
    with tempfile.TemporaryFile("w+") as trace:
        wire.trace(trace.fileno())
        try:
            yield sent
        finally:
            wire.untrace()
            trace.seek(0)
            sent += [line.split("\t")[3].split()[0] for line in trace if line.split("\t")[1:2] == ["F"]]


def test_a_new_release_decides_anew_and_nobody_has_to_sign_in_again(rosewood: Home) -> None:
    with as_owner():
        walter, nurse = rosewood.person(), rosewood.worker("nurse")
    with transaction.atomic():
        number = sessions.open_session(nurse, post_of(nurse))
        gate.list_people(viewer(number, nurse), face="web", asked="people")
        assert decided(number) == {walter.id, NOBODY}
    with as_owner():
        forget_decisions(apps.get_app_config("access"))
    with transaction.atomic():
        me = viewer(number, nurse)
        assert decided(number) == set()
        gate.list_people(me, face="web", asked="people")
        assert decided(number) == {walter.id, NOBODY}


def decided(number: int) -> set[UUID]:
    rows = cursor().execute("select patient from decision where session = %s", (number,)).fetchall()
    return {row.patient for row in rows}
