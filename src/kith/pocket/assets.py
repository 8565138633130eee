"""Which files a page that records has to fetch."""

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "static" / "pocket"


@cache
def modules() -> tuple[str, ...]:
    """Static names of the recording components' modules, for `<link rel="modulepreload">`.

    A browser finds modules by reading others; on a slow network each step of that costs a round trip. Naming
    them all in the page makes it one.
    """
    return tuple(sorted(f"pocket/{path.relative_to(FOLDER).as_posix()}" for path in FOLDER.rglob("*.js")))


def icons() -> frozenset[str]:
    """Names of the pictures in `icons.svg`, which definitions may use."""
    text = (FOLDER / "icons.svg").read_text()
    return frozenset(part.split('"', 1)[0] for part in text.split('<symbol id="')[1:])
