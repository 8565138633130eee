"""How hard every string is to read: the reading age of each file that holds words for people, as a list in the docs.

python scripts/reading_ages.py [--check]
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "kith"
sys.path.insert(0, str(ROOT / "src"))

from kith.catalogue import files  # noqa: E402 - found by the line above
from kith.catalogue.readability import HIGHEST_AGE, reading_age  # noqa: E402

LIST = ROOT / "docs" / "developers" / "reading-ages.md"
HEAD = f"""# How hard our words are to read

The reading age of everything that people read, by the file in which it stands: the Flesch-Kincaid grade and five years,
{HIGHEST_AGE:.0f} at most (R12). Names and figures that a page puts in count as "it". A test holds this list to the code;
`python scripts/reading_ages.py` writes it anew. Each screen as a whole is held to the same age in the browser
(`tests/journeys/test_screens.py`), each generated summary in its own test (`tests/unit/care/test_own_day.py`).

| Words | Strings | Reading age |
|---|---:|---:|
"""
FEWEST_WORDS = 25
"""Fewer words in all say nothing: one long name would decide. They are read as part of their screens."""
WORDED = (
    "purpose",
    "help",
    "words",
    "everyday",
    "note",
    "says",
    "text",
    "title",
    "said",
    "question",
    "answer",
    "why",
)
"""Keys of YAML files whose values people read. Clinical words are for clinicians."""
TAG, CODE = re.compile(r"<[^>]+>"), re.compile(r"\{%.*?%\}|\{#.*?#\}", re.DOTALL)
TITLE = re.compile(r"\{% block title %\}.*?\{% endblock %\}", re.DOTALL)
VALUE, SCRIPT = re.compile(r"\{\{.*?\}\}", re.DOTALL), re.compile(r'"((?:[^"\\\\]|\\\\.)+)"')
SENTENCE = re.compile(r"[A-Z“‘][^<>{}=_/\\\\|]*[a-z.?!”’]")
BLOCKS = re.compile(r"</(?:p|li|h\d|dt|dd|summary|button|legend|label|option|a|td|th|span|div)>")


def main() -> int:
    """Writes the list; with --check only says whether it stands. Answers 1 where something is too hard."""
    rows = ages()
    text = listed(rows)
    hard = [name for name, _, age in rows if age > HIGHEST_AGE]
    if "--check" not in sys.argv:
        LIST.write_text(text)
    elif not LIST.exists() or LIST.read_text() != text:
        print("The list of reading ages is old. Run: python scripts/reading_ages.py")
        return 1
    for name in hard:
        print(f"Too hard to read: {name}")
    return bool(hard)


def listed(rows: list[tuple[str, int, float]]) -> str:
    """The page of the docs."""
    return HEAD + "".join(f"| {name} | {count} | {age:.1f} |\n" for name, count, age in rows)


def ages() -> list[tuple[str, int, float]]:
    """Each file with words: its name, how many strings, and their reading age together."""
    found = []
    for path in sorted(SOURCE.rglob("*")):
        if {"generation", "demonstration"} & inside(path):  # what invented people say
            continue
        strings = list(dict.fromkeys(each for each in strings_of(path) if " " in each))
        words = ". ".join(each.rstrip(" .") for each in strings)
        if len(words.split()) >= FEWEST_WORDS:
            found.append((str(path.relative_to(SOURCE)), len(strings), reading_age(words)))
    return found


def strings_of(path: Path) -> Iterator[str]:
    """What people read of one file."""
    folders = inside(path)
    if path.suffix == ".html":
        yield from _of_template(path.read_text())
    elif path.name == "words.js":
        yield from (re.sub(r"\{\w+\}", "it", each) for each in SCRIPT.findall(path.read_text()))
    elif path.suffix == ".yaml" and not {"schema", "roles"} & folders:
        yield from _of_yaml(files.read(path), "")
    elif path.suffix == ".py" and {"web", "presenters", "own_day", "signin"} & folders:
        yield from _of_python(ast.parse(path.read_text()))


def inside(path: Path) -> set[str]:
    """The folders of our source in which a file stands, wherever that is checked out."""
    return set(path.relative_to(SOURCE).parts)


def _of_template(text: str) -> Iterator[str]:
    bare = VALUE.sub("it", CODE.sub(" ", TITLE.sub(" ", text)))
    for block in BLOCKS.split(bare):
        if said := " ".join(TAG.sub(" ", block).split()):
            yield said


def _of_yaml(node: object, key: str) -> Iterator[str]:
    if isinstance(node, dict):
        for name, value in node.items():
            yield from _of_yaml(value, key if name == "everyday" else str(name))
    elif isinstance(node, list):
        for each in node:
            yield from _of_yaml(each, key)
    elif isinstance(node, str) and key in WORDED:
        yield re.sub(r"\{\w+\}", "it", node)


def _of_python(tree: ast.AST) -> Iterator[str]:
    spoken = {id(node) for node in _docstrings(tree)}
    for node in ast.walk(tree):
        text = ""
        if isinstance(node, ast.JoinedStr):
            text = "".join(
                str(part.value) if isinstance(part, ast.Constant) else "it" for part in node.values
            )
            spoken |= {id(part) for part in node.values}
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in spoken:
            text = node.value
        if SENTENCE.fullmatch(text):
            yield text


def _docstrings(tree: ast.AST) -> Iterator[ast.Constant]:
    """Every text that stands as a statement of its own."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value


if __name__ == "__main__":
    sys.exit(main())
