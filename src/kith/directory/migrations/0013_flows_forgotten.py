"""An agreement that changes is weighed anew of people whom only the other organisation holds, too."""

from pathlib import Path

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQL = Path(__file__).resolve().parents[1] / "sql" / "flows_forgotten.sql"


def build(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Run the file whole: RunSQL would split function bodies at their semicolons."""
    editor.execute(SQL.read_text(), params=None)


class Migration(migrations.Migration):
    dependencies = [("directory", "0012_showing")]

    operations = [migrations.RunPython(build)]
