"""Static files come from us alone."""

import json
import re

import httpx

from kith.ops.assets.build import MODULES, STATIC
from kith.ops.assets.vendor import STYLE, local_style, without_source_map
from tests.support.live import LiveKith

REMOTE = re.compile(r"""(?:url\(|@import|import\s*\(?|from|src=)\s*['"]?(?:https?:)?//""")


def test_the_published_style_sheet_needed_rewriting() -> None:
    """What we take out is really in the package that we have: when it goes, so may the rewriting."""
    text = (MODULES / STYLE[0]).read_text()
    assert REMOTE.search(text)
    assert "Frutiger" in text


def test_the_style_sheet_asks_nobody_and_uses_the_readers_fonts() -> None:
    """No remote font, no NHS typeface, pictures beside it."""
    text = local_style((MODULES / STYLE[0]).read_text())
    assert not REMOTE.search(text)
    assert "Frutiger" not in text
    assert "system-ui" in text
    assert "url(/assets" not in text
    assert "sourceMappingURL" not in text


def test_only_the_pointer_to_a_map_is_taken_from_a_script() -> None:
    """Everything before it stays as it was published."""
    assert without_source_map("go();\n//# sourceMappingURL=a.js.map\n") == "go();\n\n"
    assert without_source_map("a{}/*# sourceMappingURL=a.css.map */") == "a{}"


def test_no_built_file_asks_another_host() -> None:
    """Nor any other style sheet, script or picture that we serve."""
    files = [path for path in STATIC.rglob("*") if path.suffix in {".css", ".js", ".svg"}]
    assert files
    assert [str(path) for path in files if REMOTE.search(path.read_text())] == []


def test_no_logo_of_others_is_served() -> None:
    """The design system brings the NHS logo and its favicons: they stay in the package."""
    assert [path.name for path in STATIC.rglob("*") if re.search(r"logo|favicon|nhs-", path.name)] == []


def test_imports_between_our_modules_have_hashed_names() -> None:
    """A browser that keeps files for ever must never pair an old module with a new one."""
    names = set(json.loads((STATIC / "staticfiles.json").read_text())["paths"].values())
    modules = [path for path in STATIC.rglob("*.js") if str(path.relative_to(STATIC)) in names]
    for path in modules:
        for target in re.findall(r"""from\s*["'](\.[^"']+)["']""", path.read_text()):
            assert str((path.parent / target).resolve().relative_to(STATIC)) in names, (path.name, target)


def test_hashed_files_are_kept_for_ever_and_compressed(live_kith: LiveKith) -> None:
    """As the running server hands them out."""
    name = json.loads((STATIC / "staticfiles.json").read_text())["paths"]["nhsuk/nhsuk.css"]
    answer = httpx.get(f"{live_kith.url}/static/{name}", headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Encoding"] == "gzip"
