"""Who is who: links join Patients into people, open what they join, and can be undone."""

from uuid import UUID

import pytest
from django.db import transaction

from kith.access import sessions
from kith.access.deciding import decide_named
from kith.directory import people
from kith.directory.models import KnownPatient, PersonLink
from tests.support.homes import Home, as_owner, home, post_of, signed_in, viewer

pytestmark = [pytest.mark.usefixtures("store_url"), pytest.mark.store]


@pytest.fixture
def rosewood(store_url: str) -> Home:
    with as_owner():
        return home()


def test_a_merge_joins_everybody_and_undoing_it_parts_them(rosewood: Home) -> None:
    with as_owner():
        a, b, c, d = (rosewood.person(given=name).id for name in "ABCD")
        people.merge(patient=b, same_as=a, by=None, why="twice on the list")
        people.merge(patient=d, same_as=c, by=None, why="twice on the list")
        act = people.merge(patient=d, same_as=a, by=None, why="all one")
        assert people.patients_of(c) == {a, b, c, d}
        back = people.undo(act, by=None, why="not so")
        assert people.patients_of(a) == {a, b}
        assert people.patients_of(c) == {c, d}
        people.undo(back, by=None, why="they were after all")
        assert people.patients_of(a) == {a, b, c, d}


def test_a_split_leaves_the_rest_together(rosewood: Home) -> None:
    with as_owner():
        a, b, c = (rosewood.person(given=name).id for name in "ABC")
        people.merge(patient=b, same_as=a, by=None, why="")
        people.merge(patient=c, same_as=a, by=None, why="")
        act = people.split(patient=a, by=None, why="somebody else")
        assert people.patients_of(a) == {a}
        assert people.patients_of(b) == {b, c}
        people.undo(act, by=None, why="")
        assert people.patients_of(b) == {a, b, c}


def test_a_proposal_opens_nothing_until_it_is_confirmed(rosewood: Home) -> None:
    with as_owner():
        a, b = (rosewood.person(given=name).id for name in "AB")
        link = people.propose(patient=b, same_as=a, by=None, why="same birthday")
        assert people.patients_of(a) == {a}
        act = people.confirm(link, by=None, why="same NHS number")
        assert people.patients_of(a) == {a, b}
        with pytest.raises(people.Overtaken):
            people.refuse(link, by=None, why="too late")
        people.undo(act, by=None, why="mistaken")
        assert people.patients_of(a) == {a}


def test_a_refused_proposal_stays_on_file(rosewood: Home) -> None:
    with as_owner():
        a, b = (rosewood.person(given=name).id for name in "AB")
        people.refuse(people.propose(patient=b, same_as=a, by=None, why="?"), by=None, why="cousins")
        assert people.patients_of(a) == {a}
        assert PersonLink.objects.get(patient=b).decided_why == "cousins"


def test_what_has_moved_on_is_not_undone_blindly(rosewood: Home) -> None:
    with as_owner():
        a, b = (rosewood.person(given=name).id for name in "AB")
        act = people.merge(patient=b, same_as=a, by=None, why="")
        people.split(patient=b, by=None, why="")
        with pytest.raises(people.Overtaken):
            people.undo(act, by=None, why="")


def test_a_link_opens_the_other_patient_and_undoing_it_closes_it_for_the_next_request(rosewood: Home) -> None:
    with as_owner():
        here, before = rosewood.person(), _elsewhere_in_the_same_organisation(rosewood)
        nurse = rosewood.worker("nurse")
        act = people.merge(patient=before, same_as=here.id, by=None, why="lived at our other home")
    with transaction.atomic():
        number = sessions.open_session(nurse, post_of(nurse))
        assert _granted(number, nurse, here.id) == {here.id, before}
        assert _shown(here.id, before) == {here.id, before}
    with as_owner():
        people.undo(act, by=None, why="somebody else")
    with transaction.atomic():
        viewer(number, nurse)
        assert _shown(here.id, before) == set()
        assert _granted(number, nurse, here.id) == {here.id}
        assert _granted(number, nurse, before) == set()


def test_a_link_to_another_organisations_patient_opens_nothing_without_an_agreement(rosewood: Home) -> None:
    with as_owner():
        here, other = rosewood.person(), home("Elsewhere").person()
        people.merge(patient=other.id, same_as=here.id, by=None, why="same person")
        nurse = rosewood.worker("nurse")
    with signed_in(nurse) as me:
        assert {g.patient for g in decide_named(me, here.id).grants} == {here.id}
        assert decide_named(me, other.id).grants == decide_named(me, here.id).grants
        assert not decide_named(me, other.id).allowed


def _elsewhere_in_the_same_organisation(rosewood: Home) -> UUID:
    from kith.directory import actions

    other = actions.add_service(organization=rosewood.organization, name="Our other home")
    return Home(rosewood.organization, other).person().id


def _granted(number: int, account: object, patient: UUID) -> set[UUID]:
    return {g.patient for g in decide_named(viewer(number, account), patient).grants}  # type: ignore[arg-type]


def _shown(*patients: UUID) -> set[UUID]:
    return set(KnownPatient.objects.filter(id__in=patients).values_list("id", flat=True))
