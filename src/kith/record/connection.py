"""Plain psycopg cursors on Django's connection: prepared, one call a read or write."""

from typing import Any

import psycopg
from django.db import connection
from psycopg.rows import namedtuple_row

Cursor = psycopg.Cursor[Any]


def cursor() -> Cursor:
    """A server-side-binding cursor on this thread's Django connection, in its transaction if one is open."""
    connection.ensure_connection()
    return psycopg.Cursor(connection.connection, row_factory=namedtuple_row)
