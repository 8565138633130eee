"""Who a generated resident is: body, needs, ways and the people around them. Plain data, drawn once."""

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True)
class Body:
    """What is usual for this person when they are well, as it is measured."""

    weight: Decimal
    temperature: Decimal
    pulse: int
    upper: int
    lower: int
    breaths: int
    oxygen: int
    sugar: Decimal | None = None
    """Before breakfast, in mmol/l, where it is measured at all."""


@dataclass(frozen=True)
class Needs:
    """What help this person needs, in the catalogue's own codes."""

    moves: str = "by-self"
    """by-self, stick, frame, wheelchair, stand-aid, hoist."""
    helpers: str = "by-self"
    """Help with washing and dressing, by the list of help given."""
    continence: str = "toilet"
    """toilet, reminded, pad, catheter."""
    food: str = "7"
    drinks: str = "0"
    """IDDSI levels of food and drinks."""
    turned: int = 0
    """Hours between turns in bed; 0 where they turn by themselves."""
    checked: int = 3
    """Hours between night checks, as agreed with the person."""
    hearing: str = ""
    sight: str = ""
    language: str = ""
    """What stands in the way of talking, in words fit for an alert; empty where nothing does."""
    memory: bool = False
    """Lives with dementia."""


@dataclass(frozen=True)
class Ways:
    """Habits. Times are minutes after midnight; shares run from 0 to 1."""

    wakes: int = 450
    settles: int = 1290
    sleeps: float = 7.0
    drinks: float = 0.85
    """The share of a drink that they usually finish."""
    cup: int = 200
    eats: float = 0.85
    bowels: float = 1.5
    """Days from one time to the next."""
    joins: float = 0.6
    naps: float = 0.5
    refuses: float = 0.03
    moods: tuple[str, ...] = ("content", "calm", "happy")
    hot: str = "tea"
    cold: str = "water"
    breakfast: tuple[str, ...] = ("porridge",)
    alone: tuple[str, ...] = ("television",)
    groups: tuple[str, ...] = ("music",)
    bath: str = "shower"
    weighed: int = 0
    """The weekday of the weekly weight, Monday is 0."""


@dataclass(frozen=True)
class Visitor:
    """Somebody who comes. `chance` is for a day; `weekends` says that it is mostly then."""

    name: str
    who: str
    chance: float
    weekends: bool = False


@dataclass(frozen=True)
class Known:
    """What whoever helps ought to know: the facts of a person, told on admission."""

    past: str = ""
    topics: tuple[str, ...] = ()
    calms: str = ""
    frightens: str = ""
    speaks: str = "plainly"
    says: tuple[str, ...] = ()
    visitors: tuple[Visitor, ...] = ()
    call: str = ""
    """Whom to call first, and at what hours."""
    resuscitate: str = ""
    conditions: tuple[str, ...] = ()
    allergies: tuple[tuple[str, str, str], ...] = ()
    """Substance, reaction, and low or high danger."""


@dataclass(frozen=True)
class Character:
    """One invented person. `key` is the seed's own name for them, the same at every run."""

    key: str
    given: str
    family: str
    gender: str
    age: int
    corridor: int = 0
    body: Body = field(default_factory=lambda: Body(Decimal("65.0"), Decimal("36.5"), 74, 132, 76, 16, 97))
    needs: Needs = field(default_factory=Needs)
    ways: Ways = field(default_factory=Ways)
    known: Known = field(default_factory=Known)

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.given} {self.family}"
