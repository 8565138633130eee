"""What was measured, as a table and as `benchmarks/latest.json`."""

import json
import statistics
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

LATEST = Path(__file__).with_name("latest.json")


@dataclass(frozen=True)
class Result:
    """One figure. `limit` is what was measured beside it, `ratio` the figure against that."""

    id: str
    name: str
    figure: float
    unit: str
    limit: float | None
    ratio: float | None
    budget: str
    met: bool
    spread: str
    data: str
    commit: str


def against(
    id: str, name: str, figure: float, unit: str, budget: str, met: bool, *, limit: float | None = None,
    ratio: float | None = None, spread: str = "", data: str = "",
) -> Result:  # fmt: skip
    """A result at this commit."""
    return Result(id, name, round(figure, 4), unit, limit, ratio, budget, met, spread, data, commit())


def commit() -> str:
    """The commit that is measured, with a plus sign when files differ from it."""
    told = subprocess.run(
        ["git", "describe", "--always", "--dirty=+"], capture_output=True, text=True, check=False
    )
    return told.stdout.strip() or "unknown"


def centile(values: Sequence[float], part: float) -> float:
    """The value below which `part` of all lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def spread(values: Sequence[float]) -> str:
    """The least, middle and greatest of several passes."""
    return f"{min(values):.4g} to {max(values):.4g}, middle {statistics.median(values):.4g}, {len(values)} passes"


def tell(results: Iterable[Result]) -> None:
    """Prints each as soon as it is measured, and puts it into the file in place of the former one of its data set."""
    kept = {_key(each): each for each in json.loads(LATEST.read_text())} if LATEST.exists() else {}
    for each in results:
        made = asdict(each)
        kept[_key(made)] = made
        print(_line(each), flush=True)
        LATEST.write_text(json.dumps(sorted(kept.values(), key=_key), indent=1) + "\n")


def _key(each: dict[str, Any]) -> tuple[int, str, str]:
    """The budget's number, the name, and the data set without its sizes."""
    return int(each["id"][1:]), each["name"], each["data"].partition(":")[0]


def _line(each: Result) -> str:
    limit = f"{each.limit:.4g}" if each.limit is not None else "-"
    ratio = f"{each.ratio:.2f}" if each.ratio is not None else "-"
    met = "met" if each.met else "MISSED"
    figure = f"{each.figure:>10.4g} {each.unit:<5}"
    return f"{each.id:<4}{each.name:<62}{figure}{limit:>10}{ratio:>7}  {each.budget:<16}{met}"
