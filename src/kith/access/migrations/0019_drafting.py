"""Who drafts, publishes, reviews and ends an agreement on a screen, and when a version takes another's place."""

from pathlib import Path

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQL = Path(__file__).resolve().parents[1] / "sql" / "drafting.sql"


def build(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Run the file whole: RunSQL would split function bodies at their semicolons."""
    editor.execute(SQL.read_text(), params=None)


class Migration(migrations.Migration):
    dependencies = [("access", "0018_kept_from"), ("directory", "0011_agreement_drafts")]
    operations = [migrations.RunPython(build)]
