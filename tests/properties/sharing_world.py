"""Agreements, choices and declared reasons drawn at random: in plain words for the rules, and in the store."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from kith.access import agreements, sessions
from kith.access.declaring import LASTS, SLUGS, NotDeclared, declare
from kith.access.purposes import Purpose
from kith.access.sharing import Consent, Declared
from kith.access.viewer import Viewer
from kith.catalogue.categories import Category, Tier
from kith.catalogue.components import choice as said
from kith.directory import actions
from kith.directory.models import Account, Declaration, Organization
from kith.directory.models import Agreement as Stored
from kith.record.ids import new_id
from kith.record.labels import Labels
from tests.properties import access_rules as rules

DEPTHS = [tier.slug for tier in Tier]
CATEGORIES = [category.slug for category in Category]
STANDINGS = {
    "waiting": said.Standing.WAITING,
    "upheld": said.Standing.UPHELD,
    "refused": said.Standing.REFUSED,
    "withdrawn": said.Standing.WITHDRAWN,
}


@dataclass
class Drawing:
    """What is drawn for, and from what."""

    chance: random.Random
    now: datetime
    organisations: dict[str, Organization]
    patients: dict[str, UUID]
    staff: dict[str, UUID]
    sharing: rules.Sharing
    keys: dict[str, str] = field(default_factory=dict)
    """By which key the store knows each made role."""

    def moment(self, *days: int) -> datetime:
        """One of these days from now."""
        return self.now + timedelta(days=self.chance.choice(days))


def draw_agreements(to: Drawing, count: int) -> None:
    """Frameworks and agreements; most are signed and in force, some lack one thing or another."""
    made: dict[str, Stored] = {}
    for number in range(count):
        name = f"agreement {number}"
        framework = to.chance.choice([None, *list(made)[:3]]) if number >= 3 else None
        drawn = _agreement(to, name, framework)
        made[name] = store_agreement(to, drawn, made.get(framework or ""))
        to.sharing.agreements[name] = drawn
    plain = _for_own_access(to)
    store_agreement(to, plain, None)
    to.sharing.agreements[plain.name] = plain


def _for_own_access(to: Drawing) -> rules.Agreement:
    """One that is in force and lets people read about some things wherever they are held: chance gives few of them."""
    return rules.Agreement(
        name="own access",
        parties=[rules.Party(each, True, True, to.moment(-9)) for each in to.organisations],
        depths=dict.fromkeys(
            ["demographics", *to.chance.sample(CATEGORIES, 7)], to.chance.choice(DEPTHS[1:])
        ),
        purposes=["own-access"],
        roles=[],
        consent="implied",
        starts=to.moment(-20),
    )


def _agreement(to: Drawing, name: str, framework: str | None) -> rules.Agreement:
    chance = to.chance
    parties = [_party(to, each) for each in to.organisations if chance.random() < 0.95]
    review = chance.choice([None, to.moment(200), to.moment(-10), to.moment(-100)])
    roles = [] if chance.random() < 0.6 else chance.sample(list(rules.ROLES), 12)
    if roles:  # and those made ones that whoever receives may hold
        received = {each.organisation for each in parties if each.receives}
        roles += [
            name
            for name, made in to.sharing.made.items()
            if made.organisation in received and chance.random() < 0.6
        ]
    purposes = {"direct-care", *chance.sample(["management", "inspection", "safeguarding"], 2)}
    if chance.random() < 0.75:
        purposes.add("own-access")
    return rules.Agreement(
        name=name,
        parties=parties,
        depths={each: chance.choice(DEPTHS[1:]) for each in CATEGORIES if chance.random() < 0.6},
        purposes=sorted(purposes - {"direct-care"} if chance.random() < 0.1 else purposes),
        roles=roles,
        consent=chance.choice(["implied", "implied", "asked", "explicit"]),
        starts=to.now + timedelta(days=1) if chance.random() < 0.08 else to.moment(-400, -1),
        ended=to.now - timedelta(days=1) if chance.random() < 0.08 else chance.choice([None, to.moment(30)]),
        review=review,
        stops_after=chance.choice([None, 30]) if review else None,
        framework=framework,
    )


def _party(to: Drawing, organisation: str) -> rules.Party:
    chance = to.chance
    signed = (
        to.moment(-300, -2) if chance.random() < 0.92 else chance.choice([None, to.now + timedelta(days=1)])
    )
    left = (
        chance.choice([to.now - timedelta(days=1), to.now + timedelta(days=9)])
        if chance.random() < 0.12
        else None
    )
    return rules.Party(organisation, chance.random() < 0.85, chance.random() < 0.85, signed, left)


def store_agreement(to: Drawing, drawn: rules.Agreement, framework: Stored | None) -> Stored:
    """Put an agreement in the store, under its framework. Called as the owner."""
    terms = agreements.Terms(
        title=drawn.name, why="to test", basis="a test", depths=drawn.depths,
        roles=tuple(to.keys.get(each, each) for each in drawn.roles),
        purposes=tuple(Purpose.from_slug(each) for each in drawn.purposes), consent=Consent[drawn.consent.upper()],
        review=drawn.review, stops_after=drawn.stops_after,
    )  # fmt: skip
    parties = [
        agreements.PartyTerms(to.organisations[each.organisation], each.gives, each.receives)
        for each in drawn.parties
    ]
    stored = agreements.make(terms, parties, starts=drawn.starts, framework=framework)
    Stored.objects.filter(id=stored.id).update(ended=drawn.ended)
    for each in drawn.parties:
        number = to.organisations[each.organisation].custodian
        stored.parties.filter(custodian=number).update(signed=each.signed, left=each.left)
    return stored


def draw_choices(to: Drawing, count: int) -> None:
    """Objections and yeses of all kinds, about anybody, of any standing."""
    for _ in range(count):
        draw_choice(to, to.chance.choice(list(to.patients)))


def draw_choice(to: Drawing, about: str, *kinds: str) -> None:
    """One that this person made."""
    drawn = _choice(to, about, *kinds)
    keep_choice(to, drawn)
    to.sharing.choices.append(drawn)


def draw_yeses(to: Drawing) -> None:
    """A yes on either side for many: it takes both to open anything under an explicit agreement."""
    for name in to.patients:
        for kind in ("share-out", "share-in"):
            if to.chance.random() < 0.6:
                categories = set(to.chance.sample(CATEGORIES, 9)) if to.chance.random() < 0.5 else set()
                drawn = rules.Choice(name, kind, None, None, categories, to.now - timedelta(days=3))
                keep_choice(to, drawn)
                to.sharing.choices.append(drawn)


def _choice(to: Drawing, about: str, *kinds: str) -> rules.Choice:
    chance, anybody = to.chance, [None, *to.organisations]
    kind = chance.choice(kinds or ("objection", "objection", "share-out", "share-in"))
    return rules.Choice(
        about=about,
        kind=kind,
        of=None if kind == "share-in" else chance.choice(anybody),
        to=None if kind == "share-out" else chance.choice(anybody),
        categories=set(chance.sample(CATEGORIES, 5)) if chance.random() < 0.7 else set(),
        since=to.now + timedelta(days=1) if chance.random() < 0.1 else to.moment(-50, -1),
        until=chance.choice([None, None, to.now + timedelta(days=2), to.now - timedelta(hours=1)]),
        state=chance.choice(["waiting", "waiting", "upheld", "upheld", "refused", "withdrawn"]),
    )


def keep_choice(to: Drawing, drawn: rules.Choice) -> None:
    """Put a choice in the store as its Consent. Called as the owner."""
    own = next(iter(to.organisations.values()))  # whoever wrote it down does not matter
    assert own.custodian is not None
    kept = said.Choice(
        id=new_id(), patient=to.patients[drawn.about], organisation=own.id, kind=said.ChoiceKind(drawn.kind),
        since=drawn.since, of=to.organisations[drawn.of].id if drawn.of else None,
        to=to.organisations[drawn.to].id if drawn.to else None,
        categories=frozenset(Category.from_slug(each) for each in drawn.categories), until=drawn.until,
        standing=STANDINGS[drawn.state],
    )  # fmt: skip
    actions.put(kept.to_fhir(), labels=Labels(own.custodian, Category.LEGAL, Tier.DETAIL))


def draw_declared(to: Drawing, asker: rules.Asker, account: Account, number: int) -> None:
    """Reasons that somebody declares about some people, as the application; and some that ran out."""
    with transaction.atomic():
        session = sessions.enter(number, account.pk)
        if session is None:
            return
        viewer = Viewer.staff(session)
        for name in to.chance.sample(list(to.patients), len(to.patients) // 5):
            kind = to.chance.choice(list(Declared))
            made = to.sharing.made.get(asker.role)  # not ended yet, if it is to end
            role = rules.covered(made) if made else rules.ROLES[asker.role]
            allowed = SLUGS[kind] in role.get("declares", [])
            if _declares(viewer, to.patients[name], kind, allowed=allowed):
                drawn = rules.Declared(asker.staff, name, SLUGS[kind], to.now, to.now + LASTS[kind])
                to.sharing.declared.append(drawn)


def _declares(viewer: Viewer, patient: UUID, kind: Declared, *, allowed: bool) -> bool:
    """Whether the store takes the reason, which is what the role tables say."""
    try:
        declare(viewer, patient, kind, "to test")
    except NotDeclared:
        assert not allowed, (viewer.role.key, kind)
        return False
    assert allowed, (viewer.role.key, kind)
    return True


def run_out(to: Drawing, share: float) -> None:
    """Some of what was declared ended an hour ago. Called as the owner."""
    for drawn in to.sharing.declared:
        if to.chance.random() < share:
            drawn.since, drawn.until = to.now - timedelta(hours=2), to.now - timedelta(hours=1)
            stored = Declaration.objects.filter(staff=to.staff[drawn.asker], patient=to.patients[drawn.about])
            stored.update(since=drawn.since, until=drawn.until)
