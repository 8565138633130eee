"""Builds the static root that a running Kith serves; a running Kith needs no `node_modules`."""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from kith.ops import places
from kith.ops.postgres.locks import locked

MODULES = places.CLONE / "node_modules"
BUILD = places.CLONE / "build"
VENDOR = BUILD / "vendor"
STATIC = BUILD / "static"
STAMP = BUILD / "static.stamp"
SOURCE = places.CLONE / "src" / "kith"


class AssetsError(Exception):
    """Static files cannot be built; the text says what is missing."""


def build_if_changed() -> bool:
    """Builds when a source is newer than the last build; gives back whether it built. Needs Django set up."""
    BUILD.mkdir(exist_ok=True)
    with locked(BUILD / "static.lock"):
        now = fingerprint()
        if STATIC.is_dir() and STAMP.exists() and STAMP.read_text() == now:
            return False
        build()
        STAMP.write_text(now)
    return True


def build() -> None:
    """Gathers npm's files and every app's `static/` folder into `build/static`. Needs Django set up.

    Raises AssetsError when `node_modules` is not there.
    """
    from kith.ops.assets import vendor

    if not (MODULES / "nhsuk-frontend").is_dir():
        raise AssetsError("The browser's parts are not here yet. Run: make assets")
    vendor.stage(MODULES, VENDOR)
    shutil.rmtree(STATIC, ignore_errors=True)
    _collect()


def _collect() -> None:
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)


def fingerprint() -> str:
    """Changes whenever any source of the static files does, or the code that gathers them."""
    told = hashlib.sha256()
    for path in _sources():
        about = path.stat()
        told.update(f"{path}\0{about.st_mtime_ns}\0{about.st_size}\n".encode())
    return told.hexdigest()


def _sources() -> Iterator[Path]:
    yield places.CLONE / "package-lock.json"
    for folder in (Path(__file__).parent, *SOURCE.glob("*/static")):
        yield from (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".pyc")
