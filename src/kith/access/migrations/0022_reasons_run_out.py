"""What a declared reason opened is weighed anew when it runs out, for whoever looks after somebody too."""

from pathlib import Path

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQL = Path(__file__).resolve().parents[1] / "sql" / "reasons_run_out.sql"


def build(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Run the file whole: RunSQL would split function bodies at their semicolons."""
    editor.execute(SQL.read_text(), params=None)


class Migration(migrations.Migration):
    dependencies = [("access", "0021_shown_withdrawn")]
    operations = [migrations.RunPython(build)]
