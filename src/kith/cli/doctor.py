"""Tell what is well with this installation and what is not."""

import argparse

from kith.cli.environment import prepare


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """This command has no options."""


def run(options: argparse.Namespace) -> int:
    """Prints a line for each finding; 1 when somebody must act."""
    from kith.ops.doctor import State, examine
    from kith.ops.postgres import database_running

    with database_running():
        prepare("owner")
        findings = examine()
    for finding in findings:
        print(f"{finding.state.value:<6} {finding.subject:<12} {finding.words}")
    return 1 if any(finding.state is State.WRONG for finding in findings) else 0
