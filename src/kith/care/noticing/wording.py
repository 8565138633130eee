"""The one sentence of a finding, with its numbers, in words that everybody can read.

Days are told from `today` on ("yesterday"); without it by their dates, for what is kept and read later.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from kith.care.days import clock
from kith.care.noticing.figures import DayFigure
from kith.care.sayings import amount, number, times, word
from kith.catalogue.noticing import MeasureOf, NoticingRule

if TYPE_CHECKING:
    from kith.care.noticing.by_loss import Reading
    from kith.care.noticing.by_usual import Own
    from kith.care.noticing.entries import Entry

MOST_DAYS = 3
"""So many days are named one by one; more would be a table."""
WEEK = 7


def far_from_usual(
    rule: NoticingRule, figures: Sequence[DayFigure], own: "Own | None", today: date | None
) -> str:
    """Drank 620 ml yesterday and 540 ml the day before; usually 1,300 to 1,600 ml."""
    shown = figures[: min(MOST_DAYS, max(rule.days, 1))]
    days = _days([figure.day for figure in shown], today)
    told = _joined([f"{_figure(rule, each, own)} {day}" for each, day in zip(shown, days, strict=True)])
    join = ": " if rule.measure is MeasureOf.LEVEL else " "
    return f"{rule.says}{join}{told}; {_usually(rule, own)}."


def more_often(
    rule: NoticingRule, found: int, expected: Decimal | None, newest: date, today: date | None
) -> str:
    """Said no to food or drink 6 times in 3 days; usually about once."""
    until = "" if newest == today else f" up to {_days([newest], today)[0]}"
    said = f"{rule.says} {times(found)} in {_counted(rule.within)}{until}"
    return f"{said}; {_rate(expected)}." if rule.usual else f"{said}."


def happened(rule: NoticingRule, entries: Sequence["Entry"], day: date, today: date | None) -> str:
    """A change for the worse was noticed yesterday at 10:20."""
    when = _days([day], today)[0]
    if len(entries) == 1:
        return f"{rule.says} {when} at {clock(entries[0].occurred)}."
    return f"{rule.says} {times(len(entries))} {when}."


def none_since(
    rule: NoticingRule, last: date, silent: int, usual: tuple[Decimal, Decimal], today: date | None
) -> str:
    """No bowel movement is recorded since Friday, for 3 whole days; usually every 1 to 2 days."""
    low, high = (round(each) + 1 for each in usual)
    every = (
        "every day" if high == 1 else f"every {high} days" if low == high else f"every {low} to {high} days"
    )
    return f"{rule.says} since {_name(last, today)}, for {silent} whole days; usually {every}."


def gone_down(
    rule: NoticingRule, last: "Reading", earlier: "Reading", drifting: bool, today: date | None
) -> str:
    """Weighs 58.2 kg on Tuesday: 3.4 kg (5.5 %) less than on 25 October."""
    part = rule.reads[0].part
    assert part is not None
    lost = earlier.value - last.value
    share = round(lost * 100 / earlier.value, 1)
    how = "step by step " if drifting else ""
    now = f"{rule.says} {amount(_short(last.value), part)} {_days([last.day], today)[0]}"
    return f"{now}: {how}{amount(_short(lost), part)} ({share} %) less than on {_date(earlier.day, today)}."


def too_little(rule: NoticingRule, known: int, of: int) -> str:
    """Recorded on 4 of the 21 days to compare with."""
    return f"recorded on {known or 'none'} of the {of} days to compare with"


def not_written_down(rule: NoticingRule, last: date, today: date | None) -> str:
    """Little is recorded since Friday."""
    return f"little is recorded since {_name(last, today)}"


def no_reading(rule: NoticingRule, newest: date | None, today: date | None) -> str:
    """Last recorded on 3 September; two are needed."""
    return f"last recorded on {_date(newest, today)}" if newest else "nothing recorded"


def _figure(rule: NoticingRule, figure: DayFigure, own: "Own | None") -> str:
    if rule.measure is MeasureOf.SHARE:
        return f"in {sum(value > 0 for value in figure.values)} of {_notes(len(figure.values))}"
    if rule.measure is MeasureOf.NUMBER:
        return _said(rule, _furthest(rule, figure, own))
    return _said(rule, figure.value)


def _furthest(rule: NoticingRule, figure: DayFigure, own: "Own | None") -> Decimal:
    limits = rule.most_people
    centre = own.middle if own else ((limits.low or Decimal(0)) + (limits.high or Decimal(0))) / 2
    return max(figure.values, key=lambda value: (abs(value - centre), value))


def _usually(rule: NoticingRule, own: "Own | None") -> str:
    if own is None:
        low, high = rule.most_people.low, rule.most_people.high
        return f"no own usual is known yet, and for most people it is {_range(rule, low, high)}"
    if rule.measure is MeasureOf.SHARE:
        of_ten = round(own.middle * 10)
        return f"usually in about {of_ten} of 10" if of_ten else "usually hardly ever"
    if rule.measure is MeasureOf.LEVEL:
        return f"usually {_said(rule, own.middle)}"
    return f"usually {_range(rule, *own.quarters)}"


def _range(rule: NoticingRule, low: Decimal | None, high: Decimal | None) -> str:
    if low is None or high is None:
        return f"up to {_said(rule, high)}" if high is not None else f"from {_said(rule, low or Decimal(0))}"
    short = (_short(low), _short(high))
    if short[0] == short[1]:
        return f"about {_said(rule, low)}"
    return f"{number(short[0])} to {_said(rule, high)}"


def _said(rule: NoticingRule, value: Decimal) -> str:
    reads = rule.reads[0]
    assert reads.part is not None
    if reads.levels:
        code = min(reads.levels, key=lambda code: (abs(reads.levels[code] - value), code))  # type: ignore[index]
        option = reads.part.option(code)
        said = word(option.words, "everyday") if option else code
        return said[0].lower() + said[1:]
    return amount(_short(value), reads.part)


def _short(value: Decimal) -> Decimal:
    """Tens from a thousand, ones from a hundred, else one decimal: 1,460; 620; 58.2; 2."""
    if value >= 1000:
        return Decimal(round(value / 10)) * 10
    if value >= 100:
        return Decimal(round(value))
    kept = round(value, 1)
    return Decimal(int(kept)) if kept == int(kept) else kept


def _rate(expected: Decimal | None) -> str:
    of = round(expected or Decimal(0))
    return f"usually about {times(of)}" if of else "usually hardly ever"


def _days(days: Sequence[date], today: date | None) -> list[str]:
    """Today, yesterday, the day before, on Monday, on 3 November."""
    if today is None:
        return [f"on {_date(day, None)}" for day in days]
    found = []
    for place, day in enumerate(days):
        back = (today - day).days
        if place and back == 2 and (today - days[place - 1]).days == 1:
            found.append("the day before")
        else:
            found.append({0: "today", 1: "yesterday"}.get(back) or f"on {_name(day, today)}")
    return found


def _name(day: date, today: date | None) -> str:
    return f"{day:%A}" if today and (today - day).days < WEEK else _date(day, today)


def _date(day: date, today: date | None) -> str:
    year = f" {day.year}" if not today or day.year != today.year else ""
    return f"{day.day} {day:%B}{year}"


def _joined(told: list[str]) -> str:
    return " and ".join([", ".join(told[:-1]), told[-1]]) if len(told) > 1 else told[0]


def _notes(count: int) -> str:
    return "1 note" if count == 1 else f"{count} notes"


def _counted(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"
