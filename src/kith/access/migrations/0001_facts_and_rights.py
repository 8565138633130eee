"""What the gate may ask before it has decided, and what sign-in may write, as plain SQL."""

from pathlib import Path

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQL = Path(__file__).resolve().parents[1] / "sql"
STEPS = ["facts", "signin"]


def build(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Run each step whole: RunSQL would split function bodies at their semicolons."""
    for step in STEPS:
        editor.execute((SQL / f"{step}.sql").read_text(), params=None)


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("directory", "0002_row_security"),
        ("record", "0001_the_record"),
        ("sessions", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("axes", "0010_accessattemptexpiration"),
    ]
    operations = [migrations.RunPython(build)]
