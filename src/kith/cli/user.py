"""Make accounts, device codes and tokens, and list or disable them."""

import argparse
import getpass
import sys
from datetime import timedelta

from kith.cli.environment import prepare


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds this command's options."""
    words = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    add = words.add_parser(
        "add", help="an account, with its organisation, service and post where they are new"
    )
    add.add_argument("username")
    add.add_argument("--name", required=True, help="what the person is called")
    add.add_argument("--role", required=True, help="a role; 'kith user roles' lists them")
    _place(add)
    add.add_argument("--organisation", help="its name, where the service is new")
    password = words.add_parser(
        "password", help="set a password; it is asked for, or read from standard input"
    )
    password.add_argument("username")
    device = words.add_parser("device", help="a one-time code that registers a device")
    device.add_argument("--name", default="Shared device", help="what to call the device")
    _place(device)
    retire = words.add_parser("retire", help="stop a device that was lost; its sessions end at once")
    retire.add_argument("--name", required=True, help="what the device is called")
    _place(retire)
    token = words.add_parser("token", help="a bearer token for the FHIR interface, shown once")
    token.add_argument("username")
    token.add_argument("--name", default="token", help="what to call it")
    token.add_argument("--days", type=int, default=90, help="how long it lasts (90 days)")
    disable = words.add_parser("disable", help="stop an account; its sessions end at once")
    disable.add_argument("username")
    words.add_parser("list", help="accounts, posts, devices and tokens")
    words.add_parser("roles", help="what each role is called")


def _place(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--service", required=True, help="the name of the service")


def run(options: argparse.Namespace) -> int:
    """Does what was asked, as the store's owner. Gives back 1 with a sentence when it cannot be done."""
    from kith.ops.postgres import database_running

    with database_running():
        prepare("owner")
        from kith.access import accounts

        try:
            _do(options)
        except accounts.NotPossible as no:
            print(f"kith: {no}", file=sys.stderr)
            return 1
    return 0


def _do(options: argparse.Namespace) -> None:
    from kith.access import accounts

    match options.what:
        case "add":
            account, password = accounts.add(
                options.username, name=options.name, role=options.role, service=options.service,
                organisation=options.organisation,
            )  # fmt: skip
            print(f"{account.username} is ready. First password: {password}")
        case "password":
            accounts.set_password(options.username, _asked())
            print("The password is set. Every session of the account has ended.")
        case "device":
            code = accounts.device_code(options.service, options.name)
            print(f"One-time code: {code}\nType it at /sign-in/device on the device, within a day.")
        case "retire":
            print(
                f"{accounts.retire(options.service, options.name)} retired. Nobody is signed in there any more."
            )
        case "token":
            token = accounts.token(options.username, options.name, lasts=timedelta(days=options.days))
            print(f"{token}\nThis is the only time that the token is shown.")
        case "disable":
            accounts.disable(options.username)
            print(f"{options.username} can no longer sign in.")
        case "list":
            print("\n".join(accounts.listed()) or "There are no accounts yet.")
        case "roles":
            print("\n".join(accounts.roles_listed()))


def _asked() -> str:
    """The new password, typed twice unseen, or one line of standard input where nobody can type."""
    from kith.access import accounts

    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("New password: ")
    if getpass.getpass("Once more: ") != first:
        raise accounts.NotPossible("The two were not the same.")
    return first
