"""Builds the static files that Kith serves and the FHIR schema it checks with, when a source of them has changed."""

import os
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kith.ops.settings")

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import django  # noqa: E402 - after the settings' name

from kith.ops.assets import AssetsError, build_if_changed  # noqa: E402
from scripts import fhir_schema  # noqa: E402


def main() -> int:
    """Builds, and says so; 1 when something is missing."""
    django.setup()
    try:
        built = build_if_changed()
        fhir_schema.build_if_changed()
    except AssetsError as error:
        print(error, file=sys.stderr)
        return 1
    if "--quiet" not in sys.argv:
        print("Built the static files." if built else "The static files are up to date.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
