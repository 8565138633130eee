"""Row security, rights and staleness, as SQL that reads from top to bottom."""

from pathlib import Path

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQL = Path(__file__).resolve().parents[1] / "sql"
STEPS = ["policies", "staleness"]


def build(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Run each step whole: RunSQL would split function bodies at their semicolons."""
    for step in STEPS:
        editor.execute((SQL / f"{step}.sql").read_text(), params=None)


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_tables"), ("record", "0001_the_record")]
    operations = [migrations.RunPython(build)]
