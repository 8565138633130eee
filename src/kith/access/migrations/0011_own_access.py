"""The person's own access and that of those they chose; looks that are withheld."""

from pathlib import Path

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQL = Path(__file__).resolve().parents[1] / "sql"


def build(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Run the files whole: RunSQL would split function bodies at their semicolons."""
    for name in ("own_access.sql", "withheld.sql"):
        editor.execute((SQL / name).read_text(), params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0010_made_roles"),
        ("directory", "0008_own_access"),
        ("record", "0004_looks_searched"),
    ]
    operations = [migrations.RunPython(build)]
