"""Finding one's own people agrees with a plain oracle that goes through everybody, whatever is typed."""

import unicodedata
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kith.access import gate
from kith.directory import actions, finding
from kith.directory.models import Account
from tests.support.homes import LONG_AGO, as_owner, home, signed_in

pytestmark = [pytest.mark.usefixtures("store_url"), pytest.mark.store]

NAMES = [
    ("Walter", "O'Brien"), ("Zo\u00eb", "Smith-Jones"), ("Mary Ann", "Nic Dhomhnaill"), ("Bront\u00eb", "D\u2019Arcy"),
    ("Jos\u00e9", "Garc\u00eda"), ("Anne-Marie", "Brennan"), ("Obi", "Okafor"), ("Wilfred", "Smithson"), ("Jo", "Li"),
    ("\u0141ucja", "Nowak"), ("Walter", "Green"), ("Zoe", "Smith"),
]  # fmt: skip
ELSEWHERE = ("Walter", "O'Brien-Hidden")


@pytest.fixture(scope="module")
def eliza(store_url: str) -> Account:
    """She works where all but one of them live."""
    with as_owner():
        house, other = home(), home("Elm House")
        for place, (given_name, family) in [*((house, name) for name in NAMES), (other, ELSEWHERE)]:
            known = actions.add_patient(
                organization=place.organization, family=family, given=given_name, birth_date=date(1938, 3, 9)
            )
            actions.register(patient=known, service=place.service, since=LONG_AGO)
        return house.worker("care_worker", "Eliza Marsh")


def plain(text: str) -> str:
    """Small letters without their marks."""
    parts = unicodedata.normalize("NFD", text.lower())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def beginnings(name: tuple[str, str]) -> list[str]:
    """All that a typed word may be the beginning of: each word, and what stands after its apostrophe."""
    found = []
    for word in plain(" ".join(name)).replace("-", " ").split():
        bare = word.replace("\u2019", "'")
        found += [bare.replace("'", ""), *bare.split("'")]
    return found


def meant(typed: str) -> set[str]:
    """The oracle: each typed word begins some word of the name."""
    words = [w.replace("'", "").replace("\u2019", "") for w in plain(typed).replace("-", " ").split()]
    words = [word for word in words if word]
    return {
        " ".join(name)
        for name in NAMES
        if words and all(any(each.startswith(word) for each in beginnings(name)) for word in words)
    }


@st.composite
def typed(draw: st.DrawFn) -> str:
    """Beginnings of the words of somebody's name, marks and capitals kept or lost; or something quite else."""
    name = draw(st.sampled_from([*NAMES, ELSEWHERE]))
    words = draw(st.lists(st.sampled_from(" ".join(name).split()), min_size=1, max_size=3))
    cut = [word[: draw(st.integers(1, len(word)))] for word in words]
    spoken = [
        draw(st.sampled_from([w, plain(w), w.upper(), w.replace("'", ""), w.replace("-", " ")])) for w in cut
    ]
    other = st.text("abjoszw'\u2019-", max_size=4)
    return draw(st.sampled_from([" ".join(spoken), "-".join(spoken), draw(other)]))


@settings(max_examples=150)
@given(typed())
@example("o'b")
@example("smith-j")
@example("D'Arcy")
@example("walter hidden")
@example("-")
def test_who_is_found_is_who_the_oracle_says_and_never_somebody_of_another_service(
    eliza: Account, typed: str
) -> None:
    with signed_in(eliza) as viewer:
        gate.list_people(viewer, face="test", asked="who is here")
        found = finding.found(finding.read(typed), custodian=viewer.custodian)
    assert {known.name for known in found} == meant(typed)
