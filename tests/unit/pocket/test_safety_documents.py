"""What the safety documents say is tested, is: every file and test that they name exists."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
FILES: dict[str, str] = {}
for path in (ROOT / "tests").rglob("test_*.py"):  # several folders may have one of the same name
    FILES[path.name] = FILES.get(path.name, "") + path.read_text()


@pytest.mark.parametrize("document", ["hazard-log.md", "offline.md"])
def test_every_test_that_is_named_exists(document: str) -> None:
    text = (ROOT / "docs" / "safety" / document).read_text()
    named = re.findall(r"`(?:[\w/]*/)?(test_\w+\.py)?(?:::(test_\w+))?`", text)
    named = [(file, test) for file, test in named if file or test]
    assert named
    file = ""
    for given, test in named:
        file = given or file  # `::test_x` alone is in the file named before it
        assert file in FILES, file
        if test:
            assert f"def {test}(" in FILES[file], f"{file}::{test}"
