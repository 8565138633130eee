"""The addresses within one person's pages, so that templates never build them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse


@dataclass(frozen=True)
class Hrefs:
    """Addresses about one person."""

    patient: UUID

    @property
    def today(self) -> str:
        """The day that runs now."""
        return reverse("web:day", args=[self.patient])

    def day(self, day: date) -> str:
        """A given day."""
        return reverse("web:day-of", args=[self.patient, day.isoformat()])

    def weeks(self, last: date | None = None) -> str:
        """The week that ends on a day; the last seven days without one."""
        address = reverse("web:weeks", args=[self.patient])
        return f"{address}?to={last.isoformat()}" if last else address

    def own_day(self, day: date) -> str:
        """A day as it is told to them."""
        return reverse("web:own-day-of", args=[self.patient, day.isoformat()])

    @property
    def record(self) -> str:
        """The recording sheet."""
        return reverse("web:record", args=[self.patient])

    def record_kind(self, kind: str) -> str:
        """The recording sheet, open at a kind."""
        return f"{self.record}?kind={kind}"

    def ask(self, kind: str) -> str:
        """The same, to come back to what is still not asked."""
        return f"{self.record_kind(kind)}&then=asking"

    def amend(self, entry: UUID) -> str:
        """The recording sheet, for one entry."""
        return f"{self.record}?amend={entry}"

    @property
    def summary(self) -> str:
        """The two-minute summary."""
        return reverse("web:summary", args=[self.patient])

    @property
    def asking(self) -> str:
        """What is still not asked."""
        return reverse("web:asking", args=[self.patient])

    @property
    def who(self) -> str:
        """Who they are, and changing it."""
        return reverse("web:who", args=[self.patient])

    @property
    def emergency(self) -> str:
        """The page to hand to a crew."""
        return reverse("web:emergency", args=[self.patient])

    @property
    def show(self) -> str:
        """Where it is shown to a crew by a code."""
        return reverse("web:show", args=[self.patient])

    def end_showing(self, id: UUID) -> str:
        """Where that is ended."""
        return reverse("web:end-showing", args=[self.patient, id])

    @property
    def allergies(self) -> str:
        """Every statement about allergies."""
        return reverse("web:allergies", args=[self.patient])

    @property
    def add_allergy(self) -> str:
        """The form for one more."""
        return reverse("web:add-allergy", args=[self.patient])

    def allergy(self, id: UUID) -> str:
        """One statement with its history."""
        return reverse("web:allergy", args=[self.patient, id])

    @property
    def concern(self) -> str:
        """The sheet for a concern."""
        return reverse("web:concern-about", args=[self.patient])

    @property
    def trends(self) -> str:
        """Every measure that can be followed."""
        return reverse("web:trends", args=[self.patient])

    def trend(self, kind: str, part: str) -> str:
        """One measure."""
        return reverse("web:trend", args=[self.patient, kind, part])

    @property
    def changes(self) -> str:
        """Changes that were noticed."""
        return reverse("web:changes-of", args=[self.patient])

    def close(self, finding: UUID) -> str:
        """Where acting on a change is sent."""
        return reverse("web:close-change", args=[self.patient, finding])

    def open_again(self, finding: UUID) -> str:
        """Where a closing is taken back."""
        return reverse("web:open-change", args=[self.patient, finding])

    @property
    def looks(self) -> str:
        """Who looked."""
        return reverse("web:looks", args=[self.patient])

    @property
    def lookers(self) -> str:
        """Who looked within a year, each once."""
        return reverse("web:lookers", args=[self.patient])

    @property
    def sharing(self) -> str:
        """Who can see, and what the person can stop."""
        return reverse("web:sharing", args=[self.patient])

    @property
    def helping(self) -> str:
        """Who else helps."""
        return reverse("web:helping", args=[self.patient])

    def photo(self, key: str) -> str:
        """Their photo, by the key that stands in who they are."""
        return reverse("web:photo", args=[self.patient, key])

    @property
    def keepsakes(self) -> str:
        """Pictures, sounds and films of About me."""
        return reverse("web:keepsakes", args=[self.patient])

    def keepsake(self, id: UUID, key: str) -> str:
        """One of their files, by its key."""
        return reverse("web:keepsake", args=[self.patient, id, key])

    def move(self, entry: UUID) -> str:
        """Where an entry about the wrong person is moved."""
        return reverse("web:move-entry", args=[self.patient, entry])

    def keep(self, entry: UUID) -> str:
        """From whom an entry is kept."""
        return reverse("web:keep", args=[self.patient, entry])

    def entry(self, entry: UUID) -> str:
        """One entry with its history."""
        return reverse("web:entry", args=[self.patient, entry])


@dataclass(frozen=True)
class Tab:
    """One of the pages about a person."""

    key: str
    words: str
    href: str
    here: bool


OWN_ALONE = frozenset({"record", "looks"})
"""Pages that only those of the house have: elsewhere one reads."""


def tabs(hrefs: Hrefs, here: str, *, own: bool = True, writes: bool = True) -> tuple[Tab, ...]:
    """Where one can go from a person's page; `here` is the key of the page shown, `own` whether it is of the house."""
    closed = (frozenset() if own else OWN_ALONE) | (frozenset() if writes else {"record"})
    places = [
        ("summary", "Summary", hrefs.summary),
        ("day", "Day", hrefs.today),
        ("weeks", "Weeks", hrefs.weeks()),
        ("record", "Record", hrefs.record),
        ("trends", "Trends", hrefs.trends),
        ("looks", "Who looked", hrefs.looks),
    ]
    return tuple(Tab(key, words, href, key == here) for key, words, href in places if key not in closed)
