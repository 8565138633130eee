"""The record's tables, policies and functions, as SQL that reads from top to bottom."""

from pathlib import Path

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQL = Path(__file__).resolve().parents[1] / "sql"
STEPS = ["tables", "partitions", "policies", "reading", "writing", "gate", "destruction", "grants"]


def build(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Run each step whole: RunSQL would split function bodies at their semicolons."""
    for step in STEPS:
        editor.execute((SQL / f"{step}.sql").read_text(), params=None)


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunPython(build)]
