"""Proves both commands on a bare clone: as an ordinary user made for it, then as root, with empty caches.

Run as root: `make prove PART=bare`. Writes `proofs/bare.json`.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts import prove  # noqa: E402 - found by the line above, wherever this is started

NAME = "kith-bare"
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
PATIENCE = 900  # seconds for a first page, with everything to be fetched


class Person:
    """Somebody with an empty home who clones Kith and runs both commands."""

    def __init__(self, words: str, home: Path, command: list[str]) -> None:
        self.words = words
        self.home = home
        self.clone = home / "kith"
        self._command = command
        kept = {key: value for key, value in os.environ.items() if "/root" not in value}
        for key in [
            key for key in kept if key.startswith(("KITH_", "PYTHON", "VIRTUAL_ENV", "MAKE", "XDG_"))
        ]:
            del kept[key]
        self._environment = {**kept, "HOME": str(home), "PATH": PATH, "USER": words, "LOGNAME": words}
        data = prove.CLONE.parent / "shared" / "data"
        if data.is_dir():
            self._environment["KITH_TEST_DATA"] = str(data)

    def begin(self, *command: str, log: Path) -> subprocess.Popen[bytes]:
        """Begins a command as this person, in the clone, in a process group of its own."""
        return subprocess.Popen(
            [*self._command, *command],
            cwd=self.clone if self.clone.exists() else self.home,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=log.open("ab"),
            stderr=subprocess.STDOUT,
            process_group=0,
        )

    def run(self, *command: str, log: Path) -> float:
        """Runs a command to its end and gives back the seconds it took; ends the proof when it fails."""
        begun = time.monotonic()
        if self.begin(*command, log=log).wait():
            fail(f"{self.words}: {' '.join(command)} failed", log)
        return time.monotonic() - begun


def main() -> int:
    """Proves everything, and writes the times; 1 when anything failed."""
    if os.geteuid() != 0:
        print("make prove PART=bare makes a user, so it runs as root.", file=sys.stderr)
        return 2
    begun = time.monotonic()
    figures: list[object] = []
    work = Path(tempfile.mkdtemp(prefix="kith-bare-"))
    work.chmod(0o755)
    bundle = work / "kith.bundle"
    subprocess.run(["git", "bundle", "create", "-q", str(bundle), "HEAD"], cwd=prove.CLONE, check=True)
    bundle.chmod(0o644)
    # An ordinary user may not install Chromium: an administrator did it before.
    subprocess.run([sys.executable, str(prove.CLONE / "scripts" / "chromium.py")], check=True)
    try:
        for person in (_ordinary(), _root()):
            figures += _prove(person, bundle, work / f"{person.words}.log")
    finally:
        subprocess.run(["userdel", "--remove", NAME], capture_output=True, check=False)
        shutil.rmtree(Path("/root") / NAME, ignore_errors=True)
    prove.write("bare", True, time.monotonic() - begun, figures)
    return 0


def _ordinary() -> Person:
    subprocess.run(["userdel", "--remove", NAME], capture_output=True, check=False)
    subprocess.run(["useradd", "--create-home", "--shell", "/bin/bash", NAME], check=True)
    home = Path(pwd.getpwnam(NAME).pw_dir)
    return Person("ordinary-user", home, ["runuser", "-u", NAME, "--"])


def _root() -> Person:
    home = Path("/root") / NAME  # private, as root's folders are
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(mode=0o700)
    return Person("root", home, [])


def _prove(person: Person, bundle: Path, log: Path) -> list[object]:
    """Clones, shows, shows again, tests; gives back the times."""
    print(f"{person.words}:", flush=True)
    person.run("git", "clone", "-q", str(bundle), "kith", log=log)
    person.run("git", "checkout", "-q", "-B", "main", log=log)
    steps = (
        ("make demo, everything to be fetched", partial(_demo, person, log)),
        ("make demo again", partial(_demo, person, log)),
        ("make test, its packages to be fetched", partial(person.run, "make", "test", log=log)),
    )
    figures: list[object] = []
    for what, step in steps:
        seconds = step()
        print(f"  {what}: {seconds:.1f} s", flush=True)
        figures.append({"who": person.words, "what": what, "seconds": round(seconds, 1)})
    return figures


def _demo(person: Person, log: Path) -> float:
    """Begins `make demo`, waits for the first page and the sign-in page, and stops it as Ctrl-C does."""
    port = _free_port()
    begun = time.monotonic()
    process = person.begin("make", "demo", f"PORT={port}", log=log)
    while not _loads(port, "/"):
        if process.poll() is not None or time.monotonic() - begun > PATIENCE:
            fail(f"{person.words}: make demo showed no page", log)
        time.sleep(0.1)
    seconds = time.monotonic() - begun
    if not _loads(port, "/sign-in"):
        fail(f"{person.words}: the sign-in page does not load", log)
    os.killpg(process.pid, signal.SIGINT)
    process.wait(60)
    if _loads(port, "/"):
        fail(f"{person.words}: make demo goes on after Ctrl-C", log)
    return seconds


def _loads(port: int, page: str) -> bool:
    try:
        with urllib.request.urlopen(f"http://localhost:{port}{page}", timeout=30) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fail(words: str, log: Path) -> None:
    """Says what failed with the end of the log, keeps the log, and ends the proof."""
    print(f"{words}. The end of {log}:\n{log.read_text()[-4000:]}", file=sys.stderr)
    sys.exit(1)


if __name__ == "__main__":
    sys.exit(main())
