"""The data folder as PostgreSQL needs it: reachable by its account, private, on a short socket path."""

import os
from pathlib import Path

from kith.ops import places
from kith.ops.postgres.account import Account
from kith.ops.postgres.errors import LauncherError


def prepare(data: Path, account: Account) -> None:
    """Makes the data folder and the socket's; raises LauncherError when the account cannot reach it."""
    try:
        fresh = not data.exists()
        data.mkdir(parents=True, exist_ok=True, mode=0o711 if account.is_other else 0o700)
    except OSError as error:
        raise LauncherError(
            f"{data} cannot be used: {error.strerror}. Choose another folder with DATA=."
        ) from None
    if account.is_other and (fresh or data == places.state()):
        data.chmod(0o711)  # the account passes through to its own folder; what else is there stays closed
    if not account.reaches(data):
        raise LauncherError(
            f"The database's account '{account.name}' cannot reach {data}. Choose a folder with DATA= that "
            f"every account may pass through, such as {places.state()}, or run Kith as an ordinary user."
        )
    _private(places.socket_folder(data), account)


def _private(folder: Path, account: Account) -> None:
    """Makes a folder that only the account may enter; refuses one that somebody else put there."""
    folder.mkdir(exist_ok=True, mode=0o700)
    if folder.is_symlink() or folder.stat().st_uid not in {os.geteuid(), account.uid}:
        raise LauncherError(f"{folder} is somebody else's. Remove it, or choose another with DATA=.")
    os.chown(folder, account.uid, account.gid)
    folder.chmod(0o700)
