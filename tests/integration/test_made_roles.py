"""Roles that an organisation makes: what they open, what they never open, and that a change counts at once."""

from dataclasses import replace
from uuid import UUID

import psycopg
import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from kith.access import accounts, agreements, gate, making_roles, sessions, taking_on
from kith.access.agreements import PartyTerms, Terms
from kith.access.making_roles import NotPossible
from kith.access.purposes import Purpose
from kith.access.refused import Refused
from kith.access.role_limits import start
from kith.access.roles import called, mask, named, role, roles, shipped
from kith.catalogue.categories import Category, Tier, allows
from kith.directory.models import Account, MadeRole, Organization, Post
from kith.fhir import sessions as programs
from kith.record.connection import cursor
from tests.integration.test_sharing import drank
from tests.support.homes import LONG_AGO, Home, as_owner, home, post_of, signed_in, viewer
from tests.support.sharing import EVERYTHING, Both, agree, both

pytestmark = [pytest.mark.usefixtures("store_url"), pytest.mark.store]

DAILY, MONEY = Category.DAILY_LIFE, Category.FINANCE


@pytest.fixture
def known(store_url: str) -> Both:
    with as_owner():
        return both()


def make(
    by: Account, base: str = "care_worker", words: str = "Night helper", **parts: dict[Category, Tier | None]
) -> str:
    """A role of this base with these depths instead of the base's; None closes a category."""
    with signed_in(by) as me:
        wanted = replace(start(me, shipped()[base]), words=words)
        return making_roles.make(me, shipped()[base], changed(wanted, **parts))


def changed(wanted, **parts):  # type: ignore[no-untyped-def]
    """The same with other depths."""
    for part, depths in parts.items():
        held = {**getattr(wanted, part), **depths}
        wanted = replace(wanted, **{part: {c: t for c, t in held.items() if t is not None}})
    return wanted


def narrow(by: Account, key: str, **parts: dict[Category, Tier | None]) -> None:
    """The manager changes what the role may."""
    with signed_in(by) as me:
        row = MadeRole.objects.get(key=key)
        making_roles.change(me, row, changed(making_roles.held(row), **parts), version=row.version)


def hired(place: Home, key: str) -> Account:
    """Somebody who works there in the made role."""
    with as_owner():
        return place.worker(key, "Ruby Stone")


def sees(number: int, who: Account, patient: UUID, entry: UUID) -> bool:
    """Whether the next request of this session finds the entry."""
    with transaction.atomic():
        try:
            record = gate.open(viewer(number, who), patient, face="test", asked="day")
        except Refused:
            return False
        return entry in {each.id for each in record.entries("note")}


def session_of(who: Account) -> int:
    with transaction.atomic():
        return sessions.open_session(who, post_of(who))


def test_a_made_role_opens_what_it_says_and_nothing_else(known: Both) -> None:
    drink = drank(known.manager, known.walter.id)
    key = make(known.manager, read={MONEY: Tier.SUMMARY, Category.MEDICINES: None})
    ruby = hired(known.house, key)
    assert sees(session_of(ruby), ruby, known.walter.id, drink)
    with signed_in(ruby) as me:
        grant = gate.open(me, known.walter.id, face="test", asked="day").decision.grants[0]
        assert allows(grant.read, MONEY, Tier.SUMMARY)
        assert not allows(grant.read, MONEY, Tier.DETAIL)
        assert not allows(grant.read, Category.MEDICINES, Tier.HEADLINE)
        assert not allows(
            grant.change, Category.MEDICINES, Tier.HEADLINE
        )  # nobody changes what they cannot see
        assert not me.role.leads
        assert me.role.words == "Night helper"
    other = make(known.manager, words="Day helper", read={DAILY: Tier.SUMMARY})
    sam = hired(known.house, other)
    assert not sees(session_of(sam), sam, known.walter.id, drink)


def test_what_is_narrowed_is_closed_with_the_next_request_and_opens_again(known: Both) -> None:
    drink = drank(known.manager, known.walter.id)
    key = make(known.manager)
    ruby = hired(known.house, key)
    number = session_of(ruby)
    assert sees(number, ruby, known.walter.id, drink)
    narrow(known.manager, key, read={DAILY: Tier.SUMMARY})
    with connection.cursor() as plain:  # row security, before anything is decided anew
        plain.execute("select count(*) from decision where session = %s", [number])
        assert plain.fetchone() == (0,)
    assert not sees(number, ruby, known.walter.id, drink)
    narrow(known.manager, key, read={DAILY: Tier.DEEPEST})
    assert sees(number, ruby, known.walter.id, drink)
    row = MadeRole.objects.none()
    with signed_in(known.manager):
        row = MadeRole.objects.filter(key=key)
        assert [(each.version, [f["version"] for f in each.former]) for each in row] == [(3, [1, 2])]


def test_a_decision_by_what_a_role_was_is_never_kept(known: Both) -> None:
    drink = drank(known.manager, known.walter.id)
    key = make(known.manager)
    ruby = hired(known.house, key)
    with transaction.atomic():
        before = viewer(number := session_of(ruby), ruby)
    narrow(known.manager, key, read={DAILY: Tier.SUMMARY})
    with transaction.atomic():
        viewer(number, ruby)
        record = gate.open(
            before, known.walter.id, face="test", asked="day"
        )  # what a process remembers of it
        assert drink not in {each.id for each in record.entries("note")}


def test_a_change_waits_for_who_decides_by_the_role_and_closes_what_they_kept(
    known: Both, app_dsn: str, owner_dsn: str
) -> None:
    key = make(known.manager)
    ruby = hired(known.house, key)
    number = session_of(ruby)
    with psycopg.connect(app_dsn) as request, psycopg.connect(owner_dsn, autocommit=True) as owner:
        ones = [[-1], [-1]] * 3
        request.execute(
            "select kith_decide(%s, %s, array[%s::smallint], %s, %s, %s, %s, %s, %s, '{}', 'infinity', 'test')",
            (number, [known.walter.id], known.walter.custodian, *ones),
        )
        owner.execute("set lock_timeout = '50ms'")
        narrowed = ("update directory_maderole set read_low = 1 where key = %s", (key,))
        with pytest.raises(psycopg.errors.LockNotAvailable):
            owner.execute(*narrowed)
        request.commit()
        kept = "select read_low, read_high from decision where session = %s"
        assert owner.execute(kept, (number,)).fetchone() == (
            role(key).read.low | 1 << 0 | 1 << 8 | 1 << 44,
            0,
        )
        owner.execute(*narrowed)
        assert owner.execute(kept, (number,)).fetchone() is None


def test_an_ended_role_opens_nothing_and_nobody_signs_in_with_it(known: Both) -> None:
    drink = drank(known.manager, known.walter.id)
    key = make(known.manager)
    ruby = hired(known.house, key)
    number = session_of(ruby)
    assert sees(number, ruby, known.walter.id, drink)
    with signed_in(known.manager):
        assert making_roles.end(key)
        assert not making_roles.end(key)
    with transaction.atomic():
        assert sessions.enter(number, ruby.pk) is None
    with transaction.atomic(), pytest.raises(sessions.NoPost):
        sessions.open_session(ruby, post_of(ruby))
    with transaction.atomic():
        assert sessions.posts_of(ruby) == []
    held = role(key)
    assert held.ended
    assert not any(
        allows(mine, c, t) for mine in (held.read, held.add, held.change) for c in Category for t in Tier
    )
    assert held.rights == ()
    assert key not in roles()
    assert called([key]) == {key: "Night helper"}


def test_nobody_makes_a_role_that_may_more_than_they(known: Both) -> None:
    for part, depths in (
        ("read", {Category.SEXUAL_HEALTH: Tier.DEEPEST}),  # a manager reads it in detail
        ("read", {Category.SUBSTANCE_USE: Tier.DEEPEST}),
        ("read", {Category.DEMOGRAPHICS: None}),
        ("read", {Category.COMMUNICATION: None}),
    ):
        with pytest.raises(NotPossible):
            make(known.manager, **{part: depths})  # type: ignore[arg-type]
    with pytest.raises(NotPossible):
        make(known.manager, "general_practitioner")  # nobody whom a manager could take on
    with pytest.raises(NotPossible):
        make(known.manager, words="care worker")  # a name that is taken
    key = make(known.manager)
    with pytest.raises(NotPossible):
        narrow(known.manager, key, read={Category.SEXUAL_HEALTH: Tier.DEEPEST})
    with pytest.raises(NotPossible):
        make(known.doctor)  # does not sign for the surgery


def sent(me, key, masks, base="care_worker", purposes=(1,), declares=()):  # type: ignore[no-untyped-def]
    """What the database itself answers to a program that asks for a role."""
    row = cursor().execute(
        "select kith_make_role(%s, 'x', %s, '{}', %s, %s::smallint[], %s::text[])",
        (key, base, masks, list(purposes), list(declares)),
    ).fetchone()  # fmt: skip
    return row[0]


def test_the_database_refuses_what_the_page_would(known: Both) -> None:
    own = mask({DAILY: Tier.DETAIL})
    fine = [*own, 0, 0, 0, 0]
    deepest = [*mask({Category.SEXUAL_HEALTH: Tier.DEEPEST}), 0, 0, 0, 0]
    with signed_in(known.manager) as me:
        n = me.custodian
        for key, masks, more in (
            (f"{n}-a", deepest, {}),
            (f"{n}-b", [0, 0, 0, 0, *own], {}),  # changes what it does not read
            (f"{n + 1}-c", fine, {}),  # another organisation's key
            ("care_worker", fine, {}),
            (f"{n}-d", fine, {"base": "agency_nurse"}),
            (f"{n}-e", fine, {"base": "pharmacist"}),
            (f"{n}-f", fine, {"declares": ["anything"]}),
            (f"{n}-g", fine, {"purposes": []}),
            (f"{n}-h", list(own), {}),
        ):
            assert not sent(me, key, masks, **more), key
        assert sent(me, f"{n}-fine", fine)
        assert not sent(me, f"{n}-fine", fine)
    with signed_in(known.doctor) as me:
        assert not sent(me, f"{me.custodian}-fine", fine)
    with signed_in(known.manager), pytest.raises(ProgrammingError), transaction.atomic():
        MadeRole.objects.update(words="Everything")


def test_another_organisation_neither_sees_nor_changes_nor_holds_it(known: Both) -> None:
    key = make(known.manager)
    with signed_in(known.partner) as me:
        assert making_roles.known(me) == []
        assert key not in roles()
        assert not making_roles.end(key)
        assert not me.may_for("reset", role(key))
    priya = hired(known.surgery, key)  # as only the owner could write it
    with transaction.atomic(), pytest.raises(sessions.NoPost):
        sessions.open_session(priya, post_of(priya))
    with as_owner(), pytest.raises(accounts.NotPossible):
        accounts.add("x", name="X Y", role=key, service="New house", organisation="Somebody else")


def test_an_operator_lists_made_roles_and_gives_them(store_url: str) -> None:
    with as_owner():
        place = home("Larch House")
        manager = place.worker("manager")
    key = make(manager)
    with as_owner():
        assert any(line.startswith(key) for line in accounts.roles_listed())
        account, _ = accounts.add("ruby", name="Ruby Stone", role=key, service="Larch House")
    with signed_in(account) as me:
        assert me.role.words == "Night helper"


def test_a_manager_takes_somebody_on_in_it_and_gives_a_new_pin_and_whoever_sees_less_does_not(
    known: Both,
) -> None:
    key = make(known.manager, read={MONEY: Tier.DETAIL})
    with as_owner():
        nora = known.house.worker("nurse", "Nora Quill")
    with signed_in(known.manager) as me:
        assert (key, "Night helper") in taking_on.offered(me)
        ruby = taking_on.take_on(me, name="Ruby Stone", role_key=key).account
    may = "select kith_may_for('reset', %s)"
    with signed_in(known.manager) as me:
        assert me.may_for("reset", role(key))
        assert cursor().execute(may, (ruby.pk,)).fetchone()[0]
    with signed_in(nora) as me:
        assert not me.may_for("reset", role(key))  # it reads about money, which a nurse does not
        assert not cursor().execute(may, (ruby.pk,)).fetchone()[0]
    plain = make(known.manager, words="Plain helper")
    with signed_in(nora) as me:
        assert me.may_for("reset", role(plain))
        assert taking_on.offered(me) == []
    with signed_in(known.manager) as me:
        making_roles.end(plain)
        assert plain not in dict(taking_on.offered(me))
        with pytest.raises(taking_on.NotPossible):
            taking_on.take_on(me, name="Pat Moss", role_key=plain)


def test_an_agreement_may_name_a_made_role_of_whoever_receives(known: Both) -> None:
    drink = drank(known.manager, known.walter.id)
    key = make(known.partner, "nurse", "Practice nurse")
    nurse = hired(known.surgery, key)
    with as_owner():
        agree(known.house, known.surgery, roles=("general_practitioner",))
    assert not sees(session_of(nurse), nurse, known.on_list.id, drink)
    with as_owner():
        agree(known.house, known.surgery, roles=(key,))
    assert sees(session_of(nurse), nurse, known.on_list.id, drink)
    with as_owner(), pytest.raises(ValueError, match="Nobody who receives"):
        one_way(known, key, receives=known.house)
    with signed_in(known.partner):
        making_roles.end(key)
    with as_owner(), pytest.raises(ValueError, match="Nobody who receives"):
        agree(known.house, known.surgery, roles=(key,))


def one_way(known: Both, key: str, *, receives: Home) -> None:
    terms = Terms(
        title="t", why="w", basis="b", depths=EVERYTHING, purposes=(Purpose.DIRECT_CARE,), roles=(key,)
    )
    parties = [
        PartyTerms(
            each, gives=each.id != receives.organization.id, receives=each.id == receives.organization.id
        )
        for each in Organization.objects.filter(
            id__in=[known.house.organization.id, known.surgery.organization.id]
        )
    ]
    agreements.make(terms, parties, starts=LONG_AGO)


def test_a_role_that_may_declare_less_ends_the_sessions_that_rest_on_it(known: Both) -> None:
    key = make(known.manager, "nurse", "Night nurse")
    ruby = hired(known.house, key)
    number = session_of(ruby)
    with transaction.atomic():
        assert viewer(number, ruby).may("declare:emergency")
        assert not viewer(number, ruby).may("admit")
    with signed_in(known.manager) as me:
        row = MadeRole.objects.get(key=key)
        making_roles.change(
            me, row, replace(making_roles.held(row), declares=frozenset({"agreed"})), version=1
        )
        with pytest.raises(NotPossible):  # somebody who still looks at the first version
            making_roles.change(me, row, making_roles.held(row), version=1)
    with transaction.atomic():
        assert sessions.enter(number, ruby.pk) is None
    with transaction.atomic():
        assert viewer(session_of(ruby), ruby).role.rights == ("declare:agreed",)


def test_a_program_that_acts_in_it_is_held_to_the_change_at_once(known: Both) -> None:
    key = make(known.manager)
    with as_owner():
        worker = known.house.worker(key, "Ruby Stone")
        token = accounts.token(worker.username, "a program", lasts=accounts.timedelta(days=1))
    assert allows(programs.viewer_of(token).role.read, DAILY, Tier.DEEPEST)
    narrow(known.manager, key, read={DAILY: Tier.SUMMARY})
    assert not allows(programs.viewer_of(token).role.read, DAILY, Tier.DETAIL)


def test_a_post_in_a_made_role_is_derived_from_its_resource(known: Both) -> None:
    key = make(known.manager)
    ruby = hired(known.house, key)
    assert Post.objects.get(staff_id=ruby.staff_id).role == key
    assert named([key, "nurse", "nobody"]).keys() == {key, "nurse"}
