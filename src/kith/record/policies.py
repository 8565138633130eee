"""Which tables row security must guard, and the few that it need not, each with its reason.

Apps add to the list with a module `policies` that holds `EXEMPT: dict[table, reason]`.
"""

from collections.abc import Iterator
from importlib import import_module, util
from typing import Any

import psycopg
from django.apps import apps

EXEMPT = {
    "django_migrations": "names of migrations only",
    "django_content_type": "names of our own tables only",
    "django_session": "random keys and signed data that only their cookie opens; nobody's record",
    "auth_group": "unused by Kith; no people",
    "auth_group_permissions": "unused by Kith; no people",
    "auth_permission": "names of permissions only",
}

TABLES = """
    select c.relname, c.relrowsecurity,
           array(select p.polname::text from pg_policy p where p.polrelid = c.oid),
           c.relispartition,
           has_table_privilege('kith_app', c.oid, 'select') or has_table_privilege('kith_app', c.oid, 'insert')
           or has_table_privilege('kith_app', c.oid, 'update') or has_table_privilege('kith_app', c.oid, 'delete')
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') order by 1
"""


def exempt() -> dict[str, str]:
    """Every table that needs no policy, with the reason."""
    found = dict(EXEMPT)
    for app in apps.get_app_configs():
        if app.name.startswith("kith.") and util.find_spec(f"{app.name}.policies"):
            found |= getattr(import_module(f"{app.name}.policies"), "EXEMPT", {})
    return found


def faults(connection: psycopg.Connection[Any]) -> Iterator[str]:
    """What is wrong with row security in this database, a sentence each."""
    known = exempt()
    for table, secured, policies, partition, granted in connection.execute(TABLES).fetchall():
        if partition:
            if granted:
                yield f"{table} is a partition and something is granted on it: its parent's policy does not guard it."
        elif table in known:
            continue
        elif not secured:
            yield f"{table} has no row security and no reason among the exemptions."
        elif granted and not policies:
            yield f"{table} is granted to the application without a policy."
