"""The WSGI application that `kith serve` runs: the FHIR API in front, Django for everything else."""

from collections.abc import Callable, Iterable
from typing import Any

from kith.web.wsgi import application as django  # first: it readies Django

from kith.access.evenly import evenly  # isort: skip
from kith.fhir.application import application as fhir  # isort: skip
from kith.fhir.application import is_ours  # isort: skip


def at_once(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer one request as soon as the answer is there."""
    return (fhir if is_ours(environ.get("PATH_INFO", "")) else django)(environ, start_response)


application = evenly(at_once)
"""The same, with "not found" in even time: what is served."""
