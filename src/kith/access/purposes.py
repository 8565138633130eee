"""Why somebody looks. A session has one purpose (access rules, last line)."""

from enum import IntEnum


class Purpose(IntEnum):
    """The purposes for which a record may be used; the numbers are stored and never change."""

    DIRECT_CARE = 1
    MANAGEMENT = 2
    SAFEGUARDING = 3
    OWN_ACCESS = 4
    INSPECTION = 5
    PLANNING = 6
    RESEARCH = 7

    @property
    def slug(self) -> str:
        """The word used in role definitions, such as `direct-care`."""
        return self.name.lower().replace("_", "-")

    @property
    def words(self) -> str:
        """What a person reads, after "for"."""
        return _WORDS[self]

    @classmethod
    def from_slug(cls, slug: str) -> "Purpose":
        """The purpose with this word; raises ValueError for one that does not exist."""
        try:
            return cls[slug.upper().replace("-", "_")]
        except KeyError:
            raise ValueError(f"There is no purpose called {slug!r}.") from None


_WORDS = {
    Purpose.DIRECT_CARE: "looking after people",
    Purpose.MANAGEMENT: "running the service",
    Purpose.SAFEGUARDING: "keeping people safe from harm",
    Purpose.OWN_ACCESS: "seeing one's own record",
    Purpose.INSPECTION: "inspection",
    Purpose.PLANNING: "planning services",
    Purpose.RESEARCH: "research",
}
