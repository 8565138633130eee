"""Backup and restore of Kith's own server: encrypted to a public key, restorable to a minute.

A backup is a folder, on another disk or machine, with

    bases/<moment>/         a copy of the database (`pg_basebackup`), about once a day
    wal/                    every change since (`pg_receivewal`), also of the segment that is being written
    keys.tar.gz.age         the keys that Kith reads its data with, and a copy of the anchor
    attachments/            files as Kith keeps them, which is encrypted

Everything but the attachments is in the age format: the standard tool `age` opens it too. What Kith needs to write a
backup is a public key. The private one is needed for a restore alone, and is best kept away from this machine.
"""

from kith.ops.backup.errors import BackupError

__all__ = ["BackupError"]
