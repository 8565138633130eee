"""The WSGI application: from an address to an interaction, and from whatever happens to an answer."""

import logging
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

import psycopg
from django.db import DataError, OperationalError, connection
from django.db import Error as DatabaseError

from kith.fhir import negotiation
from kith.fhir.interactions.audit import audit_read, audit_search
from kith.fhir.interactions.create import create
from kith.fhir.interactions.metadata import metadata
from kith.fhir.interactions.read import read
from kith.fhir.interactions.search import search
from kith.fhir.interactions.update import update
from kith.fhir.interactions.vread import vread
from kith.fhir.problems import Problem, not_found, not_supported, problem
from kith.fhir.requests import Request
from kith.fhir.responses import Response, of_problem
from kith.fhir.targets import LOOKED

PREFIX = "/fhir"
Start: TypeAlias = Callable[..., Any]
Interaction: TypeAlias = Callable[..., Response]

_log = logging.getLogger("kith.fhir")

# By how many words follow /fhir/, then by method.
_INSTANCE: dict[str, Interaction] = {"GET": read, "HEAD": read, "PUT": update}
_TYPE: dict[str, Interaction] = {"GET": search, "HEAD": search, "POST": create}
_VERSION: dict[str, Interaction] = {"GET": vread, "HEAD": vread}
_SEARCH: dict[str, Interaction] = {"POST": search}
_LOOK: dict[str, Interaction] = {"GET": audit_read, "HEAD": audit_read}
_LOOKS: dict[str, Interaction] = {"GET": audit_search, "HEAD": audit_search}
_LOOKS_SEARCH: dict[str, Interaction] = {"POST": audit_search}
# The same request again says the same: a PUT has its own id, and a repeat is answered, not kept twice.
_REPEATABLE = frozenset({"GET", "HEAD", "PUT"})
_METADATA: dict[str, Interaction] = {"GET": metadata, "HEAD": metadata}


def is_ours(path: str) -> bool:
    """Whether an address belongs to the API."""
    return path == PREFIX or path.startswith(PREFIX + "/")


def application(environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
    """Answer one request below `/fhir`."""
    path = str(environ.get("PATH_INFO", "")).removeprefix(PREFIX).strip("/")
    request = Request(str(environ.get("REQUEST_METHOD", "")).upper(), path, environ)
    response = answer(request)
    start_response(response.line, list(response.all_headers()))
    return [b"" if request.method == "HEAD" else response.body]


def answer(request: Request) -> Response:
    """What to answer. Never raises: every failure becomes an OperationOutcome.

    A connection that was lost since the last request is made anew, and what can be repeated is tried again.
    """
    try:
        negotiation.check_accepted(request)
        try:
            return _interact(request)
        except (OperationalError, psycopg.OperationalError):
            connection.close()
            if request.method not in _REPEATABLE:
                raise
            return _interact(request)
    except Problem as wrong:
        return of_problem(wrong)
    except (DataError, psycopg.DataError):
        _log.exception("the database was asked for a value that it does not have")
        return of_problem(problem(400, "value", "There is a value in this that the record cannot hold."))
    except (DatabaseError, psycopg.Error):
        _log.exception("the database failed a request to the API")
        connection.close()
        words = "The record cannot be reached just now. Try again shortly."
        return of_problem(problem(503, "transient", words, Retry_After="5"))
    except Exception:  # noqa: BLE001 - whatever it is, the client gets an outcome and the log gets the story
        _log.exception("a request to the API failed")
        return of_problem(problem(500, "exception", "Something went wrong here. It has been noted."))


def _interact(request: Request) -> Response:
    interactions, values = _route(request.path.split("/"))
    chosen = interactions.get(request.method)
    if chosen is None:
        allowed = ", ".join(sorted(interactions))
        raise problem(405, "not-supported", "This cannot be done here.", Allow=allowed)
    return chosen(request, *values)


def _route(words: list[str]) -> tuple[dict[str, Interaction], list[str]]:
    match words:
        case ["metadata"]:
            return _METADATA, []
        case ["" | "_history"] | [_, "_history"] | [_, _, "_history"]:
            raise not_supported("History, and whole-system interactions, are not supported.")
        case [kind, *rest] if kind == LOOKED:
            return _route_of_looks(rest)
        case [kind, "_search"]:
            return _SEARCH, [kind]
        case [kind]:
            return _TYPE, [kind]
        case [kind, id] if not id.startswith("$"):
            return _INSTANCE, [kind, id]
        case [kind, id, "_history", version]:
            return _VERSION, [kind, id, version]
    raise not_found()


def _route_of_looks(words: list[str]) -> tuple[dict[str, Interaction], list[str]]:
    """Looks are read and searched; they have one version, and nobody writes them."""
    match words:
        case []:
            return _LOOKS, []
        case ["_search"]:
            return _LOOKS_SEARCH, []
        case [id]:
            return _LOOK, [id]
    raise not_found()
