"""What a verification found, and what it cannot prove."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it was sealed."""

    what: str
    """A settled name: body, version, label, look, feed, chain, signature, tail, current, index, attachment."""
    where: str
    words: str


@dataclass
class Report:
    """Everything one verification says."""

    findings: list[Finding] = field(default_factory=list)
    unproved: list[str] = field(default_factory=list)
    seals: int = 0
    versions: int = 0
    looks: int = 0
    restores: int = 0
    """How often the anchor says that the store was restored to an earlier position."""

    def add(self, what: str, where: object, words: str) -> None:
        """Note one finding."""
        self.findings.append(Finding(what, str(where), words))

    @property
    def sound(self) -> bool:
        """True when nothing was found. Read `unproved` beside it."""
        return not self.findings
