"""Single entries that are kept from somebody; roles given to those who already work there."""

from pathlib import Path

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQL = Path(__file__).resolve().parents[1] / "sql"


def build(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Run the files whole: RunSQL would split function bodies at their semicolons."""
    for name in ("kept_from.sql", "roles_given.sql"):
        editor.execute((SQL / name).read_text(), params=None)


class Migration(migrations.Migration):
    dependencies = [("access", "0017_asked"), ("directory", "0010_kept_from")]
    operations = [migrations.RunPython(build)]
