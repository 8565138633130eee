"""Roles that organisations make."""

from pathlib import Path

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQL = Path(__file__).resolve().parents[1] / "sql" / "roles.sql"


def build(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Run the file whole: RunSQL would split function bodies at their semicolons."""
    editor.execute(SQL.read_text(), params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0006_sharing"),
    ]

    operations = [
        migrations.CreateModel(
            name="MadeRole",
            fields=[
                ("key", models.TextField(primary_key=True, serialize=False)),
                ("custodian", models.SmallIntegerField(db_index=True)),
                ("words", models.TextField()),
                ("based_on", models.TextField()),
                ("depths", models.JSONField()),
                ("read_low", models.BigIntegerField()),
                ("read_high", models.BigIntegerField()),
                ("add_low", models.BigIntegerField()),
                ("add_high", models.BigIntegerField()),
                ("change_low", models.BigIntegerField()),
                ("change_high", models.BigIntegerField()),
                (
                    "purposes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SmallIntegerField(), size=None
                    ),
                ),
                (
                    "declares",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), default=list, size=None
                    ),
                ),
                ("maker_role", models.TextField()),
                ("made", models.DateTimeField()),
                ("version", models.SmallIntegerField(default=1)),
                ("changed", models.DateTimeField(null=True)),
                ("former", models.JSONField(default=list)),
                ("ended", models.DateTimeField(null=True)),
                (
                    "changed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.staff",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.staff",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.staff"
                    ),
                ),
            ],
        ),
        migrations.RunPython(build),
    ]
