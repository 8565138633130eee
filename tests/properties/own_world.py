"""Readers, their leaves and their sessions drawn at random: in plain words for the rules, and in the store."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from kith.access import own
from kith.catalogue.categories import Category, Tier
from kith.catalogue.components.own_access import OwnAccess, Right
from kith.directory import actions
from kith.directory.models import Account
from kith.record.ids import new_id
from kith.record.labels import Labels
from tests.properties import access_rules as rules
from tests.properties.sharing_world import CATEGORIES, Drawing, draw_choice


@dataclass
class Given:
    """A leave as it is drawn, and by which id the store has it."""

    id: UUID
    account: Account
    leave: rules.Leave


def draw_readers(to: Drawing, people: dict[str, rules.Held], count: int) -> list[Given]:
    """Persons who read themselves, and others who read for some. Every leave counts at first: sessions open by it."""
    given: list[Given] = []
    for name in _some(to, people, count):
        account = _account(to.patients[name])
        given.append(_give(to, account, _leave(to, name, name, "person", people[name].organisation)))
        if to.chance.random() < 0.4:  # who reads for somebody else too
            given += _for_others(to, account, name, people)
    for number in range(count):
        name = f"reader {number}"
        to.staff[name] = new_id()
        given += _for_others(to, _account(to.staff[name]), name, people)
    for each in to.chance.sample(given, len(given) // 2):
        draw_choice(to, each.leave.about, "objection")
    return given


def _some(to: Drawing, people: dict[str, rules.Held], count: int) -> list[str]:
    """Names of some Patients; at least half of them, where there are as many, are known to somebody else too."""
    shared = [
        name
        for name, held in people.items()
        if any(o.person == held.person and o.organisation != held.organisation for o in people.values())
    ]
    first = to.chance.sample(shared, min(len(shared), count * 2 // 3))
    rest = [name for name in people if name not in first]
    return first + to.chance.sample(rest, count - len(first))


def _account(reader: UUID) -> Account:
    return Account.objects.create(username=f"reader-{reader}", reader=reader)


def _for_others(to: Drawing, account: Account, reader: str, people: dict[str, rules.Held]) -> list[Given]:
    chance = to.chance
    given = []
    for about in _some(
        to, {name: held for name, held in people.items() if name != reader}, chance.randint(1, 3)
    ):
        held_by = people[about].organisation
        gives = held_by if chance.random() < 0.85 else chance.choice(list(to.organisations))
        for _ in range(chance.choice([1, 1, 2])):
            right = chance.choice(["chosen", "attorney", "deputy"])
            given.append(_give(to, account, _leave(to, reader, about, right, gives)))
    return given


def _leave(to: Drawing, reader: str, about: str, right: str, given_by: str) -> rules.Leave:
    chance, moment = to.chance, to.moment
    granted = set(chance.sample(CATEGORIES, 8)) if chance.random() < 0.5 else set(CATEGORIES)
    return rules.Leave(
        reader=reader,
        about=about,
        given_by=given_by,
        right=right,
        categories=granted,
        since=to.now + timedelta(hours=8) if chance.random() < 0.1 else moment(-200, -1),
        until=to.now - timedelta(hours=1)
        if chance.random() < 0.15
        else chance.choice([None, None, moment(3)]),
        open=chance.random() < 0.85,
    )


def _give(to: Drawing, account: Account, leave: rules.Leave) -> Given:
    given = Given(new_id(), account, leave)
    _put(to, given, since=to.now - timedelta(days=300), until=None, open=True, version=None)
    to.sharing.leaves.append(leave)
    return given


def _put(
    to: Drawing, given: Given, *, since: datetime, until: datetime | None, open: bool, version: int | None
) -> None:
    leave, organisation = given.leave, to.organisations[given.leave.given_by]
    assert organisation.custodian is not None
    assert given.account.reader is not None
    access = OwnAccess(
        id=given.id, patient=to.patients[leave.about], organisation=organisation.id, who=given.account.reader,
        name=leave.reader, right=Right(leave.right), since=since, until=until, open=open,
        categories=frozenset(Category.from_slug(each) for each in leave.categories),
    )  # fmt: skip
    labels = Labels(organisation.custodian, Category.LEGAL, Tier.DETAIL)
    actions.put(access.to_fhir(), labels=labels, expected=version)


def open_sessions(to: Drawing, readers: list[Given]) -> list[tuple[rules.Asker, Account, int]]:
    """A session by every hat: one custodian, and either as the person or for somebody."""
    opened: list[tuple[rules.Asker, Account, int]] = []
    names = {organisation.custodian: name for name, organisation in to.organisations.items()}
    for reader, account in {given.leave.reader: given.account for given in readers}.items():
        with transaction.atomic():
            for hat in sorted(own.hats_of(account), key=lambda hat: (hat.custodian, hat.role)):
                number = own.open_session(account, hat)
                until = to.now + timedelta(hours=to.chance.choice([6] * 9 + [-1]))
                asker = rules.Asker(
                    reader, names[hat.custodian], "", hat.role, "own-access", set(), until,
                    signed_out=to.chance.random() < 0.08,
                )  # fmt: skip
                opened.append((asker, account, number))
    return opened


def settle(to: Drawing, readers: list[Given], askers: list[tuple[rules.Asker, Account, int]]) -> None:
    """Leaves become what was drawn: begun later, over, or taken back. Some sessions are over. Called as the owner."""
    for given in readers:
        leave = given.leave
        _put(to, given, since=leave.since, until=leave.until, open=leave.open, version=1)
    with connection.cursor() as c:
        for asker, _, number in askers:
            if rules.in_own_right(asker):
                c.execute("update session set until = %s where number = %s", (asker.until, number))
