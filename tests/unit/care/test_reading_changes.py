"""What the rules read of an entry is what the entry says, whatever its kind."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kith.care.changes import answers_of
from kith.care.memory import Memory
from kith.catalogue import exact
from kith.catalogue.loader import catalogue
from kith.catalogue.noticing import noticing_rules
from tests.support.entries import entries

KINDS = sorted({kind.key for rule in noticing_rules() for kind in rule.kinds})


@given(st.sampled_from(KINDS).flatmap(entries))
@settings(max_examples=150)
def test_the_quick_reading_agrees_with_the_component(entry) -> None:
    kind = catalogue().kind(entry.kind)
    resource = exact.loads(exact.dumps(entry.to_fhir()))
    assert answers_of(resource, kind, kind.parts) == entry.answers


def test_the_one_not_asked_for_the_longest_is_forgotten_first() -> None:
    memory: Memory[str, int] = Memory(2)
    memory.put("one", 1)
    memory.put("two", 2)
    assert memory.get("one") == 1
    memory.put("three", 3)
    assert (memory.get("one"), memory.get("two"), memory.get("three")) == (1, None, 3)
