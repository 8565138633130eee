"""What we take from npm packages, and what we change so that the browser asks no other host.

The NHS typeface and logo may not be used by us: text takes the fonts of the reader's own device.
"""

import re
import shutil
from pathlib import Path

NHSUK = "nhsuk-frontend/dist/nhsuk"
STYLE = (f"{NHSUK}/nhsuk-frontend.min.css", "nhsuk/nhsuk.css")
SCRIPTS = (
    (f"{NHSUK}/nhsuk-frontend.min.js", "nhsuk/nhsuk.js"),
    ("htmx.org/dist/htmx.min.js", "htmx/htmx.js"),
)
PICTURES = (f"{NHSUK}/assets/images", "nhsuk-icon-*.svg", "nhsuk/images")
OUR_FONTS = "system-ui,-apple-system,Segoe UI,Roboto,Noto Sans,Liberation Sans,Arial,sans-serif"


def stage(modules: Path, target: Path) -> None:
    """Copies what the pages use from `node_modules` to `target`, the style sheet rewritten."""
    shutil.rmtree(target, ignore_errors=True)
    _write(target / STYLE[1], local_style((modules / STYLE[0]).read_text()))
    for source, name in SCRIPTS:
        _write(target / name, without_source_map((modules / source).read_text()))
    for picture in (modules / PICTURES[0]).glob(PICTURES[1]):
        _write(target / PICTURES[2] / picture.name, picture.read_text())


def local_style(text: str) -> str:
    """The style sheet without remote fonts, with the reader's own, and with pictures beside it."""
    text = re.sub(r"@font-face\s*\{[^}]*\}", "", text)
    text = re.sub(r"Frutiger W01\s*,\s*arial\s*,\s*sans-serif", OUR_FONTS, text)
    text = text.replace("url(/assets/images/", "url(images/")
    return without_source_map(text)


def without_source_map(text: str) -> str:
    """The file without its pointer to a map that we do not serve."""
    return re.sub(r"(/\*|//)# sourceMappingURL=\S+(\s*\*/)?", "", text)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
