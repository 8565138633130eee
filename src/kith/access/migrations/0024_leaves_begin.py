"""A leave that begins later is weighed from that moment."""

from pathlib import Path

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQL = Path(__file__).resolve().parents[1] / "sql" / "leaves_begin.sql"


def build(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Run the file whole: RunSQL would split function bodies at their semicolons."""
    editor.execute(SQL.read_text(), params=None)


class Migration(migrations.Migration):
    dependencies = [("access", "0023_inside")]
    operations = [migrations.RunPython(build)]
