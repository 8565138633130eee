"""Possible names of others in what somebody wrote: what is marked, what is not, and how well it does."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.catalogue.naming import Around, Mark, Why, find, pieces
from kith.catalogue.naming.finding import LONGEST
from kith.catalogue.naming.marks import apart

WALTER = Around.of(
    ["Walter Green"],
    [
        "Karen Green", "Peter Green", "Ahmed Khan", "Joan Price", "Rose Whitfield", "Will Turner", "May Lin", "Sam Field",
        "Priya Shah", "Grace Okafor", "Ben Stone",
    ],
    "male",
)  # fmt: skip
PEGGY = Around.of(
    ["Peggy Ellis", "Margaret Ellis"],
    [
        "David Ellis", "Susan Moore", "Harold Bird", "Freda Nash", "Nusrat Begum", "Tomasz Nowak", "Chloe Webb",
        "Femi Adeyemi",
    ],
    "female",
)  # fmt: skip


def marked(text: str, around: Around = WALTER) -> list[str]:
    return [text[each.start : each.end] for each in find(text, around)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Karen's marriage is over", ["Karen"]),
        ("KAREN’S MARRIAGE IS OVER", ["KAREN"]),
        ("karen phoned", ["karen"]),
        ("Mr and Mrs Lin had a party", ["Mr and Mrs Lin"]),
        ("Spoke to J. Smith and to Mrs K", ["J. Smith", "Mrs K"]),
        ("Siân and Zoë helped", ["Siân", "Zoë"]),
        ("Sian helped", ["Sian"]),
        ("Ellie-Mae and Jean-Pierre sang", ["Ellie-Mae", "Jean-Pierre"]),
        ("Dr. O'Brien came. Nurse Okafor helped", ["Dr. O'Brien", "Nurse Okafor"]),
        ("mr patel came", ["mr patel"]),
        ("KG and PS agreed; PT and DN will visit", ["KG", "PS"]),
        ("Will need slippers. May need a referral.", []),
        ("Will came in. May was crying. Then Will left.", ["Will", "May", "Will"]),
        ("Seen in May, again on Tuesday and in March", []),
        ("Given Laxido and Mebeverine, watched Coronation Street, then to Elm wing", []),
        ("Walter sat with Walter Green and Mr Green", []),
        ("Mrs Green rang", ["Mrs Green"]),
        ("his daughter and the man in room 4, his ex wife, another resident", [
            "his daughter", "the man in room 4", "his ex wife", "another resident",
        ]),
        ("Sat with the nurse and the carer, other residents were there", []),
    ],
)  # fmt: skip
def test_what_is_marked_and_what_is_not(text: str, found: list[str]) -> None:
    assert marked(text) == found


def test_a_name_known_here_is_told_from_one_that_is_only_likely_and_from_nobody_named() -> None:
    told = {
        text: why for text, why in ((each.text, each.why) for each in pieces(NOTE, find(NOTE, WALTER))) if why
    }
    assert told == {"Karen": Why.KNOWN, "Xanthe": Why.NAME, "his brother": Why.CLOSE}


NOTE = "Sat with Karen and Xanthe, then his brother came"


def test_whoever_is_known_is_found_where_shape_and_lists_say_nothing() -> None:
    text = "we think it was brzoza again"
    assert marked(text, Around.of(["Walter Green"], ["Anna Brzoza"])) == ["brzoza"]
    assert marked(text, Around.of(["Walter Green"], [])) == []


def test_a_reader_of_language_adds_and_never_marks_the_person_or_a_day() -> None:
    text = "Walter met qwerty on Tuesday"

    def reader(read: str) -> Iterator[tuple[int, int]]:
        for word in ("Walter", "qwerty", "Tuesday"):
            yield read.index(word), read.index(word) + len(word)

    assert [text[each.start : each.end] for each in find(text, WALTER, reader)] == ["qwerty"]


@given(
    st.text(max_size=200),
    st.lists(st.text(max_size=12), max_size=4),
    st.lists(st.text(max_size=12), max_size=2),
)
def test_marks_never_change_the_text_and_lie_within_it_apart(
    text: str, known: list[str], own: list[str]
) -> None:
    marks = find(text, Around.of(own, known))
    assert "".join(each.text for each in pieces(text, marks)) == text
    assert all(0 <= each.start < each.end <= len(text) for each in marks)
    assert all(one.end <= other.start for one, other in zip(marks, marks[1:], strict=False))


SAID = st.lists(
    st.sampled_from(
        ["Karen", "karen's", "Mrs", "Dr.", "his daughter", "J.", "Walter", "was", ".", "\n", "<b>", "’s", "in May", "É"]
    ),
    max_size=12,
)  # fmt: skip


@given(SAID, st.lists(st.tuples(st.integers(-5, 90), st.integers(-5, 90)), max_size=5))
def test_the_same_of_what_people_write_whatever_a_reader_of_language_answers(
    said: list[str], seen: list[tuple[int, int]]
) -> None:
    text = " ".join(said)
    marks = find(text, WALTER, lambda _: seen)
    assert "".join(each.text for each in pieces(text, marks)) == text
    assert all(0 <= each.start < each.end <= len(text) for each in marks)
    assert marks == find(text, WALTER, lambda _: seen)


@given(st.lists(st.builds(Mark, st.integers(0, 30), st.integers(0, 30), st.sampled_from(Why)), max_size=8))
def test_of_marks_over_one_another_the_longest_stays(marks: list[Mark]) -> None:
    kept = apart(marks)
    assert set(kept) <= set(marks)
    for mark in marks:
        over = [each for each in kept if each.start < mark.end and mark.start < each.end]
        assert mark.start >= mark.end or any(each.end - each.start >= mark.end - mark.start for each in over)


def test_a_text_without_end_takes_no_time_without_end() -> None:
    text = "Karen, " * LONGEST
    assert len(find(text, WALTER)) == LONGEST // len("Karen, ")
    assert find("A" * 1_000_000) == ()


@dataclass
class Score:
    """Of what was marked by hand: how much was found. Of what was found: how much is marked by hand."""

    names: float
    close: float
    right: float


HERE = Path(__file__).parent
OPENS = {"[": "name", "{": "close"}


def by_hand(line: str) -> tuple[str, list[tuple[int, int, str]]]:
    text, spans, begun = "", [], (0, "")
    for each in line:
        if each in OPENS:
            begun = (len(text), OPENS[each])
        elif each in "]}":
            spans.append((begun[0], len(text), begun[1]))
        else:
            text += each
    return text, spans


def score(file: str, around: Around) -> Score:
    """A name counts as found where any of it is marked; a mark as right where it is over any that was made by hand."""
    count: Counter[str] = Counter()
    for line in (HERE / file).read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        text, spans = by_hand(line)
        marks = find(text, around)
        for start, end, what in spans:
            count[what] += 1
            count[f"{what} found"] += any(each.start < end and start < each.end for each in marks)
        for each in marks:
            count["marks"] += 1
            count["right"] += any(each.start < end and start < each.end for start, end, _ in spans)
    return Score(
        count["name found"] / count["name"],
        count["close found"] / count["close"],
        count["right"] / count["marks"],
    )


@pytest.mark.parametrize(
    ("file", "around", "names", "close", "right"),
    [
        ("names_of_others.txt", WALTER, 0.96, 0.99, 0.95),
        ("names_of_others.txt", Around.of(["Walter Green"], [], "male"), 0.94, 0.99, 0.95),
        ("names_unseen.txt", PEGGY, 0.99, 0.99, 0.92),
    ],
)
def test_how_well_it_does(file: str, around: Around, names: float, close: float, right: float) -> None:
    """The floors stand just below what was measured (docs/decisions/0086-names-of-others.md): who changes a word list sees
    what it costs. Whoever wrote the lists wrote the notes too: real notes are harder.
    """
    found = score(file, around)
    assert found.names >= names, found
    assert found.close >= close, found
    assert found.right >= right, found
