"""The files that pages fetch: every picture that a definition names is there, and every module."""

import re

from kith.catalogue.browser import definitions
from kith.pocket.assets import FOLDER, icons, modules


def test_every_picture_that_a_definition_names_is_there() -> None:
    made = definitions()
    options = [
        option for kind in made["kinds"] for part in kind["parts"] for option in part.get("options", [])
    ]
    named = {thing["icon"] for thing in [*made["groups"], *made["kinds"], *options] if thing.get("icon")}
    assert named - icons() == set()


def test_every_module_is_named_for_the_page_and_imported_at_once() -> None:
    files = {f"pocket/{path.relative_to(FOLDER).as_posix()}" for path in FOLDER.rglob("*.js")}
    assert set(modules()) == files
    started = set(re.findall(r'^import "\./(.+)";$', (FOLDER / "start.js").read_text(), re.MULTILINE))
    assert {f"pocket/{name}" for name in started} | {"pocket/start.js", "pocket/carry.js"} == files


def test_no_module_speaks_to_another_host_or_makes_markup_from_text() -> None:
    forbidden = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|localStorage|sessionStorage"
    )
    for path in FOLDER.rglob("*.js"):
        text = path.read_text()
        assert not forbidden.search(text), path
        assert set(re.findall(r"https?://[^\"'`\s]+", text)) <= {"http://www.w3.org/2000/svg"}, path
