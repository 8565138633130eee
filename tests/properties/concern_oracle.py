"""Who sees which concern, and which are open: a second time, as plainly as practice rule 13 and R44 say it.

Nothing here is shared with the product.
"""

from dataclasses import dataclass, field

LEADS = ("nurse", "senior_care_worker")
MANAGERS = ("manager",)


@dataclass
class Raised:
    """One concern as its history has made it. `named` is everybody whom any version named."""

    about: int
    to: frozenset[str]
    named: set[str] = field(default_factory=set)
    acts: list[str] = field(default_factory=list)
    removed: bool = False

    def seen_by(self, who: str, role: str) -> bool:
        """Nobody it names; managers all others; leads what goes to the lead."""
        if who in self.named:
            return False
        return role in MANAGERS or (role in LEADS and "lead" in self.to)

    @property
    def open(self) -> bool:
        """Until somebody has acted last."""
        return not self.removed and (not self.acts or self.acts[-1] == "again")
