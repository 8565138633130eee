"""Which values of two factors never occur together, and why. Whatever is not ruled out here must be tried."""

from collections.abc import Mapping
from typing import NamedTuple

from tests.properties.access_rules import DEPTHS, ROLES
from tests.properties.faces.factors import CATEGORIES, CHOICES, LOOKS, STAGES, Value, role_kind

LEAVES = ("leave", "leave that does not count", "no leave")
REASONS = ("absent", "agreed", "emergency", "lacks-capacity", "run out")
KIND_OF = {role: role_kind(role) for role in ROLES}
PURPOSES_OF: dict[str, set[str]] = {"made": {"direct-care", "management"}}
"""For what somebody of such a role signs in in these worlds: the last purpose of their role. Of those that organisations
made, what they have in common with their makers' roles.
"""
for _role, _said in ROLES.items():
    PURPOSES_OF.setdefault(KIND_OF[_role], set()).add(_said["purposes"][-1])

VALUES: Mapping[str, tuple[str, ...]] = {
    "role": tuple(sorted(PURPOSES_OF)),
    "purpose": tuple(sorted(set.union(*PURPOSES_OF.values()))),
    "login": ("everybody", "chosen"),
    "relationship": (
        "looked after here", "asked to help", "not for this login", "was here, or will be", "elsewhere", "nowhere", *LEAVES,
    ),
    "holder": ("own", "other"),
    "agreement": ("none needed", *STAGES),
    "consent": ("none", "implied", "asked", "explicit"),
    "choice": ("none", *CHOICES),
    "declared": ("none", *REASONS),
    "link": ("alone", "linked", "with one removed", "removed", "joined", "parted"),
    "category": tuple(CATEGORIES),
    "depth": tuple(DEPTHS),
    "team": ("everybody", "their team", "another team"),
    "barred": ("nobody", "others", "them", "whom they read about"),
    "look": LOOKS,
}  # fmt: skip

Marks = Mapping[str, tuple[str, ...]]


class Rule(NamedTuple):
    """No value of `one` occurs together with a value of `other`."""

    why: str
    one: Marks
    other: Marks


def _but(factor: str, *values: str) -> tuple[str, ...]:
    return tuple(each for each in VALUES[factor] if each not in values)


READERS: Marks = {"role": ("person", "reader"), "purpose": ("own-access",), "relationship": LEAVES}
WORKERS: Marks = {factor: _but(factor, *values) for factor, values in READERS.items()}
WORKERS_ONLY: Marks = {"login": ("chosen",), "team": ("their team",), "declared": REASONS}
DECLARERS = {"made", *(KIND_OF[role] for role, said in ROLES.items() if said.get("declares"))}

RULES = (
    Rule("a session is a worker's or a reader's", READERS, WORKERS),
    Rule("a reader has no login for some, no team and no reason to declare", READERS, WORKERS_ONLY),
    Rule("only readers read for somebody", {"barred": ("whom they read about",)}, {**WORKERS, **WORKERS_ONLY}),
    *(
        Rule("a role is for its own purposes", {"role": (kind,)}, {"purpose": _but("purpose", *purposes)})
        for kind, purposes in PURPOSES_OF.items()
    ),
    Rule("not every role declares", {"role": _but("role", *DECLARERS)}, {"declared": REASONS}),
    Rule(
        "nor for every purpose",
        {"purpose": _but("purpose", *set.union(*(PURPOSES_OF[kind] for kind in DECLARERS)))}, {"declared": REASONS},
    ),
    Rule(
        "what is one's own needs no agreement",
        {"holder": ("own",)}, {"agreement": STAGES, "consent": _but("consent", "none")},
    ),
    Rule("what is others' needs one", {"holder": ("other",)}, {"agreement": ("none needed",)}),
    Rule(
        "without an agreement there is no policy",
        {"agreement": ("none needed", "no party")}, {"consent": _but("consent", "none")},
    ),
    Rule("an agreement has a policy", {"consent": ("none",)}, {"agreement": _but("agreement", "none needed", "no party")}),
    Rule("a login for everybody is for each", {"login": ("everybody",)}, {"relationship": ("not for this login",)}),
    Rule("nothing has changed at first", {"look": LOOKS[:1]}, {"link": ("joined", "parted")}),
)  # fmt: skip


def impossible(one: Value, other: Value) -> str:
    """Why two values never occur together; empty where they can."""
    return next((rule.why for rule in RULES if _meets(rule, one, other) or _meets(rule, other, one)), "")


def _meets(rule: Rule, one: Value, other: Value) -> bool:
    return one[1] in rule.one.get(one[0], ()) and other[1] in rule.other.get(other[0], ())
