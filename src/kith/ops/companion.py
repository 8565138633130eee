"""Runs what must not outlive the process that began it.

python -m kith.ops.companion <module>
python -m kith.ops.companion --program <path> <arguments>
"""

import ctypes
import os
import runpy
import signal
import sys

PR_SET_PDEATHSIG = 1


def end_with_parent() -> None:
    """Asks Linux to end this process when its parent dies, however it dies."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() == 1:  # it died before we asked
            sys.exit(1)


if __name__ == "__main__":
    end_with_parent()
    module = sys.argv.pop(1)
    if module == "--program":
        os.execv(sys.argv[1], sys.argv[1:])  # noqa: S606 - a full path, no shell; the wish above stays with it
    runpy.run_module(module, run_name="__main__", alter_sys=True)
