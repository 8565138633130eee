"""Makes a new database cluster: SCRAM passwords only, checksums on, UTF-8, and no trust anywhere."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from kith.ops import config, places
from kith.ops.postgres.account import Account
from kith.ops.postgres.errors import LauncherError
from kith.ops.postgres.programs import Programs

ADMIN = "kith_admin"

# A home of 50 runs on 2 cores in 600 MB with everything, so the server is modest.
# Somebody with more memory points KITH_DATABASE_URL at a server of their own.
SETTINGS: Mapping[str, str] = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "password_encryption": "scram-sha-256",
    "max_connections": "60",
    "shared_buffers": "96MB",
    "effective_cache_size": "512MB",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "random_page_cost": "1.1",
    "jit": "off",
    "wal_level": "replica",
    "max_wal_senders": "4",
    "max_replication_slots": "4",
    "max_slot_wal_keep_size": "4GB",  # a backup that has stopped must not fill the disk
    "wal_keep_size": "128MB",
    "wal_compression": "on",
    "max_wal_size": "1GB",
    "checkpoint_timeout": "15min",
    "logging_collector": "on",
    "log_directory": "log",
    "log_filename": "postgresql-%a.log",
    "log_truncate_on_rotation": "on",
    "log_rotation_age": "1d",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_min_error_statement": "panic",
}

INITDB = (
    f"--username={ADMIN}",
    "--auth=scram-sha-256",
    "--data-checksums",
    "--encoding=UTF8",
    "--no-locale",
)


def make(cluster: Path, programs: Programs, account: Account, admin_password: str) -> None:
    """Runs initdb beside the place and moves the result there: a killed start leaves no half cluster."""
    draft = cluster.with_name(cluster.name + ".new")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    os.chown(draft, account.uid, account.gid)
    word = _password_file(account, admin_password)
    try:
        told = account.run([programs.path("initdb"), "-D", draft, f"--pwfile={word}", *INITDB])
    finally:
        word.unlink()
    if told.returncode:
        raise LauncherError(f"PostgreSQL could not make its folder {cluster}: {told.stdout.strip()[-600:]}")
    with (draft / "postgresql.conf").open("a") as file:
        file.write("\ninclude 'kith.conf'  # written anew at each start\n")
    draft.rename(cluster)


def _password_file(account: Account, word: str) -> Path:
    """initdb reads the administrator's password from a file, which must be its own account's."""
    descriptor, name = tempfile.mkstemp(prefix="kith-")
    with os.fdopen(descriptor, "w") as file:
        file.write(word + "\n")
    os.chown(name, account.uid, account.gid)
    return Path(name)


def write_settings(cluster: Path, account: Account, extra: Mapping[str, str]) -> None:
    """Writes `kith.conf`, which the cluster's own configuration includes."""
    chosen = {"unix_socket_directories": str(places.socket_folder(cluster.parent)), **SETTINGS, **extra}
    lines = [f"{name} = '{value.replace(chr(39), chr(39) * 2)}'\n" for name, value in chosen.items()]
    path = cluster / "kith.conf"
    path.write_text("# Written by Kith at each start: changes here are lost.\n" + "".join(lines))
    os.chown(path, account.uid, account.gid)
    path.chmod(0o600)


def admin_password() -> str:
    """The password of the cluster's administrator, which Kith uses only to make roles and the database."""
    return config.password("admin")
