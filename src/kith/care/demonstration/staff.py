"""The people who work in the demonstration. All are invented."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kith.care.generation.diary import Rota
from kith.care.generation.lives.rota import EARLY, LATE, NIGHT, Posts

WILLOWS, ALDER = "The Willows", "Alder Court"
ORGANISATIONS = {WILLOWS: "Willowbrook Care", ALDER: "Fairholme Homes"}


@dataclass(frozen=True)
class Worker:
    """Somebody with a post and an account. `new` began this morning: nobody here has met them before."""

    key: str
    name: str
    role: str
    post: str
    home: str = WILLOWS
    new: bool = False


STAFF = (
    Worker("eliza", "Eliza Marsh", "agency_care_worker", "Agency care worker", new=True),
    Worker("emily", "Emily Ward", "care_worker", "Nurse assistant"),
    Worker("eva", "Eva Lindholm", "nurse", "Nurse"),
    Worker("mahsa", "Mahsa Karimi", "activity_facilitator", "Activity and well-being facilitator"),
    Worker("daniel", "Daniel Hughes", "care_worker", "Care worker"),
    Worker("priya", "Priya Nair", "care_worker", "Care worker"),
    Worker("ruth", "Ruth Ellison", "care_worker", "Care worker"),
    Worker("tomasz", "Tomasz Zieliński", "care_worker", "Care worker"),
    Worker("olu", "Olu Bankole", "care_worker", "Care worker"),
    Worker("blessing", "Blessing Eze", "care_worker", "Care worker, nights"),
    Worker("hana", "Hana Novotná", "agency_care_worker", "Agency care worker"),
    Worker("grace", "Grace Adeyemi", "senior_care_worker", "Senior care worker, nights"),
    Worker("samuel", "Samuel Price", "nurse", "Nurse, nights"),
    Worker("joan", "Joan Tully", "kitchen", "Cook"),
    Worker("margaret", "Margaret Boateng", "manager", "Registered manager"),
    Worker("nadia", "Nadia Farouk", "care_worker", "Care worker", ALDER),
    Worker("colin", "Colin Reed", "manager", "Registered manager", ALDER),
)
COORDINATOR = Worker("nia", "Nia Morgan", "", "Activities coordinator")
"""Who works in a role that the home made for itself: what its key is, is known once the home is there."""

CARERS = {
    EARLY: ("emily", "priya", "ruth"),
    LATE: ("daniel", "tomasz", "olu"),
    NIGHT: ("grace", "blessing"),
}
"""Who works which shifts with the home's other residents, on both corridors."""


def posts(today: date) -> Posts:
    """The home's rota as lives are written from it. Emily's leave begins `today`."""
    return Posts(CARERS, ("eva",), ("samuel",), ("mahsa",), ("hana",), {"emily": today})


class WillowsRota(Rota):
    """The rota of the six whose days are scripts: early from 07:00, late from 14:00, nights from 21:00.

    Emily has the weekdays, Priya the weekends. Emily's leave begins `today`.
    """

    def __init__(self, staff: dict[str, UUID], today: date) -> None:
        super().__init__(staff)
        self.today = today

    def key(self, post: str, day: date, clock: str) -> str:
        """The key of the member of staff who has this post then."""
        night = clock >= "21:00" or clock < "07:00"
        match post:
            case "carer":
                return "grace" if night else "daniel" if clock >= "14:00" else self._early(day)
            case "nurse":
                return "samuel" if night else "eva"
            case "activities":
                return "mahsa"
        return post

    def _early(self, day: date) -> str:
        return "priya" if day.weekday() >= 5 or day >= self.today else "emily"


class AlderRota(Rota):
    """A small home, in which one person records."""

    def key(self, post: str, day: date, clock: str) -> str:
        """The key of the member of staff who has this post then."""
        return "nadia"
