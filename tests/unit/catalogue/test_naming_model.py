"""A model of English beside the rules: read where the settings name one, and done without where not."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import spacy
from django.test import override_settings
from spacy.training import Example

from kith.catalogue.naming import Around, find, model

NOTE = "in the end it was qwertz who had the key"


@pytest.fixture(autouse=True)
def anew() -> Iterator[None]:
    model._loaded.cache_clear()
    yield
    model._loaded.cache_clear()


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A very small model, trained here, that knows one name."""
    spacy.util.fix_random_seed(7)
    language = spacy.blank("en")
    language.add_pipe("ner").add_label("PERSON")
    begin, end = NOTE.index("qwertz"), NOTE.index("qwertz") + len("qwertz")
    example = Example.from_dict(language.make_doc(NOTE), {"entities": [(begin, end, "PERSON")]})
    optimizer = language.initialize(lambda: [example])
    for _ in range(30):
        language.update([example], sgd=optimizer)
    folder = tmp_path_factory.mktemp("names") / "model"
    language.to_disk(folder)
    return folder


def test_what_a_model_reads_is_marked_beside_what_the_rules_find(trained: Path) -> None:
    with override_settings(NAMES_MODEL=str(trained)):
        reader = model.reader()
    assert reader is not None
    assert [NOTE[each.start : each.end] for each in find(NOTE, Around(), reader)] == ["qwertz"]
    assert find(NOTE) == ()


def test_without_a_model_or_with_one_that_is_not_there_the_rules_alone_help(
    caplog: pytest.LogCaptureFixture,
) -> None:
    for name in ("", "no_such_model"):
        with override_settings(NAMES_MODEL=name):
            assert model.reader() is None
    assert "the rules alone help" in caplog.text
