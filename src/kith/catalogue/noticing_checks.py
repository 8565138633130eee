"""What every rule of change noticed must keep to. The build fails when `problems` finds anything."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kith.catalogue import files, noticing, readability, schemas
from kith.catalogue.documents import BadDefinition
from kith.catalogue.kinds import Part, PartType
from kith.catalogue.loader import Catalogue
from kith.catalogue.noticing import MeasureOf, NoticingRule, Reads, Way


def problems(folder: Path, known: Catalogue, tools: Iterable[str]) -> Iterator[str]:
    """Everything that is wrong with the rules in a folder of definitions, each a line that says what to mend."""
    named = re.compile(r"\b(?:" + "|".join(map(re.escape, tools)) + r")\b")
    keys: list[str] = []
    for name, document in files.read_folder(folder / "noticing").items():
        where = f"noticing/{name}"
        shapeless = schemas.problems(where, document, "noticing-rule")
        yield from shapeless
        if not shapeless:
            keys.append(document["key"])
            yield from _problems(where, document, known, named)
    yield from (f"noticing: {key} is there twice" for key in sorted({k for k in keys if keys.count(k) > 1}))


def _problems(
    where: str, document: dict[str, Any], known: Catalogue, named: re.Pattern[str]
) -> Iterator[str]:
    if where not in (
        f"noticing/{document['key']}.yaml",
        f"noticing/{document['key']}.{document['version']}.yaml",
    ):
        yield f"{where}: name the file after its key, {document['key']}.yaml"
    try:
        rule = noticing.rule(document, known)
    except BadDefinition as error:
        yield f"{where}: {error}"
        return
    for said in (*_gate(rule), *_answers(rule), *_measured(rule), *_orders(rule), *_told(rule, named)):
        yield f"{where}: {said}"


def _gate(rule: NoticingRule) -> Iterator[str]:
    """Who may read some of it must be able to read all, or two readers would be told different things."""
    if len({(each.category, each.tier) for each in rule.kinds}) > 1:
        yield "it reads kinds of different categories or depths: make a rule for each"


def _answers(rule: NoticingRule) -> Iterator[str]:
    for reads in rule.reads:
        named = [(reads.part, reads.values)] if reads.part else []
        named += [(reads.kind.by_key[reads.only[0]], reads.only[1])] if reads.only else []
        named += [(reads.part, tuple(reads.levels))] if reads.part and reads.levels else []
        for part, values in named:
            yield from (f"{part.key} has no answer {value!r}" for value in values if not _can_be(part, value))


def _can_be(part: Part, value: Any) -> bool:
    if part.type is PartType.YESNO:
        return isinstance(value, bool)
    return isinstance(value, str) and part.option(value) is not None


def _measured(rule: NoticingRule) -> Iterator[str]:
    for reads in rule.reads:
        if reads.at_most is not None and not _is_number(reads):
            yield "only a number can be at most so much"
        if rule.way is Way.USUAL:
            yield from _figure(rule.measure, reads)
    if rule.way is Way.USUAL and len(rule.reads) != 1:
        yield "a day's figure is made of one kind"
    if rule.way is Way.LOSS and not (_is_number(rule.reads[0]) and rule.measure is MeasureOf.NUMBER):
        yield "a loss is of a number, and two readings on one day are no sum"
    if rule.otherwise and rule.most_people.low is None and rule.most_people.high is None:
        yield "the part says nothing about most people"


def _figure(measure: MeasureOf, reads: Reads) -> Iterator[str]:
    if measure in (MeasureOf.TOTAL, MeasureOf.NUMBER, MeasureOf.LENGTH) and not _is_number(reads):
        yield f"a {measure} is of a number"
    if measure is MeasureOf.LENGTH and not reads.kind.takes_period:
        yield "a length is of a kind that has a beginning and an end"
    if measure is MeasureOf.LEVEL and not reads.levels:
        yield "a level needs levels"
    if measure is MeasureOf.SHARE and not reads.values:
        yield "a share needs the answers that count"


def _orders(rule: NoticingRule) -> Iterator[str]:
    if list(rule.steps) != sorted(set(rule.steps)):
        yield "each step must go further than the one before"
    if rule.by == "share" and rule.way is Way.USUAL and rule.direction != "more" and rule.steps[-1] >= 1:
        yield "nothing can be less by all of it"


def _told(rule: NoticingRule, named: re.Pattern[str]) -> Iterator[str]:
    words = " ".join((rule.looks_for, rule.suggests, rule.purpose))
    if (age := readability.reading_age(words)) > readability.HIGHEST_AGE:
        yield f"its words need a reading age of {age:.1f}; at most {readability.HIGHEST_AGE:.0f}"
    for label in (rule.words.everyday, rule.says):
        if said := readability.label_problem(label):
            yield f"“{label}” {said}"
    if (found := named.search(f"{words} {rule.words.everyday} {rule.words.clinical}")) and not rule.licence:
        yield f"{found.group()} is a published tool: give the evidence of its licence"


def _is_number(reads: Reads) -> bool:
    return reads.part is not None and reads.part.type.is_number
