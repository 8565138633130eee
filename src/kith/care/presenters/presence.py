"""Where somebody is, in a few words that stand by their name."""

from datetime import datetime

from kith.care.days import LONDON, clock
from kith.care.people import Alert
from kith.care.presence.presence import AWAY, MISSING, Presence
from kith.catalogue.loader import catalogue


def where(presence: Presence, now: datetime) -> Alert | None:
    """“In hospital since Tue 24 Nov, 10:50”; nothing for somebody who is here."""
    if presence.death:
        return Alert(f"Died {instant(presence.death.occurred, now)}", "quiet")
    away = presence.away
    if away is None:
        return None
    code = str(away.left.answers.get("where", ""))
    option = catalogue().kind(AWAY).by_key["where"].option(code)
    words = option.words.everyday if option else "Away"
    return Alert(f"{words} since {instant(away.left.occurred, now)}", "alert" if code == MISSING else "warn")


def instant(at: datetime, now: datetime) -> str:
    """A time of today by the clock alone, an earlier one with its day."""
    local = at.astimezone(LONDON)
    return (
        clock(at)
        if local.date() == now.astimezone(LONDON).date()
        else f"{local:%a} {local.day} {local:%b}, {clock(at)}"
    )
