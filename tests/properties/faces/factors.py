"""What decides whether somebody sees something, in plain words: the factors that are combined in pairs.

Worked out from the rules' own world (`access_rules.py`); nothing of the gate's is asked.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from kith.catalogue.categories import Category
from tests.properties import access_rules as rules
from tests.properties.access_rules import ROLES, Asker, Entry
from tests.properties.gate_world import World

CATEGORIES = [category.slug for category in Category]
Value = tuple[str, str]
"""The name of a factor, and what it is."""
FIRST = "first"
LOOKS = (FIRST, "after acts", "after its hour")


class Row(NamedTuple):
    """One viewer and one thing, as the factors see them."""

    role: str
    purpose: str
    login: str
    relationship: str
    holder: str
    agreement: str
    consent: str
    choice: str
    declared: str
    link: str
    category: str
    depth: str
    team: str
    barred: str
    look: str


def role_kind(role: str) -> str:
    """Sorts of viewers: who is like whom to the rules."""
    if role not in ROLES:
        return "made"
    said = ROLES[role]
    if said.get("own"):
        return role
    for mark, words in (("board", "board"), ("visits", "visitor"), ("agency", "agency")):
        if said.get(mark):
            return words
    if role in ("care_worker", "activity_facilitator", "kitchen", "administrator"):
        return "worker"
    if role in ("senior_care_worker", "nurse", "manager"):
        return "lead"
    return "clinician elsewhere" if said.get("declares") else "other elsewhere"


STAGES = (
    "no party", "not in force", "not signed or left", "no framework in force", "other purpose", "other role",
    "not so deep", "lets it",
)  # fmt: skip
"""How far the best agreement goes: the line of Sharing at which it stops."""


@dataclass
class Rows:
    """The factors of every viewer and thing, as the world stands."""

    world: World
    look: str = FIRST
    joined: set[str] = field(default_factory=set)
    """Names of those who were joined to somebody between looks."""
    parted: set[str] = field(default_factory=set)
    """Names of those who were parted from somebody between looks."""
    _agreed: dict[tuple[str, ...], tuple[str, str]] = field(default_factory=dict)
    _near: dict[tuple[str, str, str], tuple[str, str]] = field(default_factory=dict)

    def moved(self, look: str) -> None:
        """The world has changed."""
        self.look = look
        self._agreed.clear()
        self._near.clear()

    def of(self, asker: Asker, entry: Entry) -> Row:
        """The factors of one viewer and one thing."""
        held = self.world.people[entry.about]
        is_own = held.organisation == asker.organisation
        agreement, consent = ("none needed", "none") if is_own else self._agreement(asker, entry)
        near = (asker.staff, asker.role, entry.about)
        if near not in self._near:
            self._near[near] = (self._relationship(asker, entry), self._declared(asker, entry))
        relationship, declared = self._near[near]
        return Row(
            role_kind(asker.role), asker.purpose, "everybody" if asker.chosen is None else "chosen", relationship,
            "own" if is_own else "other", agreement, consent, self._choice(asker, entry), declared,
            self._link(entry.about), entry.category, entry.depth, self._team(asker, entry),
            self._barred(asker, entry), self.look,
        )  # fmt: skip

    def _relationship(self, asker: Asker, entry: Entry) -> str:
        world = self.world
        patient = world.people[entry.about]
        if rules.in_own_right(asker):
            if rules.leaves_about(asker, patient, world.people, world.now, world.sharing):
                return "leave"
            names = rules.names_of(patient, world.people)
            any_ = any(each.reader == asker.staff and each.about in names for each in world.sharing.leaves)
            return "leave that does not count" if any_ else "no leave"
        if rules.related(asker, patient, world.people, world.now):
            held = rules.counting_for(asker, patient, world.people)
            stays = any(rules.registered(stay, asker, world.now) for each in held for stay in each.stays)
            return "looked after here" if stays else "asked to help"
        everybody = Asker(**{**vars(asker), "chosen": None})
        if rules.related(everybody, patient, world.people, world.now):
            return "not for this login"
        stays = [stay for name in rules.names_of(patient, world.people) for stay in world.people[name].stays]
        if any(stay.service == asker.service for stay in stays):
            return "was here, or will be"
        return "elsewhere" if stays else "nowhere"

    def _declared(self, asker: Asker, entry: Entry) -> str:
        world = self.world
        patient = world.people[entry.about]
        live = rules.reasons_of(asker, patient, world.people, world.now, world.sharing)
        if live:
            return min(live)
        names = rules.names_of(patient, world.people)
        past = any(d.asker == asker.staff and d.about in names for d in world.sharing.declared)
        return "run out" if past else "none"

    def _agreement(self, asker: Asker, entry: Entry) -> tuple[str, str]:
        """How far the best agreement goes, and its consent policy."""
        holder = self.world.people[entry.about].organisation
        key = (holder, asker.organisation, asker.role, asker.purpose, entry.category, entry.depth)
        if key not in self._agreed:
            found = [
                (_stage(each, asker, holder, entry, self.world), each.consent)
                for each in self.world.sharing.agreements.values()
            ]
            stage, consent = max(found, default=(0, "none"))
            self._agreed[key] = STAGES[stage], consent if stage else "none"
        return self._agreed[key]

    def _choice(self, asker: Asker, entry: Entry) -> str:
        """The most telling of the person's choices about this, between these two organisations."""
        world = self.world
        patient, found = world.people[entry.about], set()
        names = rules.names_of(patient, world.people)
        for choice in world.sharing.choices:
            if choice.about in names and _concerns(choice, patient.organisation, asker.organisation, entry):
                found.add(_standing(choice, world))
        if {"yes out", "yes in"} <= found:
            found.add("yes both")
        return next((each for each in CHOICES if each in found), "none")

    def _link(self, name: str) -> str:
        people = self.world.people
        if people[name].removed:
            return "removed"
        if name in self.parted:
            return "parted"
        if name in self.joined:
            return "joined"
        others = rules.names_of(people[name], people) - {name}
        if any(people[other].removed for other in others):
            return "with one removed"
        return "linked" if others else "alone"

    def _team(self, asker: Asker, entry: Entry) -> str:
        if entry.team is None:
            return "everybody"
        return "their team" if entry.team in asker.teams else "another team"

    def _barred(self, asker: Asker, entry: Entry) -> str:
        if asker.staff in entry.barred:
            return "them"
        if rules.in_own_right(asker) and rules.withheld(asker, entry, self.world.people, self.world.sharing):
            return "whom they read about"
        return "others" if entry.barred else "nobody"


CHOICES = (
    "objection waiting", "objection upheld", "objection to come", "objection refused", "objection over",
    "objection withdrawn", "yes both", "yes out", "yes in", "yes that does not count",
)  # fmt: skip
"""From the most to the least telling."""


def _concerns(choice: rules.Choice, holder: str, receiver: str, entry: Entry) -> bool:
    if choice.of not in (None, holder) or choice.to not in (None, receiver):
        return False
    return not choice.categories or entry.category in choice.categories


def _standing(choice: rules.Choice, world: World) -> str:
    counts = choice.state in ("waiting", "upheld") and rules.live(choice.since, choice.until, world.now)
    if choice.kind != "objection":
        return f"yes {choice.kind.removeprefix('share-')}" if counts else "yes that does not count"
    if counts or choice.state in ("refused", "withdrawn"):
        return f"objection {choice.state}"
    return "objection to come" if choice.since > world.now else "objection over"


def _stage(agreement: rules.Agreement, asker: Asker, holder: str, entry: Entry, world: World) -> int:
    """At which line of Sharing this agreement stops; the last where it lets the thing flow."""
    gives = any(each.organisation == holder and each.gives for each in agreement.parties)
    receives = any(each.organisation == asker.organisation and each.receives for each in agreement.parties)
    if not (gives and receives):
        return 0
    lines = (
        rules.in_force(agreement, world.now),
        any(each.gives for each in rules.signatures(agreement, holder, world.now))
        and any(each.receives for each in rules.signatures(agreement, asker.organisation, world.now)),
        rules.under_frameworks(agreement, holder, asker.organisation, world.now, world.sharing),
        asker.purpose in agreement.purposes,
        not agreement.roles or asker.role in agreement.roles,
        rules.within(agreement.depths, entry),
    )
    return next((number for number, held in enumerate(lines, 1) if not held), len(STAGES) - 1)
