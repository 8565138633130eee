"""Emergency facts shown to an ambulance crew by a code, and codes that were wrong."""

from pathlib import Path

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQL = Path(__file__).resolve().parents[1] / "sql" / "showing.sql"


def build(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Run the file whole: RunSQL would split function bodies at their semicolons."""
    editor.execute(SQL.read_text(), params=None)


class Migration(migrations.Migration):
    dependencies = [("directory", "0011_agreement_drafts")]

    operations = [
        migrations.CreateModel(
            name="CodeMiss",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.TextField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name_plural": "code misses",
                "indexes": [models.Index(fields=["place", "at"], name="code_miss_place")],
            },
        ),
        migrations.CreateModel(
            name="Showing",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("patient", models.UUIDField()),
                ("custodian", models.SmallIntegerField()),
                ("service", models.UUIDField()),
                ("read_low", models.BigIntegerField()),
                ("read_high", models.BigIntegerField()),
                ("made_by", models.UUIDField()),
                ("made", models.DateTimeField()),
                ("code_hash", models.TextField(null=True, unique=True)),
                ("use_by", models.DateTimeField()),
                ("used", models.DateTimeField(null=True)),
                ("session", models.BigIntegerField(null=True, unique=True)),
                ("secret_hash", models.TextField(null=True)),
                ("crew_service", models.TextField(blank=True)),
                ("crew_sign", models.TextField(blank=True)),
                ("crew_name", models.TextField(blank=True)),
                ("until", models.DateTimeField(null=True)),
                ("ended", models.DateTimeField(null=True)),
                ("ended_by", models.UUIDField(null=True)),
            ],
            options={"indexes": [models.Index(fields=["patient", "made"], name="showing_patient")]},
        ),
        migrations.RunPython(build),
    ]
