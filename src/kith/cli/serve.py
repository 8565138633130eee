"""Serve Kith until stopped, with its database and the keeper of its feed."""

import argparse
import os


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds this command's options."""
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument("--workers", type=int, help="processes (one for each core, up to four)")


def run(options: argparse.Namespace) -> int:
    """Serves, and says when the first page can be had."""
    from kith.ops.serving import serve

    serve(
        host=options.host,
        port=options.port,
        workers=options.workers,
        ready=lambda: announce(options.port),
    )
    return 0


def announce(port: int) -> None:
    """Says where Kith is. Passkeys need the name, not the number, of this machine."""
    print(f"Kith is ready at http://localhost:{port}", flush=True)
