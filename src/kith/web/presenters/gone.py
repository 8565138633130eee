"""Who is away, or has died: what stands above everything else on their summary."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kith.care.days import LONDON
from kith.care.facts import Facts, Held
from kith.care.presence import after
from kith.care.presence.presence import AFTER, AWAY, BACK, Presence, seems_back
from kith.care.presenters.fact import KNOWN, day_in_short
from kith.care.presenters.presence import instant, where
from kith.care.sayings import answer_words, phrases
from kith.care.telling import Telling
from kith.catalogue.components import DailyEntry
from kith.web.presenters.summary import Reader, Way, call_order

CONTACT = "contact"
NOTHING, NOT_ASKED = "nothing", "not-asked"
LED = ("where",)
KEEP = "Keep their medicines until {until}. Seven days is usual: ask your pharmacy."


@dataclass(frozen=True)
class StepLine:
    """One step after a death: done, with when and by whom, or open."""

    words: str
    done: str


@dataclass(frozen=True)
class ToTell:
    """Somebody who is told, or must not be."""

    who: str
    how: str


@dataclass(frozen=True)
class Gone:
    """The panel. `ways` are what this reader may record; `closed` says that contacts are not open to them."""

    died: bool
    lead: str
    lines: tuple[str, ...]
    ways: tuple[Way, ...]
    warns: str = ""
    steps: tuple[StepLine, ...] = ()
    medicines: str = ""
    tell: tuple[ToTell, ...] = ()
    never: tuple[ToTell, ...] = ()
    closed: bool = False


def gone(
    facts: Facts, presence: Presence, entries: Sequence[DailyEntry], reader: Reader, telling: Telling
) -> Gone | None:
    """The panel for somebody who is away or has died; None for somebody who is here."""
    if presence.death:
        return _died(facts, presence.death, presence, reader, telling)
    away = presence.away
    if away is None:
        return None
    lead, kind, care = where(presence, telling.now), telling.kinds[AWAY], seems_back(presence, entries)
    told = {key: value for key, value in away.left.answers.items() if key not in LED}
    said = [each.said for each in phrases(kind, told, telling.register)]
    return Gone(
        died=False,
        lead=lead.words if lead else "",
        lines=(*said, *_note(away.left), _by(away.left, telling)),
        ways=tuple(
            _ways((BACK, "They are back"), (AWAY, "Somewhere else now"), reader=reader, telling=telling)
        ),
        warns=_warns(care, presence, telling),
    )


def _died(facts: Facts, death: DailyEntry, presence: Presence, reader: Reader, telling: Telling) -> Gone:
    said, lead = (
        phrases(telling.kinds[death.kind], death.answers, telling.register),
        where(presence, telling.now),
    )
    open_ = reader.reads(telling.kinds[CONTACT])
    contacts = sorted(_known(facts), key=call_order) if open_ else []
    return Gone(
        died=True,
        lead=lead.words if lead else "",
        lines=(*(each.said for each in said), *_note(death), _by(death, telling)),
        ways=tuple(_ways((AFTER, "Record what was done"), reader=reader, telling=telling)),
        steps=tuple(_step(each, telling) for each in after.steps(facts)),
        medicines=KEEP.format(until=day_in_short(after.medicines_until(death))),
        tell=tuple(_told(each, telling) for each in contacts if _may_be_told(each)),
        never=tuple(_told(each, telling) for each in contacts if not _may_be_told(each)),
        closed=not open_,
    )


def _step(step: after.Step, telling: Telling) -> StepLine:
    if step.done is None:
        return StepLine(step.words, "")
    by = telling.who(step.done.author)
    said = str(step.done.answers.get("whom", ""))
    return StepLine(
        after.answer_of(step.done),
        ", ".join(filter(None, (instant(step.done.occurred, telling.now), said, f"recorded by {by}"))),
    )


def _ways(*kinds: tuple[str, str], reader: Reader, telling: Telling) -> Iterator[Way]:
    for key, words in kinds:
        kind = telling.kinds[key]
        if reader.rights.may_add(kind.category, kind.tier):
            yield Way(words, kind.words.everyday, reader.hrefs.record_kind(key))


def _warns(care: DailyEntry | None, presence: Presence, telling: Telling) -> str:
    if care:
        return f"Care was recorded here at {instant(care.occurred, telling.now)}. If they are back, record it now."
    day = presence.overdue(telling.now.astimezone(LONDON).date())
    return f"They were expected back on {day_in_short(day)}." if day else ""


def _known(facts: Facts) -> list[Held]:
    return [each for each in facts.of(CONTACT) if each.entry.answers.get(KNOWN) == "known"]


def _may_be_told(held: Held) -> bool:
    answers = held.entry.answers
    return answers.get("tell") not in (NOTHING, NOT_ASKED) and answers.get("when") != "never"


def _told(held: Held, telling: Telling) -> ToTell:
    parts, answers = telling.kinds[CONTACT].by_key, held.entry.answers

    def words(key: str) -> str:
        return answer_words(parts[key], answers[key], telling.register) if key in answers else ""

    who = ", ".join(filter(None, (words("name"), words("relation"))))
    may = _may_be_told(held)
    how = [words("phone"), words("when")] if may else [words("tell")]
    return ToTell(who, ". ".join(filter(None, how)))


def _note(entry: DailyEntry) -> tuple[str, ...]:
    return (entry.note,) if entry.note else ()


def _by(entry: DailyEntry, telling: Telling) -> str:
    return f"Recorded by {telling.who(entry.author)}"
