"""Rules of change noticed as data: the shipped ones are sound, and each check fails the build when it is broken."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from kith.catalogue import files, noticing_checks
from kith.catalogue.loader import catalogue
from kith.catalogue.noticing import noticing_rules

Break = Callable[[dict[str, Any]], object]


def said(folder: Path) -> list[str]:
    return list(noticing_checks.problems(folder, catalogue(), files.read(files.DEFINITIONS / "tools.yaml")))


def broken(folder: Path, name: str, change: Break) -> list[str]:
    """What the checks say once a change was made to one rule."""
    shutil.copytree(files.DEFINITIONS / "noticing", folder / "noticing")
    path = folder / "noticing" / f"{name}.yaml"
    document = files.read(path)
    change(document)
    path.write_text(yaml.safe_dump(document, allow_unicode=True, sort_keys=False))
    return said(folder)


def test_the_shipped_rules_are_sound_and_the_gravest_come_first() -> None:
    assert said(files.DEFINITIONS) == []
    ranks = [rule.rank for rule in noticing_rules()]
    assert ranks == sorted(ranks)
    assert {"drinks-less", "weight-lost", "sleep-less", "mood-lower", "mobility-more-help", "near-falls"} <= {
        rule.key for rule in noticing_rules()
    }


BREAKS: dict[str, tuple[str, Break, str]] = {
    "no purpose": ("drinks-less", lambda held: held.pop("purpose"), "'purpose' is a required property"),
    "no source": ("drinks-less", lambda held: held.update(source=""), "source"),
    "a way without its numbers": (
        "drinks-less",
        lambda held: held.pop("usual"),
        "'usual' is a required property",
    ),
    "an unknown kind": (
        "drinks-less",
        lambda held: held["reads"][0].update(kind="tea"),
        "no kind of entry called 'tea'",
    ),
    "an unknown part": (
        "drinks-less",
        lambda held: held["reads"][0].update(part="drunk"),
        "no part called 'drunk'",
    ),
    "an answer that cannot be": (
        "mood-lower",
        lambda held: held["reads"][0].update({"is": ["blue"]}),
        "no answer 'blue'",
    ),
    "two gates": (
        "refused-care",
        lambda held: held["reads"].append({"kind": "medicine", "part": "seen", "is": ["said-no"]}),
        "different categories or depths",
    ),
    "a sum of weights": (
        "weight-lost",
        lambda held: held.update(measure="total"),
        "two readings on one day are no sum",
    ),
    "steps that do not go further": (
        "drinks-less",
        lambda held: held.update(steps=[0.5, 0.3]),
        "further than the one before",
    ),
    "less by all of it": (
        "drinks-less",
        lambda held: held.update(steps=[0.3, 1]),
        "nothing can be less by all of it",
    ),
    "hard words": (
        "drinks-less",
        lambda held: held.update(
            looks_for="Deterioration in physiological parameters indicative of hypovolaemia."
        ),
        "reading age",
    ),
    "a tool without a licence": (
        "weight-lost",
        lambda held: held["words"].update(clinical="MUST score"),
        "published tool",
    ),
    "another file name": (
        "drinks-less",
        lambda held: held.update(key="drinks-fewer"),
        "name the file after its key",
    ),
    "a share of no answers": (
        "mood-lower",
        lambda held: held["reads"][0].pop("is"),
        "a share needs the answers",
    ),
    "a level without levels": (
        "mobility-more-help",
        lambda held: held["reads"][0].pop("levels"),
        "a level needs levels",
    ),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_rule_fails_the_build(tmp_path: Path, name: str) -> None:
    rule, change, words = BREAKS[name]
    found = broken(tmp_path, rule, change)
    assert found
    assert any(words in each for each in found), found
    assert all(f"noticing/{rule}.yaml" in each for each in found)
