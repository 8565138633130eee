"""Unusual looks: each reason alone at its edge, and a plain second writing of the rules over generated looks."""

from datetime import UTC, datetime, timedelta
from itertools import product
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from kith.access.unusual import AT_WORK, HOUR, MANY, SETTLED, Known, Opening, Reason, unusual

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
EVA, SAM = UUID(int=1), UUID(int=2)
WALTER, IVY = UUID(int=101), UUID(int=102)
PEOPLE = [UUID(int=200 + number) for number in range(MANY + 2)]
MINUTE = timedelta(minutes=1)


def known(**more: object) -> Known:
    given = {
        "families": {WALTER: "green", IVY: "brown"}, "staff_families": {EVA: "lindholm", SAM: "green"},
        "recorded": {EVA: [NOON], SAM: [NOON]}, "about": frozenset(), "died": {},
    }  # fmt: skip
    return Known(**{**given, **more})  # type: ignore[arg-type]


def look(staff: UUID = EVA, patient: UUID = WALTER, at: datetime = NOON, *, records: bool = True) -> Opening:
    return Opening(staff, patient, at, records)


def reasons(looks: list[Opening], held: Known | None = None) -> dict[tuple[UUID, UUID], tuple[Reason, ...]]:
    return {(each.staff, each.patient): each.reasons for each in unusual(looks, held or known())}


def test_a_look_at_work_into_the_record_of_somebody_else_is_nothing() -> None:
    assert reasons([look(), look(SAM, IVY)]) == {}


def test_the_same_family_name_stands_out() -> None:
    assert reasons([look(SAM)]) == {(SAM, WALTER): (Reason.SAME_NAME,)}


def test_a_look_by_somebody_who_is_not_at_work_stands_out_at_its_edge() -> None:
    edge = NOON + AT_WORK
    assert reasons([look(at=edge)]) == {}
    assert reasons([look(at=edge + MINUTE)]) == {(EVA, WALTER): (Reason.NOT_AT_WORK,)}
    assert reasons([look(at=NOON - AT_WORK - MINUTE)]) == {(EVA, WALTER): (Reason.NOT_AT_WORK,)}
    assert reasons([look(at=edge + MINUTE, records=False)]) == {}, "a manager at a desk records nothing"


def test_many_people_in_an_hour_stand_out_unless_they_were_looked_after() -> None:
    looks = [look(patient=each, at=NOON + MINUTE * place) for place, each in enumerate(PEOPLE[:MANY])]
    assert set(reasons(looks)) == {(EVA, each) for each in PEOPLE[:MANY]}
    assert reasons(looks[:-1]) == {}
    slow = [look(patient=each, at=NOON + MINUTE * 5 * place) for place, each in enumerate(PEOPLE[:MANY])]
    assert reasons(slow) == {}
    assert reasons(looks, known(about=frozenset((EVA, each) for each in PEOPLE))) == {}


def test_a_look_long_after_a_death_stands_out() -> None:
    died = known(died={WALTER: NOON - SETTLED})
    assert reasons([look()], died) == {}
    assert reasons([look(at=NOON + MINUTE)], died) == {(EVA, WALTER): (Reason.AFTER_DEATH,)}


def test_the_gravest_come_first_with_how_often_and_when() -> None:
    late = NOON + AT_WORK + HOUR
    found = unusual([look(at=late), look(SAM, at=late), look(SAM, at=late + HOUR)], known())
    assert [(each.staff, each.times) for each in found] == [(SAM, 2), (EVA, 1)]
    assert (found[0].first, found[0].last) == (late, late + HOUR)
    assert found[0].reasons == (Reason.SAME_NAME, Reason.NOT_AT_WORK)


LOOKS = st.lists(
    st.builds(
        Opening,
        st.sampled_from([EVA, SAM]),
        st.sampled_from([WALTER, IVY, *PEOPLE]),
        st.integers(0, 2000).map(lambda minutes: NOON + MINUTE * minutes),
        st.booleans(),
    ),
    max_size=60,
)


@given(LOOKS, st.booleans())
def test_a_second_plain_writing_of_the_rules_agrees(looks: list[Opening], dead: bool) -> None:
    held = known(died={IVY: NOON - SETTLED + HOUR} if dead else {}, about=frozenset({(EVA, WALTER)}))
    wanted: dict[tuple[UUID, UUID], set[str]] = {}
    for staff, person in product([EVA, SAM], [WALTER, IVY, *PEOPLE]):
        mine = [each for each in looks if each.staff == staff and each.patient == person]
        said = set()
        if mine and (staff, person) == (SAM, WALTER):
            said.add("same-name")
        if any(each.records and each.at > NOON + timedelta(hours=6) for each in mine):
            said.add("not-at-work")
        if dead and person == IVY and any(each.at > NOON + timedelta(hours=1) for each in mine):
            said.add("after-death")
        for start in looks:
            hour = {
                each.patient for each in looks
                if each.staff == staff and each.records and timedelta() <= each.at - start.at <= timedelta(hours=1)
                and (staff, each.patient) != (EVA, WALTER)
            }  # fmt: skip
            if len(hour) >= 15 and person in hour:
                said.add("many-people")
        if said:
            wanted[staff, person] = said
    assert {pair: {str(each) for each in found} for pair, found in reasons(looks, held).items()} == wanted
