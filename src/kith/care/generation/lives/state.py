"""How somebody is on one day: as usual, and what stories make of it. Stories change it, the day reads it."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

TONES = ("well", "ill", "low", "muddled", "sore", "bright", "dying")


@dataclass
class State:
    """Shares are of this person's usual; the rest is added to it."""

    drinks: float = 1.0
    eats: float = 1.0
    joins: float = 1.0
    sleeps: float = 0.0
    """Hours more or less."""
    wakings: int = 0
    """Times more that they are awake at night."""
    refuses: float = 0.0
    water: float = 1.0
    """How often they pass water."""
    bowels: str = ""
    """Empty as usual; "none", "loose" or "hard"."""
    warmer: Decimal = Decimal(0)
    pulse: int = 0
    breaths: int = 0
    oxygen: int = 0
    lower: int = 0
    """What is taken off the blood pressure."""
    kilograms: Decimal = Decimal(0)
    unsteady: float = 0.0
    sore: str = ""
    """Where it hurts, by the list of body places."""
    moods: tuple[str, ...] = ()
    """Moods that come before the usual ones."""
    tone: str = "well"
    """Which words notes are made of: one of `TONES`."""
    distress: float = 0.0
    """How likely they are to be distressed today, 0 to 1, beyond what is usual."""
    watched: int = 0
    """Times a day that temperature, pulse and the rest are taken."""
    in_bed: bool = False
    helped: bool = False
    """Needs one helper more than usual."""
    comfort: bool = False
    """Last days: routine tasks have stopped (practice, rule 21)."""
    away: list[tuple[datetime, datetime]] = field(default_factory=list)
    ended: datetime | None = None

    def here(self, moment: datetime) -> bool:
        """Whether anything about them can be recorded at this instant."""
        if self.ended is not None and moment >= self.ended:
            return False
        return not any(start <= moment < end for start, end in self.away)
