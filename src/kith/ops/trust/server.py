"""Serves the trust page beside Kith: python -m kith.ops.companion kith.ops.trust.server"""

import os
from typing import Any

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from kith.ops.trust.application import from_environment

PATIENCE = 5_000  # milliseconds in which a request's head must have come


def loaded(target: str) -> Any:
    """The application, in the worker."""
    return from_environment()


def main() -> None:
    """Serves until it is told to stop."""
    Granian(
        "kith.ops.trust.application:from_environment",
        address=os.environ["KITH_TRUST_HOST"],
        port=int(os.environ["KITH_TRUST_PORT"]),
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=2,
        backpressure=16,
        http=HTTPModes.http1,
        websockets=False,
        http1_settings=HTTP1Settings(header_read_timeout=PATIENCE),
        log_level=LogLevels.warning,
        log_access=False,
        respawn_failed_workers=True,
        process_name="kith-trust",
    ).serve(target_loader=loaded)


if __name__ == "__main__":
    main()
