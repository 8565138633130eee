"""What is known about the residents as entries, as their staff wrote them down over the months before."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from kith.care.days import LONDON
from kith.care.demonstration.cast import CAST, Part, came, character
from kith.care.demonstration.home import Home
from kith.care.demonstration.known import FACTS
from kith.care.demonstration.known.fact import Known
from kith.care.demonstration.residents import RESIDENTS
from kith.care.generation.lives.recorded import fact_entry, recorded
from kith.catalogue.components import DailyEntry
from kith.record.ids import new_id


def facts(home: Home) -> list[DailyEntry]:
    """Every fact about this home's residents as an entry, in the order in which they were recorded."""
    since = {resident.key: resident.since for resident in RESIDENTS}
    told = [
        _entry(known, patient, home, since[key], timedelta(minutes=7 * place))
        for key, patient in home.patients.items()
        for place, known in enumerate(FACTS.get(key, ()))
    ]
    drawn = [entry for part in CAST if part.key in home.patients for entry in _drawn(part, home)]
    return sorted([*told, *drawn], key=lambda entry: (entry.made, entry.id))


def _drawn(part: Part, home: Home) -> list[DailyEntry]:
    """The facts of somebody whose life is drawn, from the day on which they came."""
    since = datetime.combine(came(part, home.today), time(14), LONDON).astimezone(UTC)
    by = (home.staff["eva"], home.staff["samuel"])
    return recorded(character(part, home.today), home.patients[part.key], since, by)


def _entry(known: Known, patient: UUID, home: Home, since: date, later: timedelta) -> DailyEntry:
    day = max(home.today - timedelta(days=known.back), since)
    made = datetime.combine(day, time(10, 30), LONDON).astimezone(UTC) + later
    answers = {
        key: home.today + value if isinstance(value, timedelta) else value
        for key, value in known.answers.items()
    }
    author = home.staff[known.by]
    return fact_entry(known.kind, patient, made, author, answers, note=known.note, new_id=new_id)
