"""Change noticed: the engine against a plain second implementation, what never matters, and lives with a known truth.

`make prove PART=change_noticed` runs it at full size and publishes what is found, missed and false.
"""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from random import Random
from statistics import mean, median, quantiles
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from kith.care.noticing.engine import notice, reach
from kith.care.noticing.entries import Noted
from kith.care.noticing.finding import Finding
from kith.catalogue.kinds import EntryKind, PartType
from kith.catalogue.noticing import NoticingRule, Reads, Way, noticing_rules
from tests.properties import noticing_oracle
from tests.support.noticing import RULE, TODAY, WHO, at, back
from tests.support.noticing_score import score, told
from tests.support.planted_lives import LAST, Episode, lives
from tests.support.proof import Proof

RULES = {rule.key: rule for rule in noticing_rules()}


@st.composite
def histories(draw: st.DrawFn) -> tuple[NoticingRule, list[Noted]]:
    """A rule and a history of the kinds that it reads: days with gaps, and a time at the end that may be different."""
    rule = RULES[draw(st.sampled_from(sorted(RULES)))]
    lot = Random(draw(st.integers(0, 2**32)))
    shift = draw(st.sampled_from([0, 1, 2, 3, 5, 9, 16, 30]))
    ended = draw(st.sampled_from([0, 0, 0, 1, 2, 3, 6]))
    factor = draw(st.sampled_from([0.2, 0.5, 0.68, 0.72, 1.3, 2.0]))
    silent = draw(st.sampled_from([0.02, 0.1, 0.4, 0.8]))
    rare = draw(st.sampled_from([0.02, 0.1, 0.3]))
    weekly = rule.way is Way.LOSS or rule.otherwise
    entries = []
    for ago in range(0, reach(rule) + 4, lot.choice((1, 3, 7)) if weekly else 1):
        if lot.random() < silent:
            continue
        changed = ended <= ago < ended + shift
        drift = 1 - ago * 0.0006 if rule.way is Way.LOSS else 1
        for _ in range(lot.choice((1, 1, 2, 4, 6))):
            kind = lot.choice(rule.kinds)
            answers = _answers(rule, kind, lot, (factor if changed else 1) / drift, 0.7 if changed else rare)
            when = at(back(ago), f"{lot.randint(7, 23):02}:{lot.randint(0, 59):02}")
            until = (
                when + timedelta(minutes=lot.randint(0, 600))
                if kind.takes_period and lot.random() < 0.8
                else None
            )
            status = "entered-in-error" if lot.random() < 0.03 else "final"
            entries.append(Noted(UUID(int=lot.getrandbits(128)), kind.key, when, until, status, answers))
    return rule, entries


def _answers(rule: NoticingRule, kind: EntryKind, lot: Random, factor: float, often: float) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for reads in (each for each in rule.reads if each.kind.key == kind.key and each.part):
        if lot.random() < 0.95:
            given[reads.part.key] = _answer(reads, lot, factor, lot.random() < often)
        if reads.only and lot.random() < 0.9:
            given[reads.only[0]] = lot.choice(reads.only[1])
    return given


def _answer(reads: Reads, lot: Random, factor: float, counts: bool) -> Any:
    part = reads.part
    if reads.levels:
        codes = sorted(reads.levels, key=reads.levels.get)
        return codes[min(len(codes) - 1, lot.choice((0, 0, 1)) + (3 if counts else 0))]
    if part.type is PartType.YESNO:
        return counts
    if reads.values:
        others = [option.code for option in part.options if option.code not in reads.values]
        code = lot.choice(reads.values if counts or not others else others)
        return [code] if part.type is PartType.CHOICES else code
    if reads.at_most is not None and counts:
        return Decimal(0)
    usual = {"taken": 240, "hours": 7, "weight": 70, "temperature": 36.6, "pulse": 75, "rate": 16}[part.key]
    spread = 0.02 if part.key in ("weight", "temperature") else 0.12
    factor = 1 + (factor - 1) / 10 if part.key in ("weight", "temperature") else factor
    value = max(0.0, usual * lot.gauss(1, spread) * factor)
    return round(value) if part.type is PartType.INTEGER else Decimal(str(round(value, 1)))


def told_by(rule: NoticingRule, entries: Sequence[Noted]) -> tuple[Finding, ...]:
    return notice(WHO, entries, [rule], TODAY, RULE).findings


@given(histories())
@settings(max_examples=250)
def test_the_engine_finds_what_the_plain_reading_finds(history) -> None:
    rule, entries = history
    found = {(each.since, each.step, frozenset(each.entries)) for each in told_by(rule, entries)}
    assert found == noticing_oracle.expected(rule, entries, TODAY)


@given(histories(), st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_neither_order_nor_what_lies_outside_matters(history, lot) -> None:
    rule, entries = history
    before = told_by(rule, entries)
    moved = list(entries)
    lot.shuffle(moved)
    assert told_by(rule, moved) == before
    old = [_elsewhere(each, lot, reach(rule) + ago) for ago, each in enumerate(entries[:9], 1)]
    ahead = [_elsewhere(each, lot, -1 - ago) for ago, each in enumerate(entries[:9])]
    other = [each._replace(id=UUID(int=lot.getrandbits(128)), kind="note") for each in entries]
    assert told_by(rule, [*entries, *old, *ahead, *other]) == before


def _elsewhere(entry: Noted, lot: Random, ago: int) -> Noted:
    return entry._replace(id=UUID(int=lot.getrandbits(128)), occurred=at(back(ago)))


@given(histories(), st.integers(1, 6))
@settings(max_examples=60)
def test_nothing_recorded_is_never_nought(history, silent) -> None:
    """What rests on a silent day is never found: each finding names the entries that it rests on."""
    rule, entries = history
    kept = [each for each in entries if each.occurred < RULE.start(back(silent - 1))]
    days = {RULE.of(each.occurred) for each in kept}
    for found in told_by(rule, kept):
        assert found.entries
        assert {each.id for each in kept} >= set(found.entries)
        if rule.way is not Way.ABSENCE:
            assert found.last in days
            assert found.last < back(silent - 1)


def test_lives_with_a_known_truth(proof: Proof) -> None:
    """What is found and missed, how soon, and how many alerts a worker has in a shift."""
    people, days = (120, 150) if proof.full else (12, 110)
    found, truth = lives(seed=20261125, people=people, days=days)
    judged = [LAST - timedelta(days=ago) for ago in reversed(range(days - 45))]
    came = score(found, truth, judged)
    home = _alerts_of_a_home(came.by_day, people)
    publish(proof, came, home, truth)
    assert came.found >= 0.85 * len(truth), told(came)
    assert came.false_a_week < 0.12, told(came)
    assert median(home) < 5


def _alerts_of_a_home(by_day: Sequence[int], people: int) -> list[float]:
    """New alerts of a day in a home of forty, as if all fell into one shift and each worker had to read them all."""
    return [number * 40 / people for number in by_day]


def publish(proof: Proof, came: Any, home: list[float], truth: list[Episode]) -> None:
    for kind, delays in came.delays.items():
        number = len(delays) + came.missed.get(kind, 0)
        proof.figure(f"{kind}: found of {number}", len(delays), "episodes")
        if delays:
            proof.figure(f"{kind}: median time until found", median(delays), "days")
    proof.figure("episodes planted", len(truth), "episodes")
    proof.figure("episodes found", came.found, "episodes")
    proof.figure("false alarms", round(came.false_a_week, 4), "a person-week")
    proof.figure("false alarms by rule", ", ".join(f"{key} {n}" for key, n in sorted(came.false.items())))
    proof.figure("new alerts in a home of 40, all in one shift, median", median(home), "a worker and shift")
    proof.figure("new alerts in a home of 40, mean", round(mean(home), 2), "a day")
    proof.figure("new alerts in a home of 40, 95th centile", round(quantiles(home, n=20)[-1], 1), "a day")
