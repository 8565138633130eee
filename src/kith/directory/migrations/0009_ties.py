"""Relationships beside the registration: referred, admitted, on a caseload, on today's rota."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQL = Path(__file__).resolve().parents[1] / "sql" / "ties.sql"


def build(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Run the file whole: RunSQL would split function bodies at their semicolons."""
    editor.execute(SQL.read_text(), params=None)


class Migration(migrations.Migration):
    dependencies = [("directory", "0008_own_access"), ("access", "0015_beginning_later")]

    operations = [
        migrations.CreateModel(
            name="Tie",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("resource", models.UUIDField(db_index=True)),
                (
                    "kind",
                    models.SmallIntegerField(
                        choices=[(1, "referred"), (2, "admitted"), (3, "caseload"), (4, "rota")]
                    ),
                ),
                ("patient", models.UUIDField()),
                ("custodian", models.SmallIntegerField()),
                ("staff", models.UUIDField(null=True)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                ("open", models.BooleanField(default=True)),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ties",
                        to="directory.service",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["service", "patient"], name="tie_service"),
                    models.Index(fields=["patient", "service"], name="tie_patient"),
                ]
            },
        ),
        migrations.RunPython(build),
    ]
