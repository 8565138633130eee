"""Makes sure that the tests have a Chromium: Debian's, by apt where it is missing and the user may.

Uses the standard library alone.
"""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")
PACKAGES = ("chromium", "chromium-sandbox", "fonts-liberation")


def main() -> int:
    """0 when there is one; 1 with a sentence when it cannot be had."""
    if any(shutil.which(name) for name in NAMES):
        return 0
    apt = _apt()
    if apt is None:
        print(
            "The browser tests need Chromium, which this machine lacks, and this user may not install it.\n"
            "Ask an administrator for: apt-get install chromium",
            file=sys.stderr,
        )
        return 1
    print("  Installing Chromium ...", flush=True)
    return _install(apt)


def _apt() -> list[str] | None:
    """How this user calls apt-get, or None when that is not possible."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return ["apt-get"]
    may = shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0
    return ["sudo", "-n", "apt-get"] if may else None


def _install(apt: list[str]) -> int:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *PACKAGES]):
        told = subprocess.run([*apt, *words], env=quiet, capture_output=True, text=True, check=False)
        if told.returncode:
            print(f"Chromium could not be installed:\n{told.stderr[-2000:]}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
