"""`python -m kith.cli`, for a place where the command is not installed."""

import sys

from kith.cli.dispatch import main

if __name__ == "__main__":
    sys.exit(main())
