"""Finds the module for a word of the `kith` command and hands it the rest of the line.

A command is a module `kith.cli.<word>` with `add_arguments(parser)` and `run(options) -> int | None`.
Its docstring's first line is its help.
"""

import argparse
import importlib
import importlib.util
import signal
import sys
from collections.abc import Sequence
from types import ModuleType

import psycopg

from kith.ops.postgres import LauncherError

COMMANDS = {
    "demo": "show a demonstration home in the browser",
    "serve": "serve Kith",
    "migrate": "bring the database up to date",
    "generate": "make invented data of a given size",
    "backup": "back up the database, encrypted to a public key",
    "restore": "bring a backup back, to a minute",
    "verify": "check seals, looks and labels against the anchor",
    "rebuild": "make derived rows anew from the record",
    "user": "make accounts, device codes and tokens",
    "agreement": "make, list, write out and end sharing agreements",
    "doctor": "tell what is well and what is not",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and gives back the exit code for the shell: 0 well, 1 refused, 2 not understood."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words or words[0] in {"-h", "--help", "help"}:
        _help()
        return 0 if words else 2
    module = _module(words[0])
    if module is None:
        print(f"kith: there is no command '{words[0]}'. Try: kith --help", file=sys.stderr)
        return 2
    parser = argparse.ArgumentParser(prog=f"kith {words[0]}", description=module.__doc__)
    module.add_arguments(parser)
    return _run(module, parser.parse_args(words[1:]))


def _run(module: ModuleType, options: argparse.Namespace) -> int:
    # A polite end runs the same way out as Ctrl-C, so that what was started is stopped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        return module.run(options) or 0
    except KeyboardInterrupt:
        return 130
    except LauncherError as error:
        print(f"kith: {error}", file=sys.stderr)
    except psycopg.OperationalError as error:
        print(f"kith: the database does not answer: {error}", file=sys.stderr)
    return 1


def _module(word: str) -> ModuleType | None:
    name = f"kith.cli.{word}"
    if word not in COMMANDS or importlib.util.find_spec(name) is None:
        return None
    return importlib.import_module(name)


def _help() -> None:
    print("usage: kith COMMAND [options]\n")
    for word, meaning in COMMANDS.items():
        if importlib.util.find_spec(f"kith.cli.{word}"):
            print(f"  {word:<10}{meaning}")
    print("\nkith COMMAND --help tells more.")
